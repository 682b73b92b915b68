// Reconnection delays: bounded, growing, spread.

import { expect, test } from 'vitest'
import { backoffMs } from './backoff.ts'

const limits = { baseMs: 1_000, capMs: 60_000 }

test.each([
  [0, 0, 1_000],
  [0, 0.999, 1_000],
  [3, 0, 1_000],
  [3, 0.999, 7_993],
  [10, 0.999, 59_941],
  [10_000, 0.999, 59_941],
])('after %i failures with %d: %i ms', (failures, random, expected) => {
  expect(backoffMs(failures, limits, () => random)).toBe(expected)
})
