// Times on screens: the same on every machine, whatever its zone.
import { describe, expect, test } from 'vitest'
import { calendarDay, clockLength, dayAndTime, nearTime, timeOfDay } from './shanghai-time.ts'

const noon = Date.UTC(2026, 10, 22, 4, 0, 0)

test.each([
  ['the beginning of the epoch', 0, '1970-01-01 08:00:00'],
  ['16:00 UTC is midnight of the next day', Date.UTC(2026, 11, 31, 16), '2027-01-01 00:00:00'],
  ['a leap day', Date.UTC(2028, 1, 28, 17, 2, 3), '2028-02-29 01:02:03'],
])('%s', (_, at, text) => {
  expect(dayAndTime(at)).toBe(text)
  expect(`${calendarDay(at)} ${timeOfDay(at)}`).toBe(text)
})

test('agrees with the time zone database, which every Node carries', () => {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Asia/Shanghai',
    dateStyle: 'short',
    timeStyle: 'medium',
  })
  for (let at = Date.UTC(2020, 0, 1); at < Date.UTC(2060, 0, 1); at += 12_345_678_901)
    expect(dayAndTime(at)).toBe(format.format(at))
})

test.each([
  ['today', noon - 3_600_000, '11:00:00'],
  ['just after midnight', Date.UTC(2026, 10, 21, 16, 0, 1), '00:00:01'],
  ['just before it', Date.UTC(2026, 10, 21, 15, 59, 59), '昨天 23:59'],
  ['this year', Date.UTC(2026, 10, 20, 4), '11-20 12:00'],
  ['last year', Date.UTC(2025, 11, 31, 4), '2025-12-31 12:00'],
])('%s', (_, at, text) => {
  expect(nearTime(at, noon, '昨天')).toBe(text)
})

describe('a length', () => {
  test.each([
    [0, '00:00:00'],
    [999, '00:00:00'],
    [4_900_000, '01:21:40'],
    [100 * 3_600_000, '100:00:00'],
    [-5, '00:00:00'],
  ])('%d ms', (length, text) => {
    expect(clockLength(length)).toBe(text)
  })
})
