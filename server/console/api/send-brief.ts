/** POST /api/incidents/:id/send-brief: 快报 to the leading group, before the report is written (四(一)2). */

import * as z from 'zod'
import { call } from '../call.ts'
import { act, actedAnswer, longText, ofTheIncident } from '../plan-act.ts'

export const sendBrief = call({
  method: 'POST',
  path: '/api/incidents/:id/send-brief',
  operation: 'initial-report.file',
  about: ofTheIncident,
  body: z.strictObject({ text: longText }),
  answer: actedAnswer,
  perform: ({ id: incident, body, officer }, desk) => act(desk, { kind: 'send-brief', incident, ...body }, officer),
})
