/** GET /api/incidents/:id: an incident, its alerts and its whole timeline. */

import { call, noBody, ok, refuse } from '../call.ts'
import { rowsOf } from '../rows.ts'

export const readIncident = call({
  method: 'GET',
  path: '/api/incidents/:id',
  access: 'signed-in',
  body: noBody,
  async perform({ id }, { conductor, seen }) {
    const standing = conductor.situation().incidents.get(id)
    if (standing === undefined) return refuse('unknown-incident')
    const timeline = await conductor.history({ kind: 'incident', id })
    const { incidents, alerts } = rowsOf(seen(), { incidents: [id], alerts: standing.alerts, endpoints: [] })
    return ok({ incident: incidents[0], alerts, timeline })
  },
})
