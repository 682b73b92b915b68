/** POST /api/calendar: one person hands in the State Council's notice; nothing counts by it until another agrees. */

import * as z from 'zod'
import { call, ok, settle } from '../call.ts'
import { noticeBytes, typedNotice } from '../typed-notice.ts'

export const proposeCalendar = call({
  method: 'POST',
  path: '/api/calendar',
  operation: 'calendar.propose',
  body: typedNotice,
  maxBodyBytes: noticeBytes,
  answer: z.object({ id: z.string() }),
  perform: async ({ body: notice, officer }, { conductor }) =>
    settle(await conductor.actInOffice({ kind: 'propose-calendar', notice }, officer), ({ id }) => ok({ id })),
})
