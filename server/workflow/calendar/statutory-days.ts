/** The 13 statutory days of a year, and the provisional year that they make until the State Council's notice is there. */

import type { CalendarYear } from './calendar.ts'
import { daysLater } from './day.ts'
import type { Day } from './day.ts'

/**
 * 正月初一, 清明, 端午, 中秋. From the lunar table of npm chinese-days 1.5.7 (MIT); the test holds them to it.
 * Node's own Chinese calendar (ICU) is no source: it puts the Spring Festival of 2027 on 7 and that of 2030 on 2 February,
 * because their new moons fall within minutes of midnight in Beijing.
 */
const movable: Readonly<Record<number, readonly [spring: string, tombs: string, dragon: string, autumn: string]>> = {
  2025: ['01-29', '04-04', '05-31', '10-06'],
  2026: ['02-17', '04-05', '06-19', '09-25'],
  2027: ['02-06', '04-05', '06-09', '09-15'],
  2028: ['01-26', '04-04', '05-28', '10-03'],
  2029: ['02-13', '04-04', '06-16', '09-22'],
  2030: ['02-03', '04-05', '06-05', '09-12'],
  2031: ['01-23', '04-05', '06-24', '10-01'],
  2032: ['02-11', '04-04', '06-12', '09-19'],
  2033: ['01-31', '04-04', '06-01', '09-08'],
  2034: ['02-19', '04-05', '06-20', '09-27'],
  2035: ['02-08', '04-05', '06-10', '09-16'],
  2036: ['01-28', '04-04', '05-30', '10-04'],
}

/** 《全国年节及纪念日放假办法》 as in force since 2025-01-01. Two of the days may coincide, as 中秋 and 国庆 in 2031. */
export const statutoryDayCount = 13

/** The years whose movable days are known. */
export const knownYears: readonly number[] = Object.keys(movable).map(Number)

/** In the order of the regulation: 元旦 1, 春节 4 from 除夕, 清明 1, 劳动节 2, 端午 1, 中秋 1, 国庆 3. */
export function statutoryDays(year: number): readonly Day[] | undefined {
  const dates = movable[year]
  if (dates === undefined) return undefined
  const [spring, tombs, dragon, autumn] = dates
  const springFestival = [-1, 0, 1, 2].map((days) => daysLater(`${year}-${spring}`, days))
  const others = ['01-01', tombs, '05-01', '05-02', dragon, autumn, '10-01', '10-02', '10-03']
  return [...springFestival, ...others.map((date) => `${year}-${date}`)].toSorted()
}

/**
 * Weekends and statutory days. Where those fall on a weekend the law owes another day off, but only the notice says which:
 * without it a deadline comes out early rather than late.
 */
export function provisionalYear(year: number): CalendarYear | undefined {
  const days = statutoryDays(year)
  if (days === undefined) return undefined
  return {
    year,
    basis: 'provisional',
    document: '《全国年节及纪念日放假办法》',
    daysOff: new Set(days),
    makeUpDays: new Set(),
  }
}
