/** POST /api/alerts/:id/link: the alert belongs to that incident. */

import * as z from 'zod'
import { call } from '../call.ts'
import { act, actedAnswer, entryId, ofTheAlert } from '../plan-act.ts'

export const linkAlert = call({
  method: 'POST',
  path: '/api/alerts/:id/link',
  operation: 'alert.link',
  about: ofTheAlert,
  body: z.strictObject({ incident: entryId }),
  answer: actedAnswer,
  perform: ({ id: alert, body: { incident }, officer }, desk) =>
    act(desk, { kind: 'link-alert', alert, incident }, officer),
})
