/** POST /api/incidents/:id/decide-group-isolation: approved, an order goes out to every terminal in the same commit (四(二)2). */

import * as z from 'zod'
import { call } from '../call.ts'
import { act, actedAnswer, entryId, ofTheIncident, reason } from '../plan-act.ts'

export const decideGroupIsolation = call({
  method: 'POST',
  path: '/api/incidents/:id/decide-group-isolation',
  operation: 'endpoints.approve-group',
  about: ofTheIncident,
  body: z.strictObject({ request: entryId, approved: z.boolean(), reason }),
  answer: actedAnswer,
  perform: ({ id: incident, body, officer }, desk) =>
    act(desk, { kind: 'decide-group-isolation', incident, ...body }, officer),
})
