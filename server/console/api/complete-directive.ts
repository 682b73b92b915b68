/** POST /api/incidents/:id/complete-directive: what the unit has done. */

import * as z from 'zod'
import { call } from '../call.ts'
import { act, actedAnswer, entryId, longText, ofTheIncident } from '../plan-act.ts'

export const completeDirective = call({
  method: 'POST',
  path: '/api/incidents/:id/complete-directive',
  operation: 'directive.sign-for',
  about: ofTheIncident,
  body: z.strictObject({ directive: entryId, text: longText }),
  answer: actedAnswer,
  perform: ({ id: incident, body, officer }, desk) =>
    act(desk, { kind: 'complete-directive', incident, ...body }, officer),
})
