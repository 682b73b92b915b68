/** POST /api/incidents/:id/judge-directive: whether a late directive impaired the response (五(二)2): judged by a person, with the reason. */

import * as z from 'zod'
import { call } from '../call.ts'
import { act, actedAnswer, entryId, ofTheIncident, reason } from '../plan-act.ts'

export const judgeDirective = call({
  method: 'POST',
  path: '/api/incidents/:id/judge-directive',
  operation: 'evaluation.file',
  about: ofTheIncident,
  body: z.strictObject({ directive: entryId, impaired: z.boolean(), reason }),
  answer: actedAnswer,
  perform: ({ id: incident, body, officer }, desk) =>
    act(desk, { kind: 'judge-directive', incident, ...body }, officer),
})
