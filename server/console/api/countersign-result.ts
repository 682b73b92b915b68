/** POST /api/incidents/:id/countersign-result: 会签 of the result report by the office (四(三)). */

import { call, noBody } from '../call.ts'
import { act, actedAnswer, ofTheIncident } from '../plan-act.ts'

export const countersignResult = call({
  method: 'POST',
  path: '/api/incidents/:id/countersign-result',
  operation: 'result-report.countersign',
  about: ofTheIncident,
  body: noBody,
  answer: actedAnswer,
  perform: ({ id: incident, officer }, desk) => act(desk, { kind: 'countersign-result', incident }, officer),
})
