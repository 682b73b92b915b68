/** Reads the State Council's notice of one year as the security administrator typed it: all that is wrong with it, or a year. */

import * as z from 'zod'
import { isWithinReach } from './calendar.ts'
import type { CalendarYear } from './calendar.ts'
import { dayExists, daysBetween, daysLater, isWeekend } from './day.ts'
import type { Day } from './day.ts'
import { statutoryDayCount, statutoryDays } from './statutory-days.ts'

/** Written as in the notice: `2026-02-14` for a day, `2026-02-15/2026-02-23` for a span with both its ends. */
const span = z.string().regex(/^\d{4}-\d{2}-\d{2}(\/\d{4}-\d{2}-\d{2})?$/)

/** Twice what the longest notice so far held (2006 and 2013); the longest span was ten days (2020). */
export const noticeLimits = { daysOff: 24, makeUpDays: 24, spanDays: 20, documentCharacters: 200 } as const

const noticeSchema = z.strictObject({
  /** Before 2004 nothing is loaded, so a later notice would stand alone. */
  year: z.int().min(2004).max(2100),
  /** 文号, such as 国办发明电〔2025〕7号. */
  document: z.string().trim().min(4).max(noticeLimits.documentCharacters),
  daysOff: z.array(span).min(1).max(noticeLimits.daysOff),
  makeUpDays: z.array(span).max(noticeLimits.makeUpDays),
})

export type Notice = z.infer<typeof noticeSchema>

export const noticeRefusals = [
  'not-a-notice',
  'no-such-day',
  'span-reversed',
  'span-too-long',
  'not-of-this-year',
  'named-twice',
  'make-up-on-weekday',
] as const
export type NoticeRefusalCode = (typeof noticeRefusals)[number]

export interface NoticeRefusal {
  readonly refusal: NoticeRefusalCode
  /** Path to the entry, such as `daysOff.3`; empty for the whole. */
  readonly where: string
}

export const noticeDoubts = ['statutory-day-worked', 'days-do-not-balance'] as const

/** Not refused, since the law may change; the second person must see it before confirming. */
export type NoticeDoubt =
  | { readonly doubt: 'statutory-day-worked'; readonly day: Day }
  /** Weekdays off less make-up days; a notice only moves days off, so this is the number of statutory days. */
  | { readonly doubt: 'days-do-not-balance'; readonly found: number; readonly expected: number }

export type NoticeReading =
  | { readonly ok: true; readonly year: CalendarYear; readonly doubts: readonly NoticeDoubt[] }
  | { readonly ok: false; readonly refusals: readonly NoticeRefusal[] }

export function readNotice(input: unknown): NoticeReading {
  const parsed = noticeSchema.safeParse(input)
  if (!parsed.success) {
    const refusals = parsed.error.issues.map(({ path }) => ({
      refusal: 'not-a-notice' as const,
      where: path.join('.'),
    }))
    return { ok: false, refusals }
  }
  const { year, document } = parsed.data
  const refusals: NoticeRefusal[] = []
  const named = new Set<Day>()
  const read = (list: 'daysOff' | 'makeUpDays'): Set<Day> => {
    const days = new Set<Day>()
    for (const [index, text] of parsed.data[list].entries()) {
      const found = readSpan(text)
      const refusal = typeof found === 'string' ? found : objection(found, year, list, named)
      if (refusal !== undefined) refusals.push({ refusal, where: `${list}.${index}` })
      for (const day of typeof found === 'string' ? [] : found) {
        named.add(day)
        days.add(day)
      }
    }
    return days
  }
  const daysOff = read('daysOff')
  const makeUpDays = read('makeUpDays')
  if (refusals.length > 0) return { ok: false, refusals }
  return {
    ok: true,
    year: { year, basis: 'official', document, daysOff, makeUpDays },
    doubts: doubtsOf(year, daysOff, makeUpDays),
  }
}

function readSpan(text: string): readonly Day[] | NoticeRefusalCode {
  const [first = '', last = first] = text.split('/')
  if (!dayExists(first) || !dayExists(last)) return 'no-such-day'
  if (last < first) return 'span-reversed'
  if (last > daysLater(first, noticeLimits.spanDays - 1)) return 'span-too-long'
  return daysBetween(first, last)
}

function objection(
  days: readonly Day[],
  year: number,
  list: 'daysOff' | 'makeUpDays',
  named: ReadonlySet<Day>,
): NoticeRefusalCode | undefined {
  if (days.some((day) => !isWithinReach(day, year))) return 'not-of-this-year'
  if (days.some((day) => named.has(day))) return 'named-twice'
  if (list === 'makeUpDays' && days.some((day) => !isWeekend(day))) return 'make-up-on-weekday'
  return undefined
}

/** A slip of the pen that leaves a possible notice: found by what the law says of the year. */
function doubtsOf(year: number, daysOff: ReadonlySet<Day>, makeUpDays: ReadonlySet<Day>): NoticeDoubt[] {
  const statutory = statutoryDays(year)
  if (statutory === undefined) return []
  const doubts: NoticeDoubt[] = statutory
    .filter((day) => !daysOff.has(day))
    .map((day) => ({ doubt: 'statutory-day-worked', day }))
  const found = [...daysOff].filter((day) => !isWeekend(day)).length - makeUpDays.size
  if (found !== statutoryDayCount) doubts.push({ doubt: 'days-do-not-balance', found, expected: statutoryDayCount })
  return doubts
}
