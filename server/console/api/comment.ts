/** POST /api/incidents/:id/comment: 意见 on a form: of a member, of the field team, of the unit that was evaluated. */

import * as z from 'zod'
import { formIds } from '../../workflow/forms/form.ts'
import { call } from '../call.ts'
import { act, actedAnswer, longText, ofTheIncident } from '../plan-act.ts'

export const comment = call({
  method: 'POST',
  path: '/api/incidents/:id/comment',
  // Which line lets somebody comment depends on the form, and the step asks for that one.
  operation: 'incident.read',
  about: ofTheIncident,
  body: z.strictObject({ form: z.enum(formIds), text: longText }),
  answer: actedAnswer,
  perform: ({ id: incident, body, officer }, desk) => act(desk, { kind: 'comment', incident, ...body }, officer),
})
