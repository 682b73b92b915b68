// The order of facts around a cut: evidence, the last word to the office, the cut; countdowns; and an outbox that fails.
import { describe, expect, test } from 'vitest'
import type { Alert } from '#shared/domain/alert.ts'
import type { Evidence } from '#shared/domain/evidence.ts'
import type { Isolation } from '#shared/domain/isolation.ts'
import { Fault } from '#shared/fault.ts'
import type { RecordBody } from '#shared/protocol/record.ts'
import { CollectedLog } from '#test/fakes/collected-log.ts'
import { ManualClock } from '#test/fakes/manual-clock.ts'
import { MemoryFile } from '#test/fakes/memory-file.ts'
import type { CutRequest, Isolator } from './isolation/isolator.ts'
import { openLease } from './lease.ts'
import type { LeaseBook } from './lease.ts'
import type { JournalEntry, KeptAt } from './ports.ts'
import { responder } from './responder.ts'
import type { ResponderOptions } from './responder.ts'
import { keepSurely } from './surely-kept.ts'

const moment = { at: 0, clockId: 'manual', monotonicMs: 0 }
const alert = (changed: Partial<Alert> = {}): Alert => ({
  id: 'a',
  code: 'BS-1122-7F3K-2',
  origin: 'detector',
  rule: 'mass-rewrite',
  severity: 'critical',
  raised: moment,
  detected: moment,
  because: '文件被加密',
  detections: [],
  count: 1,
  drill: false,
  ...changed,
})
const press = (changed: Partial<Alert> = {}) =>
  alert({ origin: 'operator', rule: 'operator-report', severity: 'high', because: '一键上报', ...changed })

/** Nothing ends by itself. */
const noLease: LeaseBook = { current: () => undefined, begin: async () => {}, end: async () => {}, start: () => {} }

interface World {
  /** How long the office takes to acknowledge; never where undefined. */
  acknowledgesAfterMs?: number | undefined
  evidenceTakesMs?: number | undefined
  evidenceFails?: boolean | undefined
  outbox?: 'fails' | 'hangs' | undefined
}

function terminal(
  world: World = {},
  settings: Partial<ResponderOptions> = {},
  state: Isolation['state'] = 'connected',
  clock = new ManualClock(),
) {
  const log = new CollectedLog()
  /** Everything that happened, with its time. */
  const happened: string[] = []
  const say = (what: string) => happened.push(`${clock.monotonic()} ${what}`)
  const kept: RecordBody[] = []
  const journaled: JournalEntry[] = []
  const listeners = new Set<(isolation: Isolation) => void>()
  let last: CutRequest = { scope: 'full', by: { kind: 'agent' }, because: '' }
  const current = (): Isolation => ({ ...last, state, adapter: 'ins0', layers: [], since: moment, rehearsal: false })
  const isolator: Isolator = {
    isolate: async (request) => {
      last = request
      state = 'isolated'
      say(`cut ${request.scope} by ${request.by.kind}: ${request.because}`)
      for (const listener of listeners) listener(current())
      return current()
    },
    release: async (request) => {
      if (request.because === 'refuse') throw new Fault('config/unwritable', 'no')
      state = 'connected'
      say('release')
      return current()
    },
    current,
    resume: async () => current(),
    lookAgain: async () => {},
    onChange: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    onDrift: () => () => {},
    stop: () => {},
  }
  const keeper = {
    keep: async (_lane: 'urgent', body: RecordBody): Promise<KeptAt> => {
      if (world.outbox === 'hangs') await new Promise(() => {})
      if (world.outbox === 'fails') throw new Fault('outbox/full', 'full')
      kept.push(body)
      say(`kept ${body.kind}`)
      return { epoch: 'e', sequence: kept.length }
    },
    acknowledged: async (_record: KeptAt, withinMs: number) => {
      if (world.outbox === 'hangs') await new Promise(() => {})
      if (world.outbox === 'fails') throw new Fault('outbox/damaged', 'damaged')
      const after = world.acknowledgesAfterMs ?? Infinity
      await new Promise<void>((resolve) => clock.after(Math.min(after, withinMs), resolve))
      if (after <= withinMs) say('acknowledged')
      return after <= withinMs
    },
  }
  const taker = {
    take: async (of: string | undefined): Promise<Evidence | undefined> => {
      say('evidence begun')
      if ((world.evidenceTakesMs ?? 0) > 0)
        await new Promise<void>((resolve) => clock.after(world.evidenceTakesMs!, resolve))
      if (world.evidenceFails === true) return undefined
      return { id: 'x', alert: of, file: 'f', sha256: '0'.repeat(64), bytes: 1, moment, parts: ['sockets'], tookMs: 1 }
    },
  }
  const journal = { append: async (entry: JournalEntry) => void journaled.push(entry) }
  const stop = new AbortController()
  const surely = keepSurely({ keeper, clock, log, signal: stop.signal })
  const machine = responder({
    isolator,
    lease: noLease,
    keeper,
    keepSurely: surely,
    taker,
    journal,
    clock,
    log,
    afterPress: 'countdown',
    countdownMs: 30_000,
    ...settings,
  })
  machine.start(stop.signal)
  return {
    machine,
    clock,
    log,
    happened,
    kept,
    journaled,
    world,
    stop,
    setState: (to: Isolation['state']) => (state = to),
  }
}

/** Lets what was begun run as far as it can, then lets time pass. */
const settle = async (clock: ManualClock, ms = 10_000) => {
  await clock.advance(0)
  const step = Math.max(50, ms / 1_200)
  for (let passed = 0; passed < ms; passed += step) await clock.advance(step)
}

describe('a critical alert', () => {
  test('evidence, then the office’s acknowledgement, then the cut: in this order', async () => {
    const { machine, clock, happened } = terminal({ acknowledgesAfterMs: 120 })
    void machine.onAlert(alert(), { epoch: 'e', sequence: 0 })
    await settle(clock)
    expect(happened).toEqual([
      '0 evidence begun',
      '0 kept evidence',
      '120 acknowledged',
      '120 cut full by agent: 文件被加密',
      '120 kept isolation',
    ])
  })

  test.each<[string, World, number]>([
    ['the office answers at once', { acknowledgesAfterMs: 0 }, 0],
    ['the office never answers', {}, 2_000],
    ['evidence takes for ever', { evidenceTakesMs: 60_000 }, 2_300],
    ['evidence cannot be kept', { evidenceFails: true, acknowledgesAfterMs: 50 }, 50],
    ['the outbox fails', { outbox: 'fails' }, 0],
    ['the outbox hangs', { outbox: 'hangs' }, 2_300],
    ['everything hangs', { outbox: 'hangs', evidenceTakesMs: 60_000 }, 2_300],
  ])('is cut within three seconds, whatever happens: %s', async (_, world, atMs) => {
    const { machine, clock, happened } = terminal(world)
    void machine.onAlert(alert(), { epoch: 'e', sequence: 0 })
    await settle(clock)
    const cuts = happened.filter((what) => what.includes('cut full'))
    expect(cuts).toHaveLength(1)
    expect(Math.abs(Number(cuts[0]!.split(' ')[0]) - atMs)).toBeLessThanOrEqual(50)
  })

  test('without a line to the office nothing is waited for', async () => {
    const { machine, clock, happened } = terminal({}, { isOfficeInReach: () => false })
    void machine.onAlert(alert())
    await settle(clock)
    expect(happened).toContain('0 cut full by agent: 文件被加密')
  })

  test('twenty at once are one cut', async () => {
    const { machine, clock, happened } = terminal({ acknowledgesAfterMs: 100 })
    for (let i = 0; i < 20; i++) void machine.onAlert(alert({ id: `a${i}` }))
    await settle(clock)
    expect(happened.filter((what) => what.includes('cut full'))).toHaveLength(1)
  })

  test('evidence that comes late is still kept', async () => {
    const { machine, clock, kept } = terminal({ evidenceTakesMs: 5_000, acknowledgesAfterMs: 0 })
    void machine.onAlert(alert())
    await settle(clock)
    expect(kept.map(({ kind }) => kind)).toEqual(['isolation', 'evidence'])
    expect(machine.evidence('a')).toMatchObject({ state: 'kept', done: 1 })
  })

  test('a medium one changes nothing', async () => {
    const { machine, clock, happened } = terminal()
    void machine.onAlert(alert({ severity: 'medium' }))
    await settle(clock)
    expect(happened).toEqual([])
  })

  test('every step is journaled', async () => {
    const { machine, clock, journaled } = terminal({ acknowledgesAfterMs: 100 })
    void machine.onAlert(alert())
    await settle(clock)
    expect(journaled.map(({ step, facts }) => `${step} ${JSON.stringify(facts)}`)).toEqual([
      'response/decided {"alert":"a","do":"cut"}',
      'response/last-word {"alert":"a","acknowledged":true}',
    ])
  })
})

describe('a press', () => {
  test('takes evidence at once, counts down, and cuts', async () => {
    const { machine, clock, happened } = terminal({ acknowledgesAfterMs: 0 })
    machine.pressed(press())
    await settle(clock, 10_000)
    expect(machine.countdown('a')).toEqual({ state: 'running', remainingMs: 20_000 })
    await settle(clock, 25_000)
    expect(happened).toEqual([
      '0 evidence begun',
      '0 kept evidence',
      '30000 acknowledged',
      '30000 cut full by operator: 一键上报后倒计时结束，自动断开',
      '30000 kept isolation',
    ])
    expect(machine.countdown('a')).toEqual({ state: 'over' })
  })

  test('put off is not cut', async () => {
    const { machine, clock, happened } = terminal()
    machine.pressed(press())
    await clock.advance(29_900)
    expect(machine.postpone('a', 'settling')).toEqual({ ok: true })
    await settle(clock, 60_000)
    expect(happened.some((what) => what.includes('cut'))).toBe(false)
    expect(machine.countdown('a')).toEqual({ state: 'postponed', postponement: 'settling' })
    expect(machine.postpone('a', 'settling').ok).toBe(false)
    expect(machine.postpone('b', 'settling').ok).toBe(false)
  })

  test('put off can still be cut by the button', async () => {
    const { machine, clock, happened } = terminal({ acknowledgesAfterMs: 0 })
    machine.pressed(press())
    await clock.advance(1_000)
    machine.postpone('a', 'settling')
    expect(await machine.cut({ alert: 'a', by: { kind: 'operator', account: 'li' }, because: '自行断开' })).toEqual({
      ok: true,
    })
    await settle(clock)
    expect(happened).toContain('1000 cut full by operator: 自行断开')
  })

  test('withdrawn is not cut', async () => {
    const { machine, clock, happened } = terminal()
    machine.pressed(press())
    await clock.advance(1_000)
    expect(machine.withdraw('a')).toEqual({ ok: true })
    await settle(clock, 60_000)
    expect(happened.some((what) => what.includes('cut'))).toBe(false)
  })

  test('that has led to a cut cannot be withdrawn into nothing', async () => {
    const { machine, clock } = terminal({ acknowledgesAfterMs: 0 })
    machine.pressed(press())
    await settle(clock, 31_000)
    expect(machine.withdraw('a').ok).toBe(false)
  })

  test('a critical alert does not wait for the countdown, and ends it', async () => {
    const { machine, clock, happened } = terminal({ acknowledgesAfterMs: 0 })
    machine.pressed(press())
    await clock.advance(1_000)
    void machine.onAlert(alert({ id: 'b' }))
    await settle(clock, 60_000)
    expect(happened.filter((what) => what.includes('cut full'))).toEqual(['1000 cut full by agent: 文件被加密'])
    expect(machine.countdown('a')).toEqual({ state: 'over' })
  })

  test.each([
    ['ask', { state: 'asking' }, 0],
    ['cut', undefined, 1],
  ] as const)('where the site says %s', async (afterPress, countdown, cuts) => {
    const { machine, clock, happened } = terminal({ acknowledgesAfterMs: 0 }, { afterPress })
    machine.pressed(press())
    await settle(clock, 60_000)
    expect(machine.countdown('a')).toEqual(countdown)
    expect(happened.filter((what) => what.includes('cut full'))).toHaveLength(cuts)
    expect(happened).toContain('0 kept evidence')
  })

  test('the wall clock that jumps does not change the countdown', async () => {
    const { machine, clock, happened } = terminal({ acknowledgesAfterMs: 0 })
    machine.pressed(press())
    await clock.advance(10_000)
    clock.setWall(0)
    await settle(clock, 25_000)
    expect(happened.find((what) => what.includes('cut full'))).toMatch(/^30000 /)
  })
})

describe('after a restart', () => {
  const record = (body: RecordBody, sequence = 1) => ({ epoch: 'e', sequence, body })
  const raised = (ms: number) => ({ at: 0, clockId: 'manual', monotonicMs: ms })
  test('the countdown goes on where it was', async () => {
    const { machine, clock, happened } = terminal({ acknowledgesAfterMs: 0 })
    await clock.advance(12_000)
    machine.resume([record({ kind: 'alert', alert: { ...press({ raised: raised(2_000) }), detections: [] } })])
    expect(machine.countdown('a')).toEqual({ state: 'running', remainingMs: 20_000 })
    await settle(clock, 30_000)
    expect(happened.find((what) => what.includes('cut full'))).toMatch(/^32000 /)
  })
  test('one that ran out meanwhile cuts at once', async () => {
    const { machine, clock, happened } = terminal({ acknowledgesAfterMs: 0 })
    await clock.advance(60_000)
    machine.resume([record({ kind: 'alert', alert: { ...press({ raised: raised(2_000) }), detections: [] } })])
    await settle(clock, 1_000)
    expect(happened.filter((what) => what.includes('cut full'))).toHaveLength(1)
  })
  test('one that was put off stays put off', async () => {
    const { machine, clock, happened } = terminal()
    machine.resume([
      record({ kind: 'alert', alert: { ...press(), detections: [] } }),
      record({ kind: 'cut-postponed', alert: 'a', postponement: 'settling' }, 2),
    ])
    await settle(clock, 60_000)
    expect(machine.countdown('a')).toEqual({ state: 'postponed', postponement: 'settling' })
    expect(happened).toEqual([])
  })
})

describe('records of the isolation', () => {
  test('are tried again until the outbox takes them, in order', async () => {
    const { machine, clock, kept, world } = terminal({ outbox: 'fails' })
    void machine.onAlert(alert())
    await settle(clock, 6_000)
    expect(kept).toEqual([])
    world.outbox = undefined
    await settle(clock, 6_000)
    expect(kept.map(({ kind }) => kind)).toEqual(['isolation'])
  })
  test('begin with the cut that stands at start', async () => {
    const { clock, kept } = terminal({}, {}, 'isolated')
    await settle(clock)
    expect(kept).toMatchObject([{ kind: 'isolation', isolation: { state: 'isolated' } }])
  })
  test('are not kept after the end', async () => {
    const { machine, clock, kept, stop } = terminal()
    stop.abort()
    await machine.cut({ by: { kind: 'operator', account: 'li' }, because: 'x' })
    await settle(clock)
    expect(kept.map(({ kind }) => kind)).not.toContain('isolation')
  })
})

test('an order of the office takes evidence first, and is not held up by it', async () => {
  const { machine, clock, happened } = terminal({ evidenceTakesMs: 60_000 })
  void machine.isolate({
    scope: 'selective',
    by: { kind: 'officer', id: 'w', name: '王' },
    because: 'asked',
    order: 'o',
  })
  await settle(clock)
  expect(happened.slice(0, 2)).toEqual(['0 evidence begun', '300 cut selective by officer: asked'])
})

test('a release is told as it came out', async () => {
  const { machine } = terminal()
  const by = { kind: 'operator', account: 'root' } as const
  expect(await machine.release({ by, because: 'cleaned' })).toEqual({ ok: true })
  expect(await machine.release({ by, because: 'refuse' })).toMatchObject({ ok: false })
})

describe('an alert of a detector at severity high', () => {
  const high = (changed: Partial<Alert> = {}) => alert({ severity: 'high', because: '可疑改写', ...changed })
  const cuts = (happened: readonly string[]) => happened.filter((what) => what.includes('cut full'))

  test('counts down 60 s, and no answer cuts', async () => {
    const { machine, clock, happened } = terminal({ acknowledgesAfterMs: 0 })
    void machine.onAlert(high())
    await settle(clock, 59_900)
    expect(cuts(happened)).toEqual([])
    await settle(clock, 200)
    expect(cuts(happened)).toEqual([expect.stringMatching(/^60000 cut full by agent: 可疑改写/)])
  })
  test('is put off twice by 90 s and not a third time', async () => {
    const { machine, clock, happened } = terminal({ acknowledgesAfterMs: 0 })
    void machine.onAlert(high())
    await settle(clock, 1_000)
    expect(machine.postpone('a', 'settling')).toEqual({ ok: true })
    expect(machine.postpone('a', 'settling')).toEqual({ ok: true })
    expect(machine.postpone('a', 'settling').ok).toBe(false)
    expect(machine.postpone('a', 'own-work').ok, '误报 of this rule').toBe(false)
    await settle(clock, 238_900)
    expect(cuts(happened)).toEqual([])
    await settle(clock, 200)
    expect(cuts(happened)).toHaveLength(1)
  })
  test('违规外联: alerts first, counts down the second time, and may be called off', async () => {
    const { machine, clock, happened } = terminal({ acknowledgesAfterMs: 0 })
    const foreign = (id: string) => high({ id, rule: 'dual-homing' })
    void machine.onAlert(foreign('a'))
    await settle(clock, 70_000)
    expect(machine.countdown('a')).toBeUndefined()
    void machine.onAlert(foreign('b'))
    await settle(clock)
    expect(machine.countdown('b')).toMatchObject({ state: 'running', detected: { pauses: 2, mayCallOff: true } })
    expect(machine.postpone('b', 'own-work')).toEqual({ ok: true })
    await settle(clock, 600_000)
    expect(cuts(happened)).toEqual([])
  })
  test('a restart counts what was put off before', async () => {
    const { machine, clock, happened } = terminal({ acknowledgesAfterMs: 0 })
    await clock.advance(40_000)
    const raised = { at: 0, clockId: 'manual', monotonicMs: 0 }
    machine.resume([
      { epoch: 'e', sequence: 1, body: { kind: 'alert', alert: { ...high({ raised }), detections: [] } } },
      { epoch: 'e', sequence: 2, body: { kind: 'cut-postponed', alert: 'a', postponement: 'settling' } },
    ])
    expect(machine.countdown('a')).toMatchObject({ remainingMs: 110_000, detected: { pauses: 1 } })
    await settle(clock, 111_000)
    expect(cuts(happened)).toHaveLength(1)
  })

  async function leased(world: World = { acknowledgesAfterMs: 0 }) {
    const clock = new ManualClock()
    const file = new MemoryFile()
    const lease = await openLease({ file, clock, log: new CollectedLog() })
    return { ...terminal(world, { lease }, 'connected', clock), file }
  }
  const released = (happened: readonly string[]) => happened.filter((what) => what.endsWith(' release'))

  test('the automatic cut ends after 30 minutes', async () => {
    const { machine, clock, happened } = await leased()
    void machine.onAlert(high())
    await settle(clock, 61_000)
    expect(machine.lease()).toMatchObject({ of: 'cut' })
    await settle(clock, 30 * 60_000 - 10_000)
    expect(released(happened)).toEqual([])
    await settle(clock, 12_000)
    expect(released(happened)).toHaveLength(1)
    expect(machine.lease()).toBeUndefined()
  })
  test.each([
    [
      'the office prolongs it',
      (machine: Machine) =>
        machine.isolate({ scope: 'full', by: { kind: 'officer', id: 'w', name: '王' }, because: '延长' }),
    ],
    [
      'a person cuts',
      (machine: Machine) => machine.cut({ by: { kind: 'operator', account: 'li' }, because: '自行断开' }),
    ],
    ['a critical alert comes over it', (machine: Machine) => machine.onAlert(alert({ id: 'c' }))],
  ])('it has no end where %s', async (_, act) => {
    const { machine, clock, happened, setState } = await leased()
    void machine.onAlert(high())
    await settle(clock, 61_000)
    // Selective, as far as the policy sees: then a critical alert cuts again.
    setState('failed')
    void act(machine)
    await settle(clock, 3_600_000)
    expect(released(happened)).toEqual([])
  })
  test('a critical cut has no end', async () => {
    const { machine, clock, happened, file } = await leased()
    void machine.onAlert(alert())
    await settle(clock, 2 * 3_600_000)
    expect(released(happened)).toEqual([])
    expect(file.text).toBeUndefined()
  })
  test('恢复4小时: cut again when it is over, and not where the office has confirmed it', async () => {
    for (const confirmed of [false, true]) {
      const clock = new ManualClock()
      const lease = await openLease({ file: new MemoryFile(), clock, log: new CollectedLog() })
      const { machine, happened } = terminal({ acknowledgesAfterMs: 0 }, { lease }, 'connected', clock)
      await lease.begin({ of: 'release', ms: 4 * 3_600_000 })
      if (confirmed) await machine.letBack({ by: { kind: 'officer', id: 'w', name: '王' }, because: '确认' })
      await settle(clock, 4 * 3_600_000 + 1_000)
      expect(cuts(happened)).toHaveLength(confirmed ? 0 : 1)
    }
  })
})

type Machine = ReturnType<typeof responder>
