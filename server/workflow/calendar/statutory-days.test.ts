// The statutory days against the lunar table that they come from, and against the notices that must contain them.
import { execFileSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { isWeekend } from './day.ts'
import { officialCalendar } from './shipped-calendar.ts'
import { knownYears, provisionalYear, statutoryDays } from './statutory-days.ts'

/** 除夕 to 初三, 清明, 端午 and 中秋 as the package knows them; in a process at UTC, since west of it the package is a day off. */
function fromThePackage(): Record<number, string[]> {
  const script = `
    import days from 'chinese-days'
    const plus = (day, n) => new Date(Date.parse(day) + n * 86400000).toISOString().slice(0, 10)
    const of = (year) => {
      const lunar = (date) => days.getSolarDateFromLunar(year + '-' + date).date
      const spring = lunar('01-01')
      const movable = [days.getSolarTermDate(year, 4, 'pure_brightness'), lunar('05-05'), lunar('08-15')]
      return [...[-1, 0, 1, 2].map((n) => plus(spring, n)), ...movable]
    }
    console.log(JSON.stringify(Object.fromEntries(${JSON.stringify(knownYears)}.map((year) => [year, of(year)]))))`
  const options = { cwd: import.meta.dirname, env: { ...process.env, TZ: 'UTC' }, encoding: 'utf8' } as const
  return JSON.parse(execFileSync(process.execPath, ['--input-type=module', '--eval', script], options))
}

test('the movable days are those of the lunar table', () => {
  const fixed = ['01-01', '05-01', '05-02', '10-01', '10-02', '10-03']
  for (const [year, movable] of Object.entries(fromThePackage())) {
    const expected = [...movable, ...fixed.map((date) => `${year}-${date}`)].toSorted()
    expect(statutoryDays(Number(year))).toEqual(expected)
  }
  expect(knownYears).toHaveLength(12)
})

test('2027, by the calendar on the wall', () => {
  expect(statutoryDays(2027)).toEqual([
    '2027-01-01',
    '2027-02-05',
    '2027-02-06',
    '2027-02-07',
    '2027-02-08',
    '2027-04-05',
    '2027-05-01',
    '2027-05-02',
    '2027-06-09',
    '2027-09-15',
    '2027-10-01',
    '2027-10-02',
    '2027-10-03',
  ])
})

test('a year without a table is not guessed', () => {
  expect(statutoryDays(2037)).toBeUndefined()
  expect(provisionalYear(2037)).toBeUndefined()
})

describe('the notices', () => {
  test.each([2025, 2026])('%i gives every statutory day off', (year) => {
    const { daysOff } = officialCalendar.get(year)!
    expect(statutoryDays(year)!.filter((day) => !daysOff.has(day))).toEqual([])
  })

  // A notice moves days off and gives none, so what is left over is what the law gives: this found the day that the
  // package leaves out of 2006. 2015 had one day more (3 September); in 2020 the Spring Festival was prolonged by two.
  const given = (year: number): number =>
    year === 2015 ? 12 : year === 2020 ? 13 : year < 2008 ? 10 : year < 2025 ? 11 : 13
  test.each([...officialCalendar.values()].map((of) => [of.year, of] as const))(
    '%i gives as many days as the law',
    (year, { daysOff, makeUpDays }) => {
      expect([...daysOff].filter((day) => !isWeekend(day)).length - makeUpDays.size).toBe(given(year))
    },
  )
})
