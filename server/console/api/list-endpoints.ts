/** GET /api/endpoints: every terminal as the live list has it; whoever reads only their own gets only those. Also for other systems (`read`). */

import { aboutEndpoint } from '../../workflow/ownership.ts'
import { call, noBody, ok } from '../call.ts'
import { rowsOf } from '../rows.ts'

export const listEndpoints = call({
  method: 'GET',
  path: '/api/endpoints',
  operation: 'live.view',
  about: 'in-the-body',
  machine: 'read',
  body: noBody,
  perform({ permits }, { conductor, seen }) {
    const now = seen()
    const situation = conductor.situation()
    const endpoints = [...now.endpoints.keys()].filter((id) => permits('live.view', aboutEndpoint(situation, id)))
    return ok({ endpoints: rowsOf(now, { alerts: [], incidents: [], endpoints }).endpoints })
  },
})
