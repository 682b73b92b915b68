// The adapters source: when it reads, what it emits, and what it says of its own sight.
import { expect, test } from 'vitest'
import type { EndpointEvent } from '#shared/domain/event.ts'
import { silentLog } from '#shared/log.ts'
import { ManualClock } from '#test/fakes/manual-clock.ts'
import { adaptersSource } from './adapters.ts'
import type { ChangeNotices, NetworkFacts } from './network-facts.ts'
import { withKnownMacs } from './network-facts.ts'

const facts = (gateway: string, mac?: string): NetworkFacts => ({
  adapters: [],
  defaultRoutes: gateway === '' ? [] : [{ destination: '0.0.0.0/0', gateway, adapter: 'eth0', metric: 0 }],
  nameServers: [],
  gatewayMacs: mac === undefined ? {} : { [gateway]: mac },
})

/** A machine whose network the test sets, and a monitor that tells or does not. */
async function terminal() {
  const clock = new ManualClock()
  const events: EndpointEvent[] = []
  const stop = new AbortController()
  let now: NetworkFacts | Error = facts('10.0.0.1')
  let reads = 0
  let notices: Parameters<ChangeNotices['start']> | undefined
  const source = adaptersSource({
    clock,
    log: silentLog,
    reader: {
      read: () => (reads++, now instanceof Error ? Promise.reject(now) : Promise.resolve(now)),
      fingerprint: () => Promise.resolve(now instanceof Error ? 'bad' : JSON.stringify(now)),
    },
    notices: { start: (...given) => (notices = given) },
  })
  await source.start((event) => events.push(event), stop.signal)
  const [onChange, onState] = notices!
  return {
    clock,
    events,
    stop,
    source,
    onChange,
    onState,
    set: (next: NetworkFacts | Error) => (now = next),
    reads: () => reads,
  }
}

test('the first look is an event, so that a terminal that starts with two networks is seen', async () => {
  const { events } = await terminal()
  expect(events).toMatchObject([{ kind: 'network-changed', defaultRoutes: [{ gateway: '10.0.0.1' }] }])
})

test('a notice becomes an event within half a second; a burst is read once', async () => {
  const { clock, events, set, onChange, reads } = await terminal()
  set(facts('10.0.0.2'))
  for (let i = 0; i < 40; i++) onChange()
  await clock.advance(100)
  expect(events).toHaveLength(2)
  expect(reads()).toBe(2)
})

test('a notice about nothing is no event', async () => {
  const { clock, events, onChange } = await terminal()
  onChange()
  await clock.advance(100)
  expect(events).toHaveLength(1)
})

test('without notices the poll sees it within five seconds and the coverage says so', async () => {
  const { clock, events, set, onState, source } = await terminal()
  onState(true)
  expect(source.coverage().state).toBe('full')
  onState(false)
  expect(source.coverage()).toEqual({ state: 'degraded', because: expect.stringContaining('5 秒') })
  set(facts('10.0.0.2'))
  await clock.advance(5_000)
  expect(events).toHaveLength(2)
})

test('an unchanged machine is not read in full', async () => {
  const { clock, reads } = await terminal()
  await clock.advance(3_600_000)
  expect(reads()).toBe(1)
})

test('a machine that cannot be read is off, and comes back', async () => {
  const { clock, set, onState, source } = await terminal()
  onState(true)
  set(new Error('EIO'))
  await clock.advance(5_000)
  expect(source.coverage().state).toBe('off')
  set(facts('10.0.0.1'))
  await clock.advance(5_000)
  expect(source.coverage().state).toBe('full')
})

test('after the stop nothing is read or emitted', async () => {
  const { clock, events, set, stop, reads } = await terminal()
  stop.abort()
  set(facts('10.0.0.9'))
  await clock.advance(60_000)
  expect([events.length, reads()]).toEqual([1, 1])
})

test.each([
  ['an entry that aged out', facts('10.0.0.1', 'aa'), facts('10.0.0.1'), { '10.0.0.1': 'aa' }],
  ['another MAC answers', facts('10.0.0.1', 'aa'), facts('10.0.0.1', 'bb'), { '10.0.0.1': 'bb' }],
  ['no gateway any more', facts('10.0.0.1', 'aa'), facts('10.0.0.2'), {}],
])('gateway MACs: %s', (_, before, after, expected) => {
  expect(withKnownMacs(before, after).gatewayMacs).toEqual(expected)
})
