/** POST /api/incidents/:id/propose-found: another moment at which it should have been found (核定); the first one stays. */

import * as z from 'zod'
import { call } from '../call.ts'
import { act, actedAnswer, moment, ofTheIncident, reason } from '../plan-act.ts'

export const proposeFound = call({
  method: 'POST',
  path: '/api/incidents/:id/propose-found',
  operation: 'found.propose',
  about: ofTheIncident,
  body: z.strictObject({ found: moment, reason }),
  answer: actedAnswer,
  perform: ({ id: incident, body, officer }, desk) => act(desk, { kind: 'propose-found', incident, ...body }, officer),
})
