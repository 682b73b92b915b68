// The short report code: its form, its day, and how it is read back.

import { expect, test } from 'vitest'
import { readReportCode, reportCode } from './report-code.ts'

const at = Date.UTC(2026, 10, 22, 6, 5, 7)

test('the form is BS-month+day-four signs-check sign', () => {
  expect(reportCode(at, () => 0.5)).toMatch(/^BS-1122-GGGG-[0-9A-HJKMNP-TV-Z]$/)
})

test.each([
  ['16:30 UTC is the next day in Shanghai', Date.UTC(2026, 10, 22, 16, 30), '1123'],
  ['15:59 UTC is still the same day', Date.UTC(2026, 10, 22, 15, 59), '1122'],
  ['new year', Date.UTC(2026, 11, 31, 16), '0101'],
])('%s', (_, moment, day) => {
  expect(reportCode(moment, () => 0).slice(3, 7)).toBe(day)
})

test('read back in small letters, with blanks, with O for 0', () => {
  const code = reportCode(at, () => 0)
  expect(readReportCode(code)).toBe(code)
  expect(readReportCode(` ${code.toLowerCase().replaceAll('0', 'o')} `)).toBe(code)
})

test.each(['', 'BS-1122-7F3K', 'BS-1122-7F3K-', 'XX-1122-7F3K-2', 'BS-1122-7F3KK-2'])('not a code: %j', (typed) => {
  expect(readReportCode(typed)).toBeUndefined()
})

test('a wrong sign is refused', () => {
  const code = reportCode(at, () => 0.3)
  const wrong = code.replace(/.$/, (sign) => (sign === '0' ? '1' : '0'))
  expect(readReportCode(wrong)).toBeUndefined()
})
