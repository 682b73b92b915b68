/** POST /api/incidents/:id/issue-directive: 指令, drafted before or not; only the leader issues it, or the deputy with a written authorisation (一(二)1). */

import * as z from 'zod'
import { call } from '../call.ts'
import { act, actedAnswer, entryId, longText, moment, ofTheIncident, unit } from '../plan-act.ts'

export const issueDirective = call({
  method: 'POST',
  path: '/api/incidents/:id/issue-directive',
  operation: 'directive.issue',
  about: ofTheIncident,
  body: z.strictObject({ directive: entryId.optional(), text: longText, unit, dueAt: moment }),
  answer: actedAnswer,
  perform: ({ id: incident, body, officer }, desk) =>
    act(desk, { kind: 'issue-directive', incident, ...body }, officer),
})
