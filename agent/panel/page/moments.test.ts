// Countdowns and clocks of the counter: counted from what the agent told, by the page's own clock.
import { expect, test } from 'vitest'
import type { PanelState } from '../panel-state.ts'
import { officeTime, secondsLeft, secondsSince } from './moments.ts'

// The terminal's clock is 42 s behind the office's.
const state = { now: Date.UTC(2026, 10, 22, 6, 5, 0), officeOffsetMs: 42_000 } as PanelState

test.each([
  ['just told', 30_000, 0, 30],
  ['half a second later', 30_000, 500, 30],
  ['a second later', 30_000, 1_000, 29],
  ['the last second', 30_000, 29_999, 1],
  ['over', 30_000, 30_000, 0],
  ['long over', 30_000, 99_000, 0],
])('%s', (_, told, agoMs, left) => {
  expect(secondsLeft({ state, agoMs }, told)).toBe(left)
})

test('shows the office’s second, not the terminal’s', () => {
  expect(officeTime({ state, agoMs: 0 }, state.now)).toBe('14:05:42')
})

test('counts on between two answers', () => {
  expect(secondsSince({ state, agoMs: 3_100 }, state.now - 5_000)).toBe(8)
})
