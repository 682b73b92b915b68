/** GET /api/endpoints/:id: a terminal and what belongs to it but to no incident. */

import { call, noBody, ok, refuse } from '../call.ts'
import { endpointRow } from '../rows.ts'

export const readEndpoint = call({
  method: 'GET',
  path: '/api/endpoints/:id',
  access: 'signed-in',
  body: noBody,
  async perform({ id }, { conductor, seen }) {
    const endpoint = endpointRow(id, seen())
    if (endpoint === undefined) return refuse('unknown-endpoint')
    return ok({ endpoint, timeline: await conductor.history({ kind: 'endpoint', id }) })
  },
})
