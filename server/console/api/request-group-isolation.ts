/** POST /api/incidents/:id/request-group-isolation: many terminals are to be cut off; the leader decides (四(二)2). */

import { call } from '../call.ts'
import { act, actedAnswer, groupIsolation, ofTheIncident } from '../plan-act.ts'

export const requestGroupIsolation = call({
  method: 'POST',
  path: '/api/incidents/:id/request-group-isolation',
  operation: 'endpoints.request-group',
  about: ofTheIncident,
  body: groupIsolation,
  answer: actedAnswer,
  perform: ({ id: incident, body, officer }, desk) =>
    act(desk, { kind: 'request-group-isolation', incident, ...body }, officer),
})
