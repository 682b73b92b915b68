/** POST /api/incidents/:id/propose-reconnection: the field team has looked at it, with form D13. */

import * as z from 'zod'
import { call } from '../call.ts'
import { act, actedAnswer, entryId, formFields, ofTheIncident } from '../plan-act.ts'

export const proposeReconnection = call({
  method: 'POST',
  path: '/api/incidents/:id/propose-reconnection',
  operation: 'reconnection.propose',
  about: ofTheIncident,
  body: z.strictObject({ endpoint: entryId, fields: formFields }),
  answer: actedAnswer,
  perform: ({ id: incident, body, officer }, desk) =>
    act(desk, { kind: 'propose-reconnection', incident, ...body }, officer),
})
