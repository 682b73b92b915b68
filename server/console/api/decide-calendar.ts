/** POST /api/calendar/:id/decision: the second person agrees or not; the running five working days are counted anew (四(三)). */

import * as z from 'zod'
import { sentence } from '#shared/protocol/limits.ts'
import { call, settle } from '../call.ts'

export const decideCalendar = call({
  method: 'POST',
  path: '/api/calendar/:id/decision',
  operation: 'calendar.confirm',
  body: z.strictObject({ agreed: z.boolean(), reason: sentence.trim() }),
  perform: async ({ id: calendar, body, officer }, { conductor }) =>
    settle(await conductor.actInOffice({ kind: 'decide-calendar', calendar, ...body }, officer)),
})
