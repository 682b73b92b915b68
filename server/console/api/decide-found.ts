/** POST /api/incidents/:id/decide-found: the leader agrees to that moment, or not. */

import * as z from 'zod'
import { call } from '../call.ts'
import { act, actedAnswer, ofTheIncident, reason } from '../plan-act.ts'

export const decideFound = call({
  method: 'POST',
  path: '/api/incidents/:id/decide-found',
  operation: 'found.confirm',
  about: ofTheIncident,
  body: z.strictObject({ agreed: z.boolean(), reason }),
  answer: actedAnswer,
  perform: ({ id: incident, body, officer }, desk) => act(desk, { kind: 'decide-found', incident, ...body }, officer),
})
