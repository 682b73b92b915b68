/** POST /api/incidents/:id/approve-external: a report to the outside may go; a person sends it, never the system. */

import * as z from 'zod'
import { call } from '../call.ts'
import { act, actedAnswer, externalForm, ofTheIncident, serial } from '../plan-act.ts'

export const approveExternal = call({
  method: 'POST',
  path: '/api/incidents/:id/approve-external',
  operation: 'external-report.approve',
  about: ofTheIncident,
  body: z.strictObject({ form: externalForm, serial }),
  answer: actedAnswer,
  perform: ({ id: incident, body, officer }, desk) =>
    act(desk, { kind: 'approve-external', incident, ...body }, officer),
})
