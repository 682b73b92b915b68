/** POST /api/calendar/preview: a typed notice month by month against what is counted by now, or what is wrong with which line; nothing is stored. */

import * as z from 'zod'
import { zhCn } from '#shared/wording/zh-cn.ts'
import { calendarInForce } from '../../workflow/calendar/calendar-in-force.ts'
import { readNoticeLines } from '../../workflow/calendar/notice-lines.ts'
import type { NoticeLineRefusal } from '../../workflow/calendar/notice-lines.ts'
import { previewOf } from '../../workflow/calendar/preview.ts'
import { call, ok } from '../call.ts'
import { noticeBytes, typedNotice } from '../typed-notice.ts'

const words = zhCn.calendar
const lineWords: Readonly<Record<NoticeLineRefusal['refusal'], string>> = { ...words.refusals, ...words.lines }

export const previewCalendar = call({
  method: 'POST',
  path: '/api/calendar/preview',
  // Whoever may confirm it looks at it first, and so does whoever proposes.
  operation: 'calendar.confirm',
  body: typedNotice,
  maxBodyBytes: noticeBytes,
  answer: z.object({
    refusals: z.array(z.object({ line: z.number(), refusal: z.string(), why: z.string() })),
    doubts: z.array(z.string()),
    months: z.array(z.object({ month: z.string(), before: z.number().optional(), after: z.number() })),
    changes: z.array(z.object({ day: z.string(), working: z.boolean() })),
  }),
  perform({ body }, { conductor }) {
    const reading = readNoticeLines(body)
    if (!reading.ok) {
      const refusals = reading.refusals.map((one) => ({ ...one, why: lineWords[one.refusal] }))
      return ok({ refusals, doubts: [], months: [], changes: [] })
    }
    const { months, changes } = previewOf(reading.year, calendarInForce(conductor.situation().office))
    return ok({
      refusals: [],
      doubts: reading.doubts.map((doubt) =>
        doubt.doubt === 'statutory-day-worked'
          ? words.doubts[doubt.doubt](doubt.day)
          : words.doubts[doubt.doubt](doubt.found, doubt.expected),
      ),
      months,
      changes: changes.map(({ day, after }) => ({ day, working: after.covered && after.working })),
    })
  },
})
