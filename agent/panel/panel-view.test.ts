// What the counter sees, case by case: S1, S2 and S3 in their states.
import { describe, expect, test } from 'vitest'
import type { Isolation } from '#shared/domain/isolation.ts'
import type { Severity } from '#shared/domain/severity.ts'
import { calmStanding } from '#test/fakes/counter-parts.ts'
import { panelState, protectionOf } from './panel-view.ts'
import type { Sight } from './panel-view.ts'
import { noReports } from './reports.ts'
import type { ReportFacts } from './reports.ts'

const now = 10_000_000
const moment = (at: number) => ({ at, clockId: 'boot', monotonicMs: at })

function facts(
  over: Partial<ReportFacts> = {},
  origin: 'operator' | 'detector' = 'operator',
  severity: Severity = 'high',
  drill = false,
): ReportFacts {
  return {
    alert: {
      id: 'a',
      code: 'BS-1122-7F3K-2',
      origin,
      rule: origin === 'operator' ? 'operator-report' : 'mass-file-rename',
      severity,
      raised: moment(now - 1_000),
      detected: moment(now - 1_000),
      because: '',
      detections: [],
      count: 1,
      drill,
    },
    place: { epoch: 'e', sequence: 1 },
    savedAt: now - 900,
    repeats: 0,
    evidenceKept: false,
    acknowledged: false,
    ...over,
  }
}
const sight = (all: ReportFacts[], over: Partial<Sight> = {}): Sight => ({
  now: moment(now),
  standing: calmStanding,
  link: { kind: 'connected', lastHeardAt: now - 2_000 },
  lastHeardAt: now - 2_000,
  reports: { ...noReports, all },
  isolation: undefined,
  countdown: () => undefined,
  evidence: () => undefined,
  release: undefined,
  lease: undefined,
  ...over,
})
const current = (...args: Parameters<typeof sight>) => panelState(sight(...args), 1).current
const minutes = 60_000

describe('② on its way', () => {
  test.each<[string, Partial<ReportFacts>, Partial<Sight>, object]>([
    ['connected', {}, {}, { kind: 'sending', attempt: 1, retryInMs: 0 }],
    ['connecting', {}, { link: { kind: 'connecting', attempt: 1 } }, { kind: 'sending', attempt: 1, retryInMs: 0 }],
    [
      'the first try failed',
      {},
      { link: { kind: 'waiting', attempt: 1, retryAt: now + 3_000, because: '' } },
      { kind: 'sending', attempt: 1, retryInMs: 3_000 },
    ],
    [
      'the second too: phone',
      {},
      { link: { kind: 'waiting', attempt: 2, retryAt: now + 12_000, because: '' } },
      { kind: 'offline', attempt: 2, retryInMs: 12_000 },
    ],
    [
      'a clock set forward waits no less than nothing',
      {},
      { link: { kind: 'waiting', attempt: 9, retryAt: now - 5_000, because: '' } },
      { kind: 'offline', attempt: 9, retryInMs: 0 },
    ],
    [
      'not enrolled: nobody to send to',
      {},
      { standing: { ...calmStanding, enrolled: false } },
      { kind: 'offline', attempt: 0, retryInMs: 0 },
    ],
    ['acknowledged', { acknowledged: true, acknowledgedAt: now - 100 }, {}, { kind: 'delivered', at: now - 100 }],
    ['acknowledged before a restart', { acknowledged: true }, {}, { kind: 'delivered', at: undefined }],
    [
      'by the office’s clock, which is 42 s ahead',
      { acknowledged: true, acknowledgedAt: now - 100, receivedAt: now + 41_000 },
      { standing: { ...calmStanding, officeOffsetMs: 42_000 } },
      { kind: 'delivered', at: now - 1_000 },
    ],
  ])('%s', (_, kept, over, delivery) => {
    expect(current([facts(kept)], over)?.delivery).toEqual(delivery)
  })
})

describe('③ taken or left alone', () => {
  const delivered = { acknowledged: true, acknowledgedAt: now - 60_000 }
  test.each<[string, Partial<ReportFacts>, boolean]>([
    ['a minute, and nobody', delivered, true],
    ['59 s', { ...delivered, acknowledgedAt: now - 59_000 }, false],
    ['taken', { ...delivered, taken: { by: '王××', at: now - 5_000 } }, false],
    ['withdrawn', { ...delivered, withdrawnAt: now - 5_000 }, false],
    ['not delivered: that is another sentence', { savedAt: now - 60_000 }, false],
  ])('%s', (_, kept, unattended) => {
    expect(current([facts(kept)])?.unattended).toBe(unattended)
  })
})

describe('what is going on', () => {
  const done = { acknowledged: true, acknowledgedAt: now - 30 * minutes, savedAt: now - 30 * minutes }
  test.each<[string, ReportFacts, Partial<Sight>, boolean]>([
    ['a press', facts(), {}, true],
    ['delivered 29 min ago', facts({ ...done, acknowledgedAt: now - 29 * minutes }), {}, true],
    ['delivered 30 min ago', facts(done), {}, false],
    ['… but taken a minute ago', facts({ ...done, taken: { by: '王××', at: now - minutes } }), {}, true],
    ['… but its countdown runs', facts(done), { countdown: () => ({ state: 'running', remainingMs: 1 }) }, true],
    ['not delivered for days', facts({ savedAt: now - 3 * 24 * 60 * minutes }), {}, true],
    ['withdrawn a minute ago', facts({ withdrawnAt: now - minutes }), {}, true],
    ['withdrawn two minutes ago', facts({ withdrawnAt: now - 2 * minutes }), {}, false],
    [
      'a drill of 4 min ago, never delivered',
      facts({ savedAt: now - 4 * minutes }, 'operator', 'high', true),
      {},
      true,
    ],
    [
      'a drill of 5 min ago, never delivered',
      facts({ savedAt: now - 5 * minutes }, 'operator', 'high', true),
      {},
      false,
    ],
    ['a critical detection', facts({}, 'detector', 'critical'), {}, true],
    ['a medium detection: nobody has to act', facts({}, 'detector', 'medium'), {}, false],
  ])('%s', (_, report, over, shown) => {
    expect(current([report], over) !== undefined).toBe(shown)
    expect(panelState(sight([report], over), 1).recent).toHaveLength(1)
  })
})

describe('S3', () => {
  const isolation = (over: Partial<Isolation> = {}): Isolation => ({
    state: 'isolated',
    scope: 'full',
    adapter: 'eth0',
    layers: [
      { layer: 'linux-nftables', stands: true, detail: '' },
      { layer: 'linux-link', stands: false, detail: '' },
    ],
    by: { kind: 'agent' },
    because: '',
    since: moment(now - 753_000),
    rehearsal: false,
    ...over,
  })
  const seen = (over: Partial<Isolation>, more: Partial<Sight> = {}) =>
    panelState(sight([facts({ incident: 'BS-2026-0137' })], { isolation: isolation(over), ...more }), 1).isolation

  test.each<[string, Partial<Isolation>, Partial<Sight>, object]>([
    ['for 12:33', {}, {}, { forMs: 753_000 }],
    [
      'the wall clock was set meanwhile',
      { since: { at: now + 9e9, clockId: 'boot', monotonicMs: now - 753_000 } },
      {},
      { forMs: 753_000 },
    ],
    [
      'since before the reboot',
      { since: { at: now - 753_000, clockId: 'last boot', monotonicMs: 1 } },
      {},
      { forMs: 753_000 },
    ],
    ['the incident of its alert', { alert: 'a' }, {}, { incident: 'BS-2026-0137' }],
    ['an order: the incident of this terminal', { order: 'o' }, {}, { incident: 'BS-2026-0137' }],
    ['releasing, one layer gone', { state: 'releasing' }, {}, { releasing: { done: 1, of: 2 } }],
    [
      'a release that did not succeed',
      {},
      { reports: { ...noReports, isolationBefore: 'releasing', isolationLast: 'isolated' } },
      { releaseFailed: true },
    ],
    [
      'a cut',
      {},
      { reports: { ...noReports, isolationBefore: 'isolating', isolationLast: 'isolated' } },
      { releaseFailed: false },
    ],
  ])('%s', (_, over, more, expected) => {
    expect(seen(over, more)).toMatchObject(expected)
  })
  test('never cut', () => {
    expect(panelState(sight([]), 1).isolation).toBeUndefined()
  })
})

describe('S1', () => {
  test.each<[string, Parameters<typeof protectionOf>, object]>([
    [
      'all see',
      [[{ source: 'files', state: 'full', because: '' }], []],
      { state: 'protected', because: [], sources: { seeing: 1, of: 1 } },
    ],
    [
      'one of two is off',
      [
        [
          { source: 'files', state: 'full', because: '' },
          { source: 'processes', state: 'off', because: '' },
        ],
        [],
      ],
      { state: 'degraded', because: ['监控项 1/2 停止'], sources: { seeing: 1, of: 2 } },
    ],
    ['a full disk', [[], ['磁盘已满']], { state: 'degraded', because: ['磁盘已满'] }],
  ])('%s', (_, [sources, faults], expected) => {
    expect(protectionOf(sources, faults)).toMatchObject(expected)
  })

  test.each<[string, Partial<Sight['standing']>, string]>([
    ['running', {}, 'running'],
    ['starting', { started: false }, 'starting'],
    ['not enrolled', { enrolled: false, started: false }, 'not-enrolled'],
  ])('%s', (_, standing, stage) => {
    expect(panelState(sight([], { standing: { ...calmStanding, ...standing } }), 1).stage).toBe(stage)
  })

  test('offline, and when it was heard last', () => {
    const link = { kind: 'waiting', attempt: 3, retryAt: now + 5_000, because: 'ECONNREFUSED' } as const
    expect(panelState(sight([], { link }), 1).link).toEqual({
      kind: 'offline',
      attempt: 3,
      retryInMs: 5_000,
      because: 'ECONNREFUSED',
      lastHeardAt: now - 2_000,
    })
  })

  test('the last drill', () => {
    expect(panelState(sight([facts({}, 'operator', 'high', true)]), 1).lastDrillAt).toBe(now - 1_000)
    expect(panelState(sight([facts()]), 1).lastDrillAt).toBeUndefined()
  })
})
