/** What a notice would change, day by day and month by month, for the two persons who import it. */

import { dayStanding, firstWithinReach, withYear } from './calendar.ts'
import type { Calendar, CalendarYear, DayStanding } from './calendar.ts'
import { daysBetween } from './day.ts'
import type { Day } from './day.ts'

export interface DayChange {
  readonly day: Day
  readonly before: DayStanding
  readonly after: DayStanding
}

export interface MonthOfPreview {
  /** `2027-01`. */
  readonly month: string
  /** Working days; undefined where the year was not covered. */
  readonly before: number | undefined
  readonly after: number
}

export interface Preview {
  /** The twelve months of the year. */
  readonly months: readonly MonthOfPreview[]
  /** Days that become working days or days off, those at the end of the December before included. */
  readonly changes: readonly DayChange[]
}

/** Pure: the calendar stays as it is until somebody puts `withYear(calendar, year)` in its place. */
export function previewOf(year: CalendarYear, calendar: Calendar): Preview {
  const imported = withYear(calendar, year)
  const compared = daysBetween(firstWithinReach(year.year), `${year.year}-12-31`).map((day) => ({
    day,
    before: dayStanding(day, calendar),
    after: dayStanding(day, imported),
  }))
  const months = Array.from({ length: 12 }, (_, index) => {
    const month = `${year.year}-${String(index + 1).padStart(2, '0')}`
    const days = compared.filter(({ day }) => day.startsWith(month))
    return {
      month,
      before: calendar.has(year.year) ? countWorking(days.map(({ before }) => before)) : undefined,
      after: countWorking(days.map(({ after }) => after)),
    }
  })
  return { months, changes: compared.filter(({ before, after }) => workingIn(before) !== workingIn(after)) }
}

const workingIn = (standing: DayStanding): boolean | undefined => (standing.covered ? standing.working : undefined)

const countWorking = (standings: readonly DayStanding[]): number => standings.filter(workingIn).length
