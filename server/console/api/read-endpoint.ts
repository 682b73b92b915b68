/** GET /api/endpoints/:id: a terminal and what belongs to it but to no incident. */

import { aboutEndpoint } from '../../workflow/ownership.ts'
import { call, noBody, ok, refuse } from '../call.ts'
import { opened } from '../opened.ts'
import { endpointRow } from '../rows.ts'

export const readEndpoint = call({
  method: 'GET',
  path: '/api/endpoints/:id',
  operation: 'live.view',
  about: (id, { conductor }) => aboutEndpoint(conductor.situation(), id),
  body: noBody,
  async perform({ id, officer }, desk) {
    const { conductor, seen } = desk
    const endpoint = endpointRow(id, seen())
    if (endpoint === undefined) return refuse('unknown-endpoint')
    const timeline = await conductor.history({ kind: 'endpoint', id })
    opened(desk, { kind: 'see-endpoint', endpoint: id }, officer)
    return ok({ endpoint, timeline })
  },
})
