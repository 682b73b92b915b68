// When five working days end: the examples of the plan's clock, its edges, and what must hold for any day.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dayStanding } from './calendar.ts'
import { dayOf, daysBetween, daysLater, startOfDay } from './day.ts'
import { resultReportDue } from './result-report.ts'
import { officialCalendar, shippedCalendar } from './shipped-calendar.ts'
import { workingDaysAfter } from './working-days.ts'

const shanghai = (text: string): number => Date.parse(`${text.replace(' ', 'T')}+08:00`)

describe('处理结果报告', () => {
  test.each([
    ['over the National Day, with a make-up day', '2026-09-30 15:00:00', '2026-10-13', false],
    ['over the Spring Festival, with a make-up day first', '2026-02-13 09:00:00', '2026-02-27', false],
    ['into a year without a notice', '2026-12-30 10:00:00', '2027-01-07', true],
    ['the last millisecond of a day', '2026-11-23 23:59:59.999', '2026-11-30', false],
    ['the first millisecond of the next', '2026-11-24 00:00:00', '2026-12-01', false],
    ['handled on a Saturday', '2026-11-21 12:00:00', '2026-11-27', false],
    ['handled on a make-up Sunday, which is not counted itself', '2026-09-20 12:00:00', '2026-09-28', false],
    ['ends before the days that the next notice may move', '2026-12-17 12:00:00', '2026-12-24', false],
    ['ends among the days that the next notice may move', '2026-12-18 12:00:00', '2026-12-25', true],
    ['the same in a year whose next notice is known', '2018-12-25 12:00:00', '2019-01-02', false],
    ['over the Saturday that the package leaves out', '2005-12-30 12:00:00', '2006-01-09', false],
  ])('%s: %s → %s', (_, handled, dueDay, provisional) => {
    const dueAt = shanghai(`${daysLater(dueDay, 1)} 00:00:00`)
    expect(resultReportDue(shanghai(handled), shippedCalendar)).toEqual({ known: true, dueDay, dueAt, provisional })
  })

  test.each([
    ['24:00', 24 * 60, '2026-10-14 00:00:00'],
    ['18:00', 18 * 60, '2026-10-13 18:00:00'],
    ['17:30', 17 * 60 + 30, '2026-10-13 17:30:00'],
  ])('with office hours that end at %s', (_, cutoffMinute, dueAt) => {
    const due = resultReportDue(shanghai('2026-09-30 15:00:00'), shippedCalendar, { cutoffMinute })
    expect(due).toMatchObject({ dueDay: '2026-10-13', dueAt: shanghai(dueAt) })
  })

  test.each([
    ['after the last notice', '2026-12-30 10:00:00', 2027],
    ['before the first notice', '2003-06-01 10:00:00', 2003],
  ])('a year that nobody loaded is said, not guessed: %s', (_, handled, year) => {
    const due = resultReportDue(shanghai(handled), officialCalendar)
    expect(due).toEqual({ known: false, refusal: 'year-not-covered', year })
  })

  test('the provisional years end too', () => {
    expect(resultReportDue(shanghai('2036-12-30 10:00:00'), shippedCalendar)).toMatchObject({
      known: false,
      year: 2037,
    })
  })
})

test.each([
  ['a moment that is none', NaN, 5, 1440],
  ['part of a millisecond', 0.5, 5, 1440],
  ['a moment beyond all calendars', Number.MAX_SAFE_INTEGER, 5, 1440],
  ['no days', 0, 0, 1440],
  ['part of a day', 0, 1.5, 1440],
  ['more than a year', 0, 367, 1440],
  ['a cutoff at the day’s beginning', 0, 5, 0],
  ['a cutoff on the next day', 0, 5, 1441],
])('a caller’s mistake is thrown: %s', (_, at, days, cutoffMinute) => {
  expect(() => workingDaysAfter(at, days, shippedCalendar, { cutoffMinute })).toThrow(RangeError)
})

describe('for any moment and length', () => {
  const moment = fc.integer({ min: shanghai('2004-01-01 00:00:00'), max: shanghai('2034-12-31 00:00:00') })
  const length = fc.integer({ min: 1, max: 60 })
  const due = (at: number, days: number) => {
    const found = workingDaysAfter(at, days, shippedCalendar)
    if (!found.known) throw new Error(`${found.year} is not covered`)
    return found
  }
  const works = (day: string): boolean => {
    const standing = dayStanding(day, shippedCalendar)
    return standing.covered && standing.working
  }

  test('as many working days lie after the start day, the last of them being the due day', () => {
    fc.assert(
      fc.property(moment, length, (at, days) => {
        const { dueDay } = due(at, days)
        const counted = daysBetween(daysLater(dayOf(at), 1), dueDay).filter(works)
        return counted.length === days && counted.at(-1) === dueDay
      }),
    )
  })
  test('it ends in parts as it does in one', () => {
    fc.assert(
      fc.property(moment, length, length, (at, first, then) => {
        const part = due(at, first)
        return due(part.dueAt - 1, then).dueAt === due(at, first + then).dueAt
      }),
    )
  })
  test('whoever handles it later is never due earlier', () => {
    fc.assert(
      fc.property(moment, fc.nat(30 * 86_400_000), length, (at, later, days) => {
        return due(at + later, days).dueAt >= due(at, days).dueAt
      }),
    )
  })
  test('the hour of the start makes no difference', () => {
    fc.assert(fc.property(moment, length, (at, days) => due(startOfDay(dayOf(at)), days).dueAt === due(at, days).dueAt))
  })
})
