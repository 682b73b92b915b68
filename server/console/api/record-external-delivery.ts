/** POST /api/incidents/:id/record-external-delivery: how and to whom a person has delivered it (办法 第七条). */

import * as z from 'zod'
import { call } from '../call.ts'
import { act, actedAnswer, externalForm, line, moment, ofTheIncident, serial } from '../plan-act.ts'

export const recordExternalDelivery = call({
  method: 'POST',
  path: '/api/incidents/:id/record-external-delivery',
  operation: 'external-report.draft',
  about: ofTheIncident,
  body: z.strictObject({
    form: externalForm,
    serial,
    channel: line,
    receiver: line,
    receipt: line,
    deliveredAt: moment,
  }),
  answer: actedAnswer,
  perform: ({ id: incident, body, officer }, desk) =>
    act(desk, { kind: 'record-external-delivery', incident, ...body }, officer),
})
