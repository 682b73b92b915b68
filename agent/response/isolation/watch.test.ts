// The layers are watched exactly while a cut stands: nothing runs before it, after it, or in a rehearsal.
import { expect, test } from 'vitest'
import type { Isolation } from '#shared/domain/isolation.ts'
import { watchLayers } from './watch.ts'

const isolation = (state: Isolation['state'], rehearsal = false): Isolation => ({
  state,
  scope: 'full',
  adapter: 'ins0',
  layers: [],
  by: { kind: 'agent' },
  because: '',
  since: { at: 0, clockId: 'boot', monotonicMs: 0 },
  rehearsal,
})

function watched(first: Isolation) {
  let current = first
  let looks = 0
  let running = 0
  let started = 0
  let notice = () => {}
  const listeners = new Set<(isolation: Isolation) => void>()
  const end = new AbortController()
  watchLayers(
    {
      current: () => current,
      onChange: (listener) => {
        listeners.add(listener)
        return () => void listeners.delete(listener)
      },
      lookAgain: () => Promise.resolve(void looks++),
    },
    {
      start(onChange, signal) {
        started++
        running++
        notice = onChange
        signal.addEventListener('abort', () => running--, { once: true })
      },
    },
    end.signal,
  )
  return {
    becomes(next: Isolation) {
      current = next
      for (const listener of listeners) listener(next)
    },
    notice: () => notice(),
    end: () => end.abort(),
    seen: () => ({ running, started, looks }),
    listeners,
  }
}

test.each([
  ['connected', isolation('connected'), 0],
  ['isolated at start', isolation('isolated'), 1],
  ['degraded at start', isolation('degraded'), 1],
  ['a rehearsed cut', isolation('isolated', true), 0],
])('%s', (_, first, running) => {
  expect(watched(first).seen().running).toBe(running)
})

test('from the first step of a cut to the end of its release, once', () => {
  const watch = watched(isolation('connected'))
  for (const state of ['isolating', 'isolated', 'degraded', 'isolated', 'releasing'] as const) {
    watch.becomes(isolation(state))
    expect(watch.seen()).toMatchObject({ running: 1, started: 1 })
  }
  watch.becomes(isolation('connected'))
  expect(watch.seen()).toMatchObject({ running: 0, started: 1 })
  watch.becomes(isolation('isolating'))
  expect(watch.seen()).toMatchObject({ running: 1, started: 2 })
})

test('a notice is a look', () => {
  const watch = watched(isolation('isolated'))
  watch.notice()
  watch.notice()
  expect(watch.seen().looks).toBe(2)
})

test('the end of the agent ends it', () => {
  const watch = watched(isolation('isolated'))
  watch.end()
  expect(watch.seen().running).toBe(0)
  expect(watch.listeners.size).toBe(0)
})
