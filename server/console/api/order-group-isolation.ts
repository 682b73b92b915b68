/** POST /api/incidents/:id/order-group-isolation: many terminals are cut off at once, by who may do that alone (四(二)2). */

import { call } from '../call.ts'
import { act, actedAnswer, groupIsolation, ofTheIncident } from '../plan-act.ts'

export const orderGroupIsolation = call({
  method: 'POST',
  path: '/api/incidents/:id/order-group-isolation',
  operation: 'endpoints.isolate-group',
  about: ofTheIncident,
  body: groupIsolation,
  answer: actedAnswer,
  perform: ({ id: incident, body, officer }, desk) =>
    act(desk, { kind: 'order-group-isolation', incident, ...body }, officer),
})
