/** POST /api/incidents/:id/register-result: 备案, with its number (四(三)). */

import * as z from 'zod'
import { name } from '#shared/protocol/limits.ts'
import { call } from '../call.ts'
import { act, actedAnswer, ofTheIncident } from '../plan-act.ts'

export const registerResult = call({
  method: 'POST',
  path: '/api/incidents/:id/register-result',
  operation: 'result-report.register',
  about: ofTheIncident,
  body: z.strictObject({ number: name.trim().min(1) }),
  answer: actedAnswer,
  perform: ({ id: incident, body, officer }, desk) =>
    act(desk, { kind: 'register-result', incident, ...body }, officer),
})
