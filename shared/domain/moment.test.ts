// Correction of a terminal's clock: nothing that a terminal does to its wall clock may buy time (三(一)2).

import { expect, test } from 'vitest'
import { correct } from './moment.ts'

const server = 1_800_000_000_000
const hour = 3_600_000
const reading = (at: number, monotonicMs: number, clockId = 'boot-1') => ({
  reading: { at, clockId, monotonicMs },
  receivedAt: server,
})

test.each([
  {
    what: 'clock right, 10 s ago',
    moment: { at: server - 10_000, clockId: 'boot-1', monotonicMs: 90_000 },
    clock: reading(server, 100_000),
    expected: { at: server - 10_000, offsetMs: 0, uncertaintyMs: 0 },
  },
  {
    what: 'clock 42 s fast',
    moment: { at: server + 32_000, clockId: 'boot-1', monotonicMs: 90_000 },
    clock: reading(server + 42_000, 100_000),
    expected: { at: server - 10_000, offsetMs: -42_000, uncertaintyMs: 0 },
  },
  {
    what: 'set back by 3 h after the fact: monotonic time knows better',
    moment: { at: server - 10_000, clockId: 'boot-1', monotonicMs: 90_000 },
    clock: reading(server - 3 * hour, 100_000),
    expected: { at: server - 10_000, offsetMs: 0, uncertaintyMs: 3 * hour },
  },
  {
    what: 'another boot: by the wall clocks',
    moment: { at: server - hour + 5_000, clockId: 'boot-0', monotonicMs: 7 },
    clock: reading(server + 5_000, 100_000),
    expected: { at: server - hour, offsetMs: -5_000, uncertaintyMs: 0 },
  },
  {
    what: 'a moment of the future is put at its arrival',
    moment: { at: server + hour, clockId: 'boot-0', monotonicMs: 7 },
    clock: reading(server, 100_000),
    expected: { at: server, offsetMs: -hour, uncertaintyMs: 0 },
  },
])('$what', ({ moment, clock, expected }) => {
  expect(correct(moment, clock, server)).toEqual(expected)
})

test.each([
  ['by monotonic time', 'boot-1', 0],
  ['by the wall clock', 'boot-0', 0],
])('a press 8 s after the last heartbeat is not put back to it: %s', (_, clockId, uncertaintyMs) => {
  const moment = { at: server + 8_000, clockId, monotonicMs: 108_000 }
  expect(correct(moment, reading(server, 100_000), server + 8_050)).toEqual({
    at: server + 8_000,
    offsetMs: 0,
    uncertaintyMs,
  })
})
