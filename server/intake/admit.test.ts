// New, late, repeat, out of order: each record's verdict.
import { expect, test } from 'vitest'
import { admit } from './admit.ts'

const lateAfterMs = 1_000

test.each([
  ['the first of an epoch', 1, 0, 0, { verdict: 'new' }],
  ['the next', 8, 7, 0, { verdict: 'new' }],
  ['the next, as old as it may be', 8, 7, 1_000, { verdict: 'new' }],
  ['the next, late: taken all the same', 8, 7, 1_001, { verdict: 'late', byMs: 1 }],
  ['the last one again', 7, 7, 0, { verdict: 'repeat' }],
  ['an old one again, however late', 1, 7, 9_999, { verdict: 'repeat' }],
  ['a gap of one', 9, 7, 0, { verdict: 'out-of-order', expected: 8 }],
  ['not from the beginning', 2, 0, 0, { verdict: 'out-of-order', expected: 1 }],
])('%s', (_, sequence, cursor, ageMs, expected) => {
  const now = 1_000_000
  expect(admit({ sequence, happenedAt: now - ageMs }, cursor, now, lateAfterMs)).toEqual(expected)
})
