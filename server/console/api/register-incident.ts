/** POST /api/incidents: 接报 by telephone, notice or walk (form D01): a new incident, or one more report of an open one. */

import * as z from 'zod'
import { call } from '../call.ts'
import { act, actedAnswer, formBytes, formFields } from '../plan-act.ts'

export const registerIncident = call({
  method: 'POST',
  path: '/api/incidents',
  operation: 'incident.register',
  // The institution stands in the form.
  about: 'in-the-body',
  body: z.strictObject({ fields: formFields, drill: z.boolean().default(false) }),
  maxBodyBytes: formBytes,
  answer: actedAnswer,
  perform: ({ body: { fields, drill }, officer }, desk) => act(desk, { kind: 'register', fields, drill }, officer),
})
