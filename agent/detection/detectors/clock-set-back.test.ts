// Which steps of the clock are somebody's setting it back, and which are a time server, sleep or an empty battery.
import { expect, test } from 'vitest'
import type { ClockMoved } from '#shared/domain/event.ts'
import { momentAt } from '#test/fakes/file-events.ts'
import { clockSetBack } from './clock-set-back.ts'

const minute = 60_000
const hour = 60 * minute

const moved = (atMs: number, byMs: number, more: Partial<ClockMoved> = {}): ClockMoved => ({
  kind: 'clock-moved',
  source: 'life',
  moment: momentAt(atMs),
  byMs,
  across: 'looks',
  uptimeMs: 5 * hour + atMs,
  ...more,
})

test.each<[string, readonly ClockMoved[], readonly string[]]>([
  ['a minute back', [moved(0, -minute)], ['medium 60']],
  ['59 s back: a time server that steps', [moved(0, -59_000)], []],
  ['an hour forward', [moved(0, hour)], []],
  ['in small steps within an hour', [1, 2, 3].map((i) => moved(i * minute, -25_000)), ['medium 75']],
  ['the same steps over a day', [1, 2, 3].map((i) => moved(i * 8 * hour, -25_000)), []],
  ['twice: said twice', [moved(0, -hour), moved(minute, -hour)], ['medium 3600', 'medium 3600']],
  ['while the agent did not run', [moved(0, -hour, { across: 'restart' })], ['medium 3600']],
  ['over a reboot: a battery does that', [moved(0, -hour, { across: 'reboot' })], ['low 3600']],
  ['by a time server soon after boot', [moved(0, -8 * hour, { uptimeMs: minute })], ['low 28800']],
])('%s', (_, events, expected) => {
  const detector = clockSetBack()
  const found = events.flatMap((event) => detector.onEvent(event) ?? [])
  expect(found.map(({ severity, facts }) => `${severity} ${facts['seconds']}`)).toEqual(expected)
})
