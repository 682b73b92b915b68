// What a day is: official, provisional or unknown; and when the next notice is asked for.
import { describe, expect, test } from 'vitest'
import { calendarOf, dayStanding, officialYearMissing, withYear } from './calendar.ts'
import type { CalendarYear } from './calendar.ts'
import { dayExists, daysBetween } from './day.ts'
import { officialCalendar, shippedCalendar } from './shipped-calendar.ts'

const official = (year: number, daysOff: string[], makeUpDays: string[] = []): CalendarYear => ({
  year,
  basis: 'official',
  document: `notice of ${year}`,
  daysOff: new Set(daysOff),
  makeUpDays: new Set(makeUpDays),
})

test.each([
  ['a Monday', '2026-11-23', { covered: true, working: true, basis: 'official' }],
  ['a Sunday', '2026-11-22', { covered: true, working: false, basis: 'official' }],
  ['a Saturday that people work', '2026-02-14', { covered: true, working: true, basis: 'official' }],
  ['a Monday off', '2026-02-16', { covered: true, working: false, basis: 'official' }],
  ['a December day moved by the next notice', '2018-12-31', { covered: true, working: false, basis: 'official' }],
  [
    'a December day that the next notice may move',
    '2026-12-31',
    { covered: true, working: true, basis: 'provisional' },
  ],
  ['the day before those', '2026-12-24', { covered: true, working: true, basis: 'official' }],
  ['a statutory day without a notice', '2027-06-09', { covered: true, working: false, basis: 'provisional' }],
  ['an ordinary day without a notice', '2027-06-10', { covered: true, working: true, basis: 'provisional' }],
  ['a year that is not there', '2040-01-02', { covered: false, year: 2040 }],
])('%s', (_, day, standing) => {
  expect(dayStanding(day, shippedCalendar)).toEqual(standing)
})

describe('years put together', () => {
  const provisional: CalendarYear = { ...official(2027, []), basis: 'provisional' }
  test.each([
    ['a notice replaces a guess', [provisional, official(2027, ['2027-02-10'])], 'official'],
    ['a guess never replaces a notice', [official(2027, ['2027-02-10']), provisional], 'official'],
    ['a second notice replaces the first', [official(2027, []), official(2027, ['2027-02-10'])], 'official'],
    ['control: only a guess', [provisional], 'provisional'],
  ])('%s', (_, years, basis) => {
    const wednesday = dayStanding('2027-02-10', calendarOf(years))
    expect(wednesday).toEqual({ covered: true, working: basis === 'provisional', basis })
  })

  test('the later notice has the last word on December', () => {
    const first = official(2027, ['2027-12-26', '2027-12-31'])
    const calendar = calendarOf([first, official(2028, [], ['2027-12-26'])])
    expect(dayStanding('2027-12-26', calendar)).toMatchObject({ working: true, basis: 'official' })
    expect(dayStanding('2027-12-31', calendar)).toMatchObject({ working: false })
    const moved = withYear(calendar, official(2028, ['2027-12-30']))
    expect(dayStanding('2027-12-30', moved)).toMatchObject({ working: false })
    expect(dayStanding('2027-12-30', calendar), 'the calendar before is as it was').toMatchObject({ working: true })
  })
})

test.each([
  ['the last moment of October', '2026-10-31T23:59:59.999+08:00', undefined],
  ['1 November', '2026-11-01T00:00:00+08:00', 2027],
  ['the year has come without its notice', '2027-03-01T12:00:00+08:00', 2027],
  ['a year that is not covered at all', '2040-03-01T12:00:00+08:00', 2040],
  ['the next year’s notice is there', '2025-12-01T12:00:00+08:00', undefined],
])('the notice that is asked for: %s', (_, at, year) => {
  expect(officialYearMissing(Date.parse(at), shippedCalendar)).toBe(year)
})

test('what is shipped: notices from 2004 to 2026, then provisional years', () => {
  expect([...officialCalendar.keys()].toReversed()).toEqual(Array.from({ length: 23 }, (_, index) => 2004 + index))
  const guessed = [...shippedCalendar.values()].filter(({ basis }) => basis === 'provisional').map(({ year }) => year)
  expect(guessed).toEqual(Array.from({ length: 10 }, (_, index) => 2027 + index))
})

test.each([
  ['2028-02-29', true],
  ['2027-02-29', false],
  ['2027-02-30', false],
  ['2027-13-01', false],
  ['2027-1-01', false],
  ['', false],
])('the day %j exists: %s', (text, exists) => {
  expect(dayExists(text)).toBe(exists)
})

test('days between', () => {
  expect(daysBetween('2027-12-30', '2028-01-01')).toEqual(['2027-12-30', '2027-12-31', '2028-01-01'])
  expect(daysBetween('2027-12-30', '2027-12-30')).toEqual(['2027-12-30'])
  expect(daysBetween('2027-12-30', '2027-12-29')).toEqual([])
})
