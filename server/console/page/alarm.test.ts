// The bell, second by second: grave alerts every ten seconds until taken, others once.
import { expect, test } from 'vitest'
import type { Severity } from '#shared/domain/severity.ts'
import type { AlertRow } from '../feed-frame.ts'
import { alarm, nothingRung } from './alarm.ts'
import type { Standing } from './feed-state.ts'

interface Second {
  readonly waiting: AlertRow[]
  readonly standing: Standing
}
const alert = (id: string, severity: Severity, withdrawn = false): AlertRow =>
  ({ id, severity, withdrawnAt: withdrawn ? 1 : undefined }) as AlertRow
const seconds = (count: number, waiting: AlertRow[], standing: Standing = 'live'): Second[] =>
  Array.from({ length: count }, () => ({ waiting, standing }))

/** One letter a second: U two tones, n one, . none. */
function ring(...parts: Second[][]): string {
  let rung = nothingRung
  return parts
    .flat()
    .map(({ waiting, standing }, second) => {
      const next = alarm(rung, waiting, standing, second * 1000)
      rung = next.rung
      return next.tone === 'urgent' ? 'U' : next.tone === 'notice' ? 'n' : '.'
    })
    .join('')
}

test.each([
  ['nothing waits', ring(seconds(5, [])), '.....'],
  ['critical: at once and every 10 s', ring(seconds(21, [alert('a', 'critical')])), 'U.........U.........U'],
  ['until it is taken', ring(seconds(11, [alert('a', 'high')]), seconds(10, [])), 'U.........U..........'],
  [
    'a second one rings at once',
    ring(seconds(3, [alert('a', 'high')]), seconds(3, [alert('a', 'high'), alert('b', 'high')])),
    'U..U..',
  ],
  ['medium: once', ring(seconds(15, [alert('a', 'medium')])), 'n..............'],
  ['low: never', ring(seconds(3, [alert('a', 'low')])), '...'],
  ['withdrawn: never', ring(seconds(3, [alert('a', 'critical', true)])), '...'],
  [
    'a lost connection: once',
    ring(seconds(2, []), seconds(3, [], 'stale'), seconds(1, []), seconds(2, [], 'stale')),
    '..n...n.',
  ],
  [
    'taken, and the next one rings anew',
    ring(seconds(2, [alert('a', 'high')]), seconds(1, []), seconds(2, [alert('b', 'high')])),
    'U..U.',
  ],
])('%s', (_, rang, expected) => {
  expect(rang).toBe(expected)
})
