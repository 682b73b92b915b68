// What two persons see before they let a notice in.
import { expect, test } from 'vitest'
import { calendarOf, withYear } from './calendar.ts'
import type { CalendarYear } from './calendar.ts'
import { previewOf } from './preview.ts'
import { resultReportDue } from './result-report.ts'
import { officialCalendar, shippedCalendar } from './shipped-calendar.ts'
import { provisionalYear } from './statutory-days.ts'

const of2026 = officialCalendar.get(2026)!
const guessed2026 = calendarOf([officialCalendar.get(2025)!, provisionalYear(2026)!])

test('2026 as it was announced, over the guess of it', () => {
  const { months, changes } = previewOf(of2026, guessed2026)
  const told = changes.map(({ day, after }) => `${day} ${after.covered && after.working ? 'works' : 'off'}`)
  expect(told).toEqual([
    '2026-01-02 off',
    '2026-01-04 works',
    '2026-02-14 works',
    '2026-02-20 off',
    '2026-02-23 off',
    '2026-02-28 works',
    '2026-04-06 off',
    '2026-05-04 off',
    '2026-05-05 off',
    '2026-05-09 works',
    '2026-09-20 works',
    '2026-10-05 off',
    '2026-10-06 off',
    '2026-10-07 off',
    '2026-10-10 works',
  ])
  expect(changes[0]).toEqual({
    day: '2026-01-02',
    before: { covered: true, working: true, basis: 'provisional' },
    after: { covered: true, working: false, basis: 'official' },
  })
  expect(months.map(({ month }) => month)).toEqual(
    ['01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '12'].map((month) => `2026-${month}`),
  )
  expect(months[0]).toEqual({ month: '2026-01', before: 21, after: 21 })
  expect(months[3]).toEqual({ month: '2026-04', before: 22, after: 21 })
})

test('a notice that moves the December before it shows that too', () => {
  const before = calendarOf([officialCalendar.get(2018)!])
  const { months, changes } = previewOf(officialCalendar.get(2019)!, before)
  expect(changes.slice(0, 2)).toMatchObject([
    { day: '2018-12-29', before: { working: false }, after: { working: true } },
    { day: '2018-12-31', before: { working: true }, after: { working: false } },
  ])
  expect(months[0]).toEqual({ month: '2019-01', before: undefined, after: 22 })
})

test('the same notice again changes nothing', () => {
  expect(previewOf(of2026, officialCalendar).changes).toEqual([])
})

test('a provisional deadline is settled by the notice', () => {
  const handledAt = Date.parse('2026-12-30T10:00:00+08:00')
  // Not the real notice of 2027, which is not known here: 4 January off, nothing else.
  const notice: CalendarYear = {
    ...provisionalYear(2027)!,
    basis: 'official',
    daysOff: new Set(['2027-01-01', '2027-01-04']),
  }
  expect(resultReportDue(handledAt, shippedCalendar)).toMatchObject({ dueDay: '2027-01-07', provisional: true })
  const imported = withYear(shippedCalendar, notice)
  expect(resultReportDue(handledAt, imported)).toMatchObject({ dueDay: '2027-01-08', provisional: false })
})
