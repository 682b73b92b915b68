/** Which days the State Council lets people work: years as they were announced, and years that are still a guess and say so. */

import { dayOf, isWeekend, yearOf } from './day.ts'
import type { Day } from './day.ts'

/** `provisional`: weekends and the statutory days only, until the notice of that year is imported. On screen 暂定. */
export type Basis = 'official' | 'provisional'

export interface CalendarYear {
  readonly year: number
  readonly basis: Basis
  /** The notice's number (国办发明电〔2025〕7号) or address; of a provisional year, the rule that it was made by. */
  readonly document: string
  /** Days off besides ordinary weekends; a weekend day may be named too. */
  readonly daysOff: ReadonlySet<Day>
  /** 调休: Saturdays and Sundays on which people work. */
  readonly makeUpDays: ReadonlySet<Day>
}

export type Calendar = ReadonlyMap<number, CalendarYear>

/** Deliberately no boolean: a year that nobody loaded must not pass for a plain Monday to Friday. */
export type DayStanding =
  | { readonly covered: true; readonly working: boolean; readonly basis: Basis }
  | { readonly covered: false; readonly year: number }

/**
 * The notice of a year also moves the last days of December before it (2007, 2011, 2018), so they are settled only once
 * that notice is there. The earliest so far was the 29th; the weekend before it is left as room.
 */
const settledByNextNotice = '12-25'

const isLateDecember = (day: Day): boolean => day.slice(5) >= settledByNextNotice

/** Whether a notice may speak of this day. */
export const isWithinReach = (day: Day, year: number): boolean =>
  yearOf(day) === year || (yearOf(day) === year - 1 && isLateDecember(day))

/** The first day of which the notice of a year may speak. */
export const firstWithinReach = (year: number): Day => `${year - 1}-${settledByNextNotice}`

export function dayStanding(day: Day, calendar: Calendar): DayStanding {
  const year = yearOf(day)
  const own = calendar.get(year)
  if (own === undefined) return { covered: false, year }
  const next = calendar.get(year + 1)
  const settled = own.basis === 'official' && (!isLateDecember(day) || next?.basis === 'official')
  return { covered: true, working: isWorked(day, own, next), basis: settled ? 'official' : 'provisional' }
}

/** The later notice has the last word. */
function isWorked(day: Day, own: CalendarYear, next: CalendarYear | undefined): boolean {
  for (const notice of [next, own]) {
    if (notice?.makeUpDays.has(day) === true) return true
    if (notice?.daysOff.has(day) === true) return false
  }
  return !isWeekend(day)
}

/** A calendar of these years; of two for the same year the later one holds, but a guess never replaces a notice. */
export function calendarOf(years: Iterable<CalendarYear>): Calendar {
  const calendar = new Map<number, CalendarYear>()
  for (const year of years) {
    if (year.basis === 'official' || calendar.get(year.year)?.basis !== 'official') calendar.set(year.year, year)
  }
  return calendar
}

export const withYear = (calendar: Calendar, year: CalendarYear): Calendar => calendarOf([...calendar.values(), year])

/** The notice comes in October or November: from 1 November the next year's is asked for, and this year's at any time. */
export function officialYearMissing(at: number, calendar: Calendar): number | undefined {
  const today = dayOf(at)
  const year = yearOf(today)
  if (calendar.get(year)?.basis !== 'official') return year
  return today.slice(5) >= '11-01' && calendar.get(year + 1)?.basis !== 'official' ? year + 1 : undefined
}
