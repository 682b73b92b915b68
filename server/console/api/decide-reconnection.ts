/** POST /api/incidents/:id/decide-reconnection: approved, the order to let it back goes out in the same commit. */

import * as z from 'zod'
import { call } from '../call.ts'
import { act, actedAnswer, entryId, ofTheIncident, reason } from '../plan-act.ts'

export const decideReconnection = call({
  method: 'POST',
  path: '/api/incidents/:id/decide-reconnection',
  operation: 'reconnection.approve',
  about: ofTheIncident,
  body: z.strictObject({ endpoint: entryId, approved: z.boolean(), reason }),
  answer: actedAnswer,
  perform: ({ id: incident, body, officer }, desk) =>
    act(desk, { kind: 'decide-reconnection', incident, ...body }, officer),
})
