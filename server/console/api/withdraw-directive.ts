/** POST /api/incidents/:id/withdraw-directive: the one who issued a directive takes it back (三(二)). */

import * as z from 'zod'
import { call } from '../call.ts'
import { act, actedAnswer, entryId, ofTheIncident, reason } from '../plan-act.ts'

export const withdrawDirective = call({
  method: 'POST',
  path: '/api/incidents/:id/withdraw-directive',
  operation: 'directive.issue',
  about: ofTheIncident,
  body: z.strictObject({ directive: entryId, reason }),
  answer: actedAnswer,
  perform: ({ id: incident, body, officer }, desk) =>
    act(desk, { kind: 'withdraw-directive', incident, ...body }, officer),
})
