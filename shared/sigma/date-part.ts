/** The time modifiers: a number out of a date as it is written, without time zones, as Sigma's appendix has it. */

import type { DatePart } from './rule.ts'

const written = /^\s*(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2}))?/

/** Nothing where the text does not begin with a date, or has no time when one is asked for. */
export function datePartOf(text: string, part: DatePart): number | undefined {
  const [, year, month, day, hour, minute] = written.exec(text) ?? []
  if (year === undefined) return undefined
  const number = (digits: string | undefined) => (digits === undefined ? undefined : Number(digits))
  switch (part) {
    case 'year':
      return number(year)
    case 'month':
      return number(month)
    case 'day':
      return number(day)
    case 'hour':
      return number(hour)
    case 'minute':
      return number(minute)
    case 'week':
      return isoWeek(Number(year), Number(month), Number(day))
  }
}

const dayMs = 86_400_000

/** ISO 8601: week 1 is the one with the year's first Thursday. */
function isoWeek(year: number, month: number, day: number): number {
  const date = Date.UTC(year, month - 1, day)
  const weekday = (new Date(date).getUTCDay() + 6) % 7
  const thursday = new Date(date + (3 - weekday) * dayMs)
  const firstOfYear = Date.UTC(thursday.getUTCFullYear(), 0, 1)
  return 1 + Math.floor((thursday.getTime() - firstOfYear) / (7 * dayMs))
}
