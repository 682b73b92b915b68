// The link against a real WebSocket server with real certificates on loopback.

import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { SignedOrder } from '#shared/domain/order.ts'
import { silentLog } from '#shared/log.ts'
import type { Notice, Welcome } from '#shared/protocol/frame.ts'
import { FakeOffice } from '#test/fakes/fake-office.ts'
import { FaultyDisk } from '#test/fakes/faulty-disk.ts'
import { officeCertificates } from '#test/fakes/office-certificates.ts'
import type { OfficeCertificates, ServerPair } from '#test/fakes/office-certificates.ts'
import { folder, numbered, numberOf, opened, openedOn, realClock as clock } from '#test/fakes/outbox-parts.ts'
import type { Outbox } from '../outbox/outbox.ts'
import type { LinkState } from './link.ts'
import type { LinkSettings } from './link-settings.ts'
import { wssLink } from './wss-link.ts'

let ours: OfficeCertificates
let others: OfficeCertificates
let server: ServerPair
const cleanups: (() => unknown)[] = []

beforeAll(async () => {
  ours = await officeCertificates()
  others = await officeCertificates()
  server = await ours.server(['127.0.0.1'])
})

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup()
})

/** Quick, so that a test of half-open lines does not take half a minute. */
const quick: Partial<LinkSettings> = {
  heartbeatMs: 100,
  silentAfterMs: 600,
  answerWithinMs: 2_000,
  probeWithinMs: 300,
  backoff: { baseMs: 20, capMs: 100 },
}

async function office(pair = server): Promise<FakeOffice> {
  const opened = await new FakeOffice(pair).listen()
  cleanups.push(() => opened.close())
  return opened
}

const posture = () => ({
  isolation: {
    state: 'connected' as const,
    scope: 'full' as const,
    adapter: 'eth0',
    layers: [],
    by: { kind: 'agent' as const },
    because: '',
    since: { at: 0, clockId: 'boot', monotonicMs: 0 },
    rehearsal: false,
  },
  pending: 0,
  sources: [],
})

interface Running {
  readonly outbox: Outbox
  readonly states: LinkState[]
  readonly welcomes: Welcome[]
  readonly notices: Notice[]
  readonly orders: SignedOrder[]
  readonly link: ReturnType<typeof wssLink>
  stop(): void
}

async function connected(
  to: FakeOffice,
  {
    disk = new FaultyDisk(),
    settings = quick,
    before = async () => {},
    certificates = ours,
    gateway = `127.0.0.1:${to.port}`,
  }: {
    disk?: FaultyDisk
    settings?: Partial<LinkSettings>
    before?: (outbox: Outbox) => Promise<void>
    certificates?: OfficeCertificates
    gateway?: string
  } = {},
): Promise<Running> {
  const outbox = await openedOn(disk, folder, clock, { segmentBytes: 20_000 })
  await before(outbox)
  const identity = { ...(await certificates.identity(gateway)), authorities: [ours.ca] }
  const link = wssLink({ identity, outbox, clock, log: silentLog, random: Math.random, agent: 'test', settings })
  const stopping = new AbortController()
  const running: Running = {
    outbox,
    link,
    states: [],
    welcomes: [],
    notices: [],
    orders: [],
    stop: () => stopping.abort(),
  }
  link.onState((state) => running.states.push(state))
  link.start(
    {
      posture,
      onOrder: (signed) => running.orders.push(signed),
      onNotice: (notice) => running.notices.push(notice),
      onWelcome: (welcome) => running.welcomes.push(welcome),
    },
    stopping.signal,
  )
  cleanups.push(() => stopping.abort())
  return running
}

const keep = (lane: 'urgent' | 'summary' | 'telemetry', from: number, to: number) => async (outbox: Outbox) => {
  await Promise.all(Array.from({ length: to - from + 1 }, (_, i) => outbox.keep(lane, numbered(from + i))))
}
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i)
const reasons = ({ states }: Running) => states.flatMap((state) => (state.kind === 'waiting' ? [state.because] : []))

describe('draining', () => {
  test('urgent first, then summary, then telemetry, each in order, and all acknowledged', async () => {
    const to = await office()
    const { outbox } = await connected(to, {
      before: async (outbox) => {
        await keep('telemetry', 201, 260)(outbox)
        await keep('summary', 101, 160)(outbox)
        await keep('urgent', 1, 60)(outbox)
      },
    })
    await to.until('all acknowledged', () => outbox.pending() === 0)
    const order = to.taken.map(numberOf)
    expect(order.slice(0, 60)).toEqual(range(1, 60))
    expect(order.toSorted((a, b) => a - b)).toEqual([...range(1, 60), ...range(101, 160), ...range(201, 260)])
    expect(order.filter((n) => n > 100 && n < 200)).toEqual(range(101, 160))
    expect(to.came.length).toBe(180)
  })

  test('an alert overtakes a backlog of telemetry', async () => {
    const to = await office()
    const { outbox } = await connected(to, { before: keep('telemetry', 1, 500) })
    await to.until('telemetry flows', () => to.taken.length > 20)
    await outbox.keep('urgent', numbered(9_999))
    const at = to.taken.length
    await to.until('the alert', () => to.taken.some((record) => numberOf(record) === 9_999))
    expect(to.taken.findIndex((record) => numberOf(record) === 9_999) - at).toBeLessThan(40)
    await to.until('all', () => outbox.pending() === 0)
  })

  test('no more than the window is under way unacknowledged', async () => {
    const to = await office()
    to.acknowledges = false
    const { outbox } = await connected(to, { before: keep('urgent', 1, 200) })
    await to.until('a window', () => to.came.length >= 64)
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(to.came.length).toBe(64)
    to.acknowledges = true
    to.send({ frame: 'acknowledge', epoch: to.came[0]!.epoch, sequence: 64 })
    await to.until('the rest', () => outbox.pending() === 0)
    expect(to.came.length).toBe(200)
  })

  test('a backlog of 1,000 over several epochs and a restart', async () => {
    const disk = new FaultyDisk()
    const first = await opened(disk, { segmentBytes: 20_000 })
    await keep('urgent', 1, 600)(first.outbox)
    await first.outbox.close()
    const to = await office()
    const { outbox } = await connected(to, { disk, before: keep('urgent', 601, 1_000) })
    await to.until('all', () => outbox.pending() === 0)
    expect(to.taken.map(numberOf)).toEqual(range(1, 1_000))
    expect(to.hellos[0]?.lanes.length).toBe(3)
  })

  test('beyond the burst it keeps to the pace', async () => {
    const to = await office()
    const { outbox } = await connected(to, {
      before: keep('urgent', 1, 60),
      settings: { ...quick, pace: { framesPerSecond: 100, burst: 20 } },
    })
    await to.until('the first', () => to.came.length > 0)
    const began = performance.now()
    await to.until('all', () => outbox.pending() === 0)
    expect(performance.now() - began).toBeGreaterThan(300)
  })
})

describe('after a lost connection', () => {
  test('what was not acknowledged is sent again, what was is not, and nothing is taken twice', async () => {
    const to = await office()
    to.acknowledges = false
    const running = await connected(to, { before: keep('urgent', 1, 10) })
    await to.until('ten came', () => to.came.length === 10)
    // The office has them, but its acknowledgements were lost with the line.
    to.drop()
    to.acknowledges = true
    await to.until('welcome again', () => running.welcomes.length === 2)
    await keep('urgent', 11, 12)(running.outbox)
    await to.until('all', () => running.outbox.pending() === 0)
    expect(to.taken.map(numberOf)).toEqual(range(1, 12))
    expect(to.came.length).toBe(12)
  })

  test('an office restored from a copy gets again what it lost', async () => {
    const to = await office()
    const running = await connected(to, { before: keep('urgent', 1, 10) })
    await to.until('all', () => running.outbox.pending() === 0)
    const { epoch } = to.came[0]!
    to.cursors.set(epoch, 4)
    to.taken.length = 4
    to.drop()
    await to.until('again', () => to.taken.length === 10)
    expect(to.taken.map(numberOf)).toEqual(range(1, 10))
  })

  test('delays grow and are spread; a welcome starts them anew', async () => {
    const to = await office()
    const running = await connected(to, {
      gateway: '127.0.0.1:9',
      settings: { ...quick, backoff: { baseMs: 10, capMs: 80 } },
    })
    await to.until('six tries', () => reasons(running).length >= 6)
    expect(new Set(reasons(running))).toEqual(new Set(['unreachable']))
    const delays = running.states.flatMap((state, i) => {
      const before = running.states[i - 1]
      return state.kind === 'waiting' && before?.kind === 'connecting' ? [before.attempt] : []
    })
    expect(delays.slice(0, 6)).toEqual([1, 2, 3, 4, 5, 6])
  })

  test('in a hurry the wait is cut short', async () => {
    const to = await office()
    const running = await connected(to, { settings: { ...quick, backoff: { baseMs: 60_000, capMs: 60_000 } } })
    await to.until('welcome', () => running.welcomes.length === 1)
    to.drop()
    await to.until('waiting', () => running.link.state().kind === 'waiting')
    running.link.hurry()
    await to.until('welcome', () => running.welcomes.length === 2)
  })
})

describe('half-open lines', () => {
  test('are given up after silence, and the office is found again', async () => {
    const to = await office()
    const running = await connected(to)
    await to.until('welcome', () => running.welcomes.length === 1)
    to.mute = true
    await to.until('silence noticed', () => reasons(running).includes('silent'), 4_000)
    to.mute = false
    await to.until('welcome', () => running.welcomes.length === 2)
  })

  test('the standing settings find one within 30 s', async () => {
    const { linkSettings } = await import('./link-settings.ts')
    expect(linkSettings.silentAfterMs + linkSettings.heartbeatMs).toBeLessThanOrEqual(30_000)
  })

  test('in a hurry one is found at once', async () => {
    const to = await office()
    const running = await connected(to, { settings: { ...quick, heartbeatMs: 60_000 } })
    await to.until('welcome', () => running.welcomes.length === 1)
    running.link.hurry()
    await new Promise((resolve) => setTimeout(resolve, 450))
    expect(reasons(running)).toEqual([])
    to.mute = true
    running.link.hurry()
    await to.until('silence noticed', () => reasons(running).includes('silent'), 3_000)
  })

  test('control: a quiet office that answers heartbeats is not given up', async () => {
    const to = await office()
    const running = await connected(to)
    await to.until('heartbeats', () => to.heartbeats >= 8)
    expect(reasons(running)).toEqual([])
    const state = running.link.state()
    expect(state.kind === 'connected' && clock.now() - state.lastHeardAt < 600).toBe(true)
  })
})

describe('who is believed', () => {
  test('a server of another authority gets nothing', async () => {
    const to = await office(await others.server(['127.0.0.1']))
    const running = await connected(to, { before: keep('urgent', 1, 3) })
    await to.until('refused', () => reasons(running).length >= 2)
    expect(reasons(running)[0]).toBe('not-trusted')
    expect(to.hellos).toEqual([])
  })

  test('nor does one of ours under another name', async () => {
    const to = await office(await ours.server(['10.9.9.9']))
    const running = await connected(to)
    await to.until('refused', () => reasons(running).length >= 1)
    expect(reasons(running)[0]).toBe('not-trusted')
  })

  test('an office that does not take our certificate is told apart', async () => {
    const to = await office()
    const running = await connected(to, { certificates: others })
    await to.until('refused', () => reasons(running).length >= 1)
    expect(reasons(running)[0]).toBe('not-accepted')
  })
})

describe('garbage from the office ends the connection, not the agent', () => {
  test.each([
    ['not JSON', '{'],
    ['an unknown frame', '{"frame":"shell","run":"id"}'],
    ['a second welcome', 'welcome'],
    ['binary', Buffer.from([0, 1, 2])],
    ['70 KiB', ' '.repeat(70_000)],
    ['not UTF-8', Buffer.from([0xff, 0xfe])],
    ['an acknowledgement of what was never sent', 'ahead'],
  ])('%s', async (_, data) => {
    const to = await office()
    const running = await connected(to, { before: keep('urgent', 1, 3) })
    await to.until('all', () => running.outbox.pending() === 0)
    if (data === 'welcome') to.send({ ...running.welcomes[0]! })
    else if (data === 'ahead') to.send({ frame: 'acknowledge', epoch: to.came[0]!.epoch, sequence: 9 })
    else to.sendRaw(data)
    await to.until('given up', () => reasons(running).includes('garbled'))
    await to.until('back again', () => running.welcomes.length === 2)
  })
})

test('orders and notices come down; refusals are named', async () => {
  const to = await office()
  const running = await connected(to)
  await to.until('welcome', () => running.welcomes.length === 1)
  const notice = {
    frame: 'notice',
    alert: '01990000-0000-7000-8000-000000000001',
    stage: 'taken',
    by: '王建国',
    at: 5,
  } as const
  const signed = {
    order: {
      id: '01990000-0000-7000-8000-000000000002',
      endpoint: '01990000-0000-7000-8000-000000000003',
      action: { kind: 'isolate', scope: 'selective' },
      notAfter: 1,
      counter: 1,
      reason: '演练',
      approver: { id: 'o1', name: '王建国' },
    },
    keyId: 'k1',
    signature: 'a'.repeat(86),
  } as const
  to.send({ frame: 'order', signed })
  to.send(notice)
  await to.until('both', () => running.orders.length + running.notices.length === 2)
  expect(running.orders).toEqual([signed])
  expect(running.notices).toEqual([notice])
  to.refuse('revoked')
  await to.until('told', () => reasons(running).includes('revoked'))
})

test('stopping says goodbye and stays stopped', async () => {
  const to = await office()
  const running = await connected(to)
  await to.until('welcome', () => running.welcomes.length === 1)
  running.stop()
  await to.until('gone', () => to.connections === 0)
  await to.until('stopped', () => reasons(running).at(-1) === 'stopped')
  await new Promise((resolve) => setTimeout(resolve, 200))
  expect(to.hellos.length).toBe(1)
})

test('an address that cannot be read does not stop the agent', async () => {
  const to = await office()
  const running = await connected(to, { gateway: 'not an address' })
  await to.until('tried', () => reasons(running).length >= 2)
  expect(reasons(running)[0]).toBe('unreachable')
})
