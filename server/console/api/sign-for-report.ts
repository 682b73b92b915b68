/** POST /api/incidents/:id/sign-for-report: 签收 of the initial report by the leading group (三(一)2). */

import { call, noBody } from '../call.ts'
import { act, actedAnswer, ofTheIncident } from '../plan-act.ts'

export const signForReport = call({
  method: 'POST',
  path: '/api/incidents/:id/sign-for-report',
  operation: 'initial-report.sign-for',
  about: ofTheIncident,
  body: noBody,
  answer: actedAnswer,
  perform: ({ id: incident, officer }, desk) => act(desk, { kind: 'sign-for-report', incident }, officer),
})
