/** POST /api/alerts/:id/confirm-closing: the second person agrees, or does not. */

import * as z from 'zod'
import { call } from '../call.ts'
import { act, actedAnswer, ofTheAlert } from '../plan-act.ts'

export const confirmAlertClosing = call({
  method: 'POST',
  path: '/api/alerts/:id/confirm-closing',
  operation: 'alert.confirm-closing',
  about: ofTheAlert,
  body: z.strictObject({ agreed: z.boolean() }),
  answer: actedAnswer,
  perform: ({ id: alert, body: { agreed }, officer }, desk) =>
    act(desk, { kind: 'confirm-alert-closing', alert, agreed }, officer),
})
