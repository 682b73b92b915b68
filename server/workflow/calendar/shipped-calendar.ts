/** The calendar that comes with the product: every notice that it knows, and provisional years after them. */

import { calendarOf } from './calendar.ts'
import type { Calendar, CalendarYear } from './calendar.ts'
import { readNotice } from './notice.ts'
import type { Notice } from './notice.ts'
import { provisionalYear, knownYears } from './statutory-days.ts'
import { stateCouncilNotices } from './state-council-notices.ts'

function official(notice: Notice): CalendarYear {
  const reading = readNotice(notice)
  if (reading.ok) return reading.year
  throw new Error(`the notice of ${notice.year} cannot be read: ${JSON.stringify(reading.refusals)}`)
}

/** Without any guess: ends where the notices end. */
export const officialCalendar: Calendar = calendarOf(stateCouncilNotices.map(official))

const lastOfficialYear = Math.max(...officialCalendar.keys())

export const shippedCalendar: Calendar = calendarOf([
  ...officialCalendar.values(),
  ...knownYears.filter((year) => year > lastOfficialYear).flatMap((year) => provisionalYear(year) ?? []),
])
