/** The end of a period of working days: the day on which it starts is not counted (民法典 第201条第1款). */

import { dayStanding } from './calendar.ts'
import type { Calendar } from './calendar.ts'
import { dayOf, daysLater, startOfDay } from './day.ts'
import type { Day } from './day.ts'

/** 24:00. */
const endOfDayMinute = 24 * 60

/** 9999-01-01: past the year after it a day has no ten characters. */
const latestMoment = 253_370_764_800_000

/** More than a year of working days is no deadline of this plan, but somebody's mistake. */
const longestPeriod = 366

export interface Cutoff {
  /** Minutes after midnight, 1 to 1440: the law lets a period end with office hours (民法典 第203条第2款), 18:00 is 1080. */
  readonly cutoffMinute?: number | undefined
}

export type WorkingDaysDue =
  | {
      readonly known: true
      readonly dueDay: Day
      /** Milliseconds since 1970 UTC; a report at exactly this moment is on time. 24:00 is the first moment of the next day. */
      readonly dueAt: number
      /** A day that was counted may still be moved by a notice that is not loaded: shown as 暂定 and computed again. */
      readonly provisional: boolean
    }
  | { readonly known: false; readonly refusal: 'year-not-covered'; readonly year: number }

/** @throws RangeError on a number that is none of a deadline: that is a mistake of the caller, not of a user. */
export function workingDaysAfter(
  at: number,
  days: number,
  calendar: Calendar,
  { cutoffMinute = endOfDayMinute }: Cutoff = {},
): WorkingDaysDue {
  requireWhole('at', at, 0, latestMoment)
  requireWhole('days', days, 1, longestPeriod)
  requireWhole('cutoffMinute', cutoffMinute, 1, endOfDayMinute)
  let day = dayOf(at)
  let provisional = false
  for (let counted = 0; counted < days;) {
    day = daysLater(day, 1)
    const standing = dayStanding(day, calendar)
    if (!standing.covered) return { known: false, refusal: 'year-not-covered', year: standing.year }
    if (standing.basis === 'provisional') provisional = true
    if (standing.working) counted++
  }
  return { known: true, dueDay: day, dueAt: startOfDay(day) + cutoffMinute * 60_000, provisional }
}

function requireWhole(name: string, value: number, least: number, most: number): void {
  if (Number.isSafeInteger(value) && value >= least && value <= most) return
  throw new RangeError(`${name} is ${value}, not a whole number from ${least} to ${most}`)
}
