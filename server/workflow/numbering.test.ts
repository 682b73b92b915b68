// 事件编号: series by Shanghai's year, drills apart.
import { expect, test } from 'vitest'
import { nextNumber } from './numbering.ts'

const newYear = Date.UTC(2026, 11, 31, 16) // midnight in Shanghai

test.each([
  ['the first of a year', [], newYear - 1, false, 'BS-2026-0001'],
  ['the next', ['BS-2026-0001', 'BS-2026-0002'], newYear - 1, false, 'BS-2026-0003'],
  ['whatever order they stand in', ['BS-2026-0007', 'BS-2026-0002'], newYear - 1, false, 'BS-2026-0008'],
  ['midnight in Shanghai begins a series', ['BS-2026-0007'], newYear, false, 'BS-2027-0001'],
  ['a drill does not use up a number', ['BS-2026-0007'], newYear - 1, true, 'YL-2026-0001'],
  ['nor the other way', ['YL-2026-0007'], newYear - 1, false, 'BS-2026-0001'],
  ['past four digits', ['BS-2026-9999'], newYear - 1, false, 'BS-2026-10000'],
])('%s', (_, numbers, at, drill, expected) => {
  expect(
    nextNumber(
      numbers.map((number) => ({ number })),
      at,
      drill,
    ),
  ).toBe(expected)
})
