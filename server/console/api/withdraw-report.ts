/** POST /api/incidents/:id/withdraw-report: those who filed the initial report take it back; the text stays, and the two hours run again from where they began (三(一)2). */

import * as z from 'zod'
import { call } from '../call.ts'
import { act, actedAnswer, ofTheIncident, reason } from '../plan-act.ts'

export const withdrawReport = call({
  method: 'POST',
  path: '/api/incidents/:id/withdraw-report',
  operation: 'initial-report.file',
  about: ofTheIncident,
  body: z.strictObject({ reason }),
  answer: actedAnswer,
  perform: ({ id: incident, body, officer }, desk) =>
    act(desk, { kind: 'withdraw-report', incident, ...body }, officer),
})
