// Which heartbeats are worth a row to every page.
import { expect, test } from 'vitest'
import { aPresence, at, connected, isolated } from '#test/fakes/standings.ts'
import type { TerminalPresence } from './presence.ts'
import { isNews } from './presence.ts'

test.each<[string, Partial<TerminalPresence> | undefined, Partial<TerminalPresence>, boolean]>([
  ['the first word', undefined, {}, true],
  ['a heartbeat as before', {}, { lastHeardAt: at + 5_000 }, false],
  ['a heartbeat as before, ten seconds later', {}, { lastHeardAt: at + 10_000 }, true],
  ['gone', {}, { online: false }, true],
  ['updated', {}, { agent: '0.2.0' }, true],
  ['cut off', {}, { posture: { isolation: isolated, pending: 0, sources: [] } }, true],
  ['something waits', {}, { posture: { isolation: connected, pending: 1, sources: [] } }, true],
])('%s', (_, told, next, news) => {
  expect(isNews(aPresence(next), told && aPresence(told))).toBe(news)
})
