/** POST /api/alerts/:id/close: 误报 or 重复; at severity high and above it waits for a second person (三(二)). */

import * as z from 'zod'
import { alertClosings } from '../../workflow/plan-history.ts'
import { call } from '../call.ts'
import { act, actedAnswer, entryId, ofTheAlert, reason } from '../plan-act.ts'

export const closeAlert = call({
  method: 'POST',
  path: '/api/alerts/:id/close',
  operation: 'alert.close',
  about: ofTheAlert,
  body: z.strictObject({ closing: z.enum(alertClosings), of: entryId.optional(), reason }),
  answer: actedAnswer,
  perform: ({ id: alert, body, officer }, desk) => act(desk, { kind: 'close-alert', alert, ...body }, officer),
})
