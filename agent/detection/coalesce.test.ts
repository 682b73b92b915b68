// Folding: what goes out when, as a table of detections over time.
import { describe, expect, test } from 'vitest'
import { readReportCode } from '#shared/text/report-code.ts'
import { momentAt } from '#test/fakes/file-events.ts'
import { ManualClock } from '#test/fakes/manual-clock.ts'
import type { Folding, OpenAlerts, Outgoing } from './coalesce.ts'
import { coalesceLimits, flush, fold } from './coalesce.ts'
import { Coalescer } from './coalescer.ts'
import type { Judged } from './engine.ts'

const random = (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes)
const folding: Folding = { ...coalesceLimits, drill: false, random, randomUnit: Math.random }

const judged = (
  seconds: number,
  {
    rule = 'mass-rewrite',
    subject = '',
    severity = 'critical',
  }: Partial<Pick<Judged['detection'], 'rule' | 'severity'> & { subject: string }> = {},
): Judged => ({
  detection: {
    id: crypto.randomUUID(),
    rule,
    severity,
    moment: momentAt(seconds * 1000),
    because: `${severity} at ${seconds}`,
    facts: {},
  },
  detected: momentAt(seconds * 1000 - 500),
  subject,
})

function folded(...list: Judged[]): { out: Outgoing[]; open: OpenAlerts } {
  let open: OpenAlerts = new Map()
  const out = list.flatMap((each) => {
    const result = fold(open, each, folding)
    open = result.open
    return result.out
  })
  return { out, open }
}

const shown = (out: readonly Outgoing[]) => out.map(({ kind, alert }) => `${kind} ${alert.count}`)
const every = (seconds: number, times: number) => Array.from({ length: times }, (_, i) => judged(i * seconds))

describe('what goes out', () => {
  test.each<[string, Judged[], string[]]>([
    ['the first at once', [judged(0)], ['raise 1']],
    ['repeats within a minute are held', every(1, 50), ['raise 1']],
    ['an update a minute at most', every(10, 19), ['raise 1', 'update 7', 'update 13', 'update 19']],
    ['after ten quiet minutes it is a new alert', [judged(0), judged(601)], ['raise 1', 'raise 1']],
    ['while it repeats it stays one', [judged(0), judged(590), judged(1_180)], ['raise 1', 'update 2', 'update 3']],
    ['another rule is another alert', [judged(0), judged(1, { rule: 'canary-touched' })], ['raise 1', 'raise 1']],
    [
      'another subject is another alert',
      [judged(0, { subject: 'usb0' }), judged(1, { subject: 'wlan0' })],
      ['raise 1', 'raise 1'],
    ],
    ['a graver repeat goes out at once', [judged(0, { severity: 'high' }), judged(1)], ['raise 1', 'update 2']],
  ])('%s', (_, list, expected) => {
    expect(shown(folded(...list).out)).toEqual(expected)
  })
})

test('an alert carries a valid code, the first moment, the gravest reason and at most 20 detections', () => {
  const { open } = folded(judged(10, { severity: 'high' }), ...Array.from({ length: 40 }, (_, i) => judged(11 + i)))
  const alert = [...open.values()][0]!.alert
  expect(readReportCode(alert.code)).toBe(alert.code)
  expect(alert).toMatchObject({
    origin: 'detector',
    severity: 'critical',
    because: 'critical at 11',
    count: 41,
    detected: momentAt(9_500),
    raised: momentAt(10_000),
  })
  expect(alert.detections).toHaveLength(20)
})

test('an update keeps the id and the code', () => {
  const { out } = folded(judged(0), judged(61))
  expect(out.map(({ alert }) => alert.id)).toEqual([out[0]!.alert.id, out[0]!.alert.id])
})

test('more open alerts than are kept: the quietest is closed', () => {
  let open: OpenAlerts = new Map()
  for (let i = 0; i < 300; i++) open = fold(open, judged(i / 1000, { subject: `s${i}` }), folding).open
  expect(open.size).toBe(256)
  expect([...open.keys()][0]).toContain('s44')
})

test('what is held is flushed when a minute is over, once, and quiet alerts are closed', () => {
  const { open } = folded(judged(0), judged(5))
  expect(shown(flush(open, 59_000, folding).out)).toEqual([])
  const due = flush(open, 60_000, folding)
  expect(shown(due.out)).toEqual(['update 2'])
  expect(shown(flush(due.open, 120_000, folding).out)).toEqual([])
  expect(flush(due.open, 606_000, folding).open.size).toBe(0)
})

test('the coalescer flushes by itself, and stops', async () => {
  const clock = new ManualClock()
  const coalescer = new Coalescer({ clock, drill: false, random, randomUnit: Math.random })
  const stop = new AbortController()
  const out: Outgoing[] = []
  coalescer.start((outgoing) => out.push(outgoing), stop.signal)
  coalescer.add(judged(0))
  coalescer.add(judged(0.01))
  await clock.advance(61_000)
  expect(shown(out)).toEqual(['raise 1', 'update 2'])
  coalescer.add(judged(61.5))
  stop.abort()
  await clock.advance(600_000)
  expect(shown(out)).toEqual(['raise 1', 'update 2'])
})
