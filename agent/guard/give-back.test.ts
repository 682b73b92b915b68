// When memory is given back, by a clock that the test moves, and that some is.
import { expect, test } from 'vitest'
import { ManualClock } from '#test/fakes/manual-clock.ts'
import { giveBackMemory } from './give-back.ts'

const minute = 60_000

test.each([
  ['not while it starts', 9_000, 0],
  ['once it stands', 11_000, 1],
  ['and every half hour', 61 * minute, 3],
])('%s', async (_, ms, times) => {
  const clock = new ManualClock()
  let collected = 0
  giveBackMemory(clock, new AbortController().signal, () => void collected++)
  await clock.advance(ms)
  expect(collected).toBe(times)
})

test.each([
  ['before the first time', 5_000, 0],
  ['after it', 20_000, 1],
])('a stop %s is the end of it', async (_, ms, times) => {
  const clock = new ManualClock()
  const stop = new AbortController()
  let collected = 0
  giveBackMemory(clock, stop.signal, () => void collected++)
  await clock.advance(ms)
  stop.abort()
  await clock.advance(120 * minute)
  expect(collected).toBe(times)
})

test('what nobody holds any more is gone', async () => {
  const clock = new ManualClock()
  const garbage = new WeakRef({})
  // A weak reference holds until the turn in which it was made ends.
  await new Promise((resolve) => setImmediate(resolve))
  giveBackMemory(clock, new AbortController().signal)
  await clock.advance(11_000)
  expect(garbage.deref()).toBeUndefined()
})
