/** POST /api/incidents/:id/return-report: returned to be completed; a valid report stays in time (三(一)2). */

import * as z from 'zod'
import { call } from '../call.ts'
import { act, actedAnswer, ofTheIncident, reason } from '../plan-act.ts'

export const returnReport = call({
  method: 'POST',
  path: '/api/incidents/:id/return-report',
  operation: 'initial-report.return',
  about: ofTheIncident,
  body: z.strictObject({ reason }),
  answer: actedAnswer,
  perform: ({ id: incident, body, officer }, desk) => act(desk, { kind: 'return-report', incident, ...body }, officer),
})
