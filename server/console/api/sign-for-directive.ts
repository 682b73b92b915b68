/** POST /api/incidents/:id/sign-for-directive: 签收 by the unit that it is given to. */

import * as z from 'zod'
import { call } from '../call.ts'
import { act, actedAnswer, entryId, ofTheIncident } from '../plan-act.ts'

export const signForDirective = call({
  method: 'POST',
  path: '/api/incidents/:id/sign-for-directive',
  operation: 'directive.sign-for',
  about: ofTheIncident,
  body: z.strictObject({ directive: entryId }),
  answer: actedAnswer,
  perform: ({ id: incident, body, officer }, desk) =>
    act(desk, { kind: 'sign-for-directive', incident, ...body }, officer),
})
