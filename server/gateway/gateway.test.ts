// The gateway over real TLS on the loopback: who gets in, what passes, what is refused with which code.
import { randomUUID } from 'node:crypto'
import { request } from 'node:https'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { Fault } from '#shared/fault.ts'
import { silentLog } from '#shared/log.ts'
import type { SignedOrder } from '#shared/domain/order.ts'
import { ManualClock } from '#test/fakes/manual-clock.ts'
import { recordedInbox } from '#test/fakes/recorded-inbox.ts'
import type { RecordedInbox } from '#test/fakes/recorded-inbox.ts'
import { ConnectedTerminal } from '#test/fixtures/connected-terminal.ts'
import { gatewayCertificates } from '#test/fixtures/gateway-certificates.ts'
import type { GatewayCertificates, TerminalCertificate } from '#test/fixtures/gateway-certificates.ts'
import { aHello, aPosture, aPress, aRecord, momentAt, noon } from '#test/fixtures/occurrences.ts'
import { office } from '#test/fixtures/spine.ts'
import { gateway } from './gateway.ts'
import type { GatewayParts, ListeningGateway } from './gateway.ts'
import type { Presence } from './inbox.ts'

let bureau: GatewayCertificates
let till: TerminalCertificate
beforeAll(async () => {
  bureau = await gatewayCertificates()
  till = await bureau.terminal()
})

let inbox: RecordedInbox
let clock: ManualClock
let running: ListeningGateway
let port: number
let known: Map<string, string>
let clones: string[]
const epoch = randomUUID()
const terminals: ConnectedTerminal[] = []

async function open(given: Partial<GatewayParts> = {}): Promise<void> {
  running = gateway({
    tls: bureau.tls,
    certificates: async (serial) => known.get(serial),
    inbox,
    office,
    clock,
    log: silentLog,
    onClone: (endpoint) => clones.push(endpoint),
    ...given,
  })
  port = await running.listen({ host: '127.0.0.1', port: 0 })
}
async function reopen(limits: GatewayParts['limits']): Promise<void> {
  await running.close()
  await open({ limits })
}

beforeEach(async () => {
  inbox = recordedInbox()
  clock = new ManualClock(noon)
  known = new Map([[till.serial, till.endpoint]])
  clones = []
  await open()
})
afterEach(async () => {
  for (const terminal of terminals.splice(0)) terminal.end()
  const closing = running.close()
  await clock.advance(2_000)
  await closing
})

async function connect(certificate: TerminalCertificate = till): Promise<ConnectedTerminal> {
  const terminal = await ConnectedTerminal.connect(port, {
    ca: bureau.tls.ca,
    key: certificate.key,
    cert: certificate.cert,
  })
  terminals.push(terminal)
  return terminal
}
async function greeted(clockId?: string): Promise<ConnectedTerminal> {
  const terminal = await connect()
  terminal.send(aHello(epoch, 1, clockId === undefined ? {} : { clockId }))
  await terminal.next('welcome')
  return terminal
}
const record = (sequence: number) => aRecord(epoch, sequence, { kind: 'alert', alert: aPress() })
const beat = { frame: 'heartbeat', clock: momentAt(noon), posture: aPosture } as const
const order = (id: string = randomUUID()): SignedOrder => ({
  order: {
    id,
    endpoint: till.endpoint,
    action: { kind: 'release' },
    notAfter: noon,
    counter: 1,
    reason: '误报',
    approver: { id: 'wang', name: '王××' },
  },
  keyId: 'key',
  signature: 'A'.repeat(86),
})

describe('the door', () => {
  test('opens to a certificate of the bureau that is known', async () => {
    const terminal = await greeted()
    expect(terminal.frames).toEqual([
      {
        frame: 'welcome',
        protocol: 1,
        serverTime: noon,
        institution: '康民大药房',
        endpoint: { number: 'BS-0001-01', name: '收银1号' },
        office,
        cursors: [{ epoch, acknowledged: 0 }],
      },
    ])
  })
  test.each([
    ['one never given', undefined, 'not-enrolled'],
    ['one taken back', 'revoked', 'revoked'],
  ] as const)('refuses %s by name', async (_, answer, refusal) => {
    known.clear()
    if (answer !== undefined) known.set(till.serial, answer)
    expect(await (await connect()).closed).toBe(refusal)
  })
  test('says that it cannot look, where it cannot', async () => {
    await running.close()
    await open({ certificates: () => Promise.reject(new Fault('store/not-durable', 'disk')) })
    expect(await (await connect()).closed).toBe('not-durable')
  })
  test('stays shut without a certificate, and with one of another bureau', async () => {
    await expect(ConnectedTerminal.connect(port, { ca: bureau.tls.ca })).rejects.toThrow(/alert|hang up|RESET/)
    const stranger = await (await gatewayCertificates()).terminal(till.endpoint)
    await expect(connect(stranger)).rejects.toThrow(/alert|hang up|RESET/)
  })
  test('leads nowhere but to /terminal', async () => {
    await expect(
      ConnectedTerminal.connect(port, { ca: bureau.tls.ca, key: till.key, cert: till.cert }, '/'),
    ).rejects.toThrow('404')
  })
  test('answers no plain request', async () => {
    const status = await new Promise((resolve, reject) => {
      request(
        { port, host: '127.0.0.1', path: '/terminal', ca: bureau.tls.ca, key: till.key, cert: till.cert },
        (answer) => {
          answer.resume()
          resolve(answer.statusCode)
        },
      )
        .on('error', reject)
        .end()
    })
    expect(status).toBe(426)
  })
  test('speaks TLS 1.3 only', async () => {
    const old = new Promise((_, reject) => {
      request({ port, host: '127.0.0.1', ca: bureau.tls.ca, key: till.key, cert: till.cert, maxVersion: 'TLSv1.2' })
        .on('error', reject)
        .end()
    })
    await expect(old).rejects.toThrow(/version|alert|handshake/i)
  })
  test('has room for so many strangers', async () => {
    await reopen({ strangers: 1 })
    await connect()
    const other = await bureau.terminal()
    await expect(connect(other)).rejects.toThrow('503')
  })
  test('lets only so many shake hands at once', async () => {
    await reopen({ handshakes: 0 })
    await expect(connect()).rejects.toThrow(/disconnected|hang up|RESET/)
    await reopen({ handshakes: 1 })
    await greeted()
    await greeted()
  })
  test('that is taken is told as such', async () => {
    const second = gateway({
      tls: bureau.tls,
      certificates: async () => undefined,
      inbox,
      office,
      clock,
      log: silentLog,
    })
    await expect(second.listen({ host: '127.0.0.1', port })).rejects.toMatchObject({ code: 'console/port-in-use' })
  })
})

describe('the first frame', () => {
  test.each([
    ['a heartbeat', JSON.stringify(beat), 'hello-expected'],
    ['a record', JSON.stringify(record(1)), 'hello-expected'],
    ['another protocol', JSON.stringify({ ...aHello(epoch, 1), protocol: 2 }), 'protocol-version'],
    ['no JSON', 'hello', 'not-a-frame'],
    ['a frame with a member too many', JSON.stringify({ ...aHello(epoch, 1), admin: true }), 'not-a-frame'],
    ['binary', Buffer.from(JSON.stringify(aHello(epoch, 1))), 'not-a-frame'],
    ['64 KiB and more', JSON.stringify({ ...aHello(epoch, 1), agent: 'x'.repeat(65_536) }), 1009],
  ])('%s: refused', async (_, wire, refusal) => {
    const terminal = await connect()
    terminal.socket.send(wire)
    expect(await terminal.closed).toBe(refusal)
    expect(inbox.received).toEqual([])
  })
  test('a second hello is refused', async () => {
    const terminal = await greeted()
    terminal.send(aHello(epoch, 1))
    expect(await terminal.closed).toBe('not-a-frame')
  })
  test('comes within ten seconds, or never', async () => {
    const terminal = await connect()
    await clock.advance(10_000)
    expect(terminal.socket.readyState).toBe(1)
    await clock.advance(1_001)
    expect(await terminal.closed).toBe('hello-expected')
  })
})

describe('records', () => {
  test('go to the inbox in order, and one acknowledgement stands for many', async () => {
    const terminal = await greeted()
    terminal.send(record(1), record(2), record(3))
    await terminal.next('acknowledge', ({ sequence }) => sequence === 3)
    expect(inbox.received.map(({ endpoint, record }) => [endpoint, record.sequence])).toEqual(
      [1, 2, 3].map((one) => [till.endpoint, one]),
    )
  })
  test('that come before the welcome is out wait for it', async () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    inbox.greeting = promise
    const terminal = await connect()
    terminal.send(aHello(epoch, 1), record(1), record(2))
    await new Promise((later) => setTimeout(later, 30))
    expect(inbox.received).toEqual([])
    resolve()
    await terminal.next('acknowledge', ({ sequence }) => sequence === 2)
    expect(terminal.frames.map(({ frame }) => frame)[0]).toBe('welcome')
  })
  test('that are not durable are not acknowledged', async () => {
    inbox.take = () => Promise.reject(new Fault('store/not-durable', 'disk full'))
    const terminal = await greeted()
    terminal.send(record(1))
    expect(await terminal.closed).toBe('not-durable')
    expect(terminal.frames.filter(({ frame }) => frame === 'acknowledge')).toEqual([])
  })
  test('behind a gap are refused', async () => {
    inbox.take = async () => ({ ok: false, refusal: 'out-of-order' })
    const terminal = await greeted()
    terminal.send(record(5))
    expect(await terminal.closed).toBe('out-of-order')
  })
  test('are read no further than so many are under way, and all arrive in the end', async () => {
    await reopen({ inFlight: 4 })
    const held: (() => void)[] = []
    inbox.take = ({ epoch, sequence }) =>
      new Promise((resolve) => held.push(() => resolve({ ok: true, epoch, sequence })))
    const terminal = await greeted()
    // Larger than what one read of the socket brings (64 KiB), so that the pause is seen.
    for (let i = 1; i <= 400; i++) terminal.send(record(i))
    await new Promise((later) => setTimeout(later, 100))
    expect(inbox.received.length).toBeLessThan(350)
    const acknowledged = terminal.next('acknowledge', ({ sequence }) => sequence === 400)
    const release = setInterval(() => held.splice(0).forEach((one) => one()), 2)
    await acknowledged
    clearInterval(release)
    expect(inbox.received.map(({ record }) => record.sequence)).toEqual(Array.from({ length: 400 }, (_, i) => i + 1))
  })
  test('beyond the pace are read later, and nobody is closed', async () => {
    await reopen({ recordsPerSecond: 10, recordBurst: 5 })
    const terminal = await greeted()
    for (let i = 1; i <= 400; i++) terminal.send(record(i))
    await new Promise((later) => setTimeout(later, 100))
    const atOnce = inbox.received.length
    expect(atOnce).toBeLessThan(350)
    await clock.advance(60_000)
    await new Promise((later) => setTimeout(later, 100))
    expect(inbox.received.length).toBeGreaterThan(atOnce)
  })
})

describe('heartbeats', () => {
  test('are answered, and renew what is known of the terminal', async () => {
    const terminal = await greeted()
    await clock.advance(20_000)
    const slow = { ...beat, clock: momentAt(noon - 60_000), posture: { ...aPosture, pending: 3 } }
    terminal.send(slow)
    expect(await terminal.next('pulse')).toEqual({ frame: 'pulse', serverTime: noon + 20_000 })
    expect(running.presence(till.endpoint)).toMatchObject({
      online: true,
      lastHeardAt: noon + 20_000,
      clockOffsetMs: -80_000,
      posture: { pending: 3 },
      agent: '0.1.0',
    })
    terminal.send(record(1))
    await terminal.next('acknowledge')
    expect(inbox.received[0]!.visitor.clock()).toEqual({ reading: slow.clock, receivedAt: noon + 20_000 })
  })
  test('that do not come close the connection after 45 seconds', async () => {
    const terminal = await greeted()
    await clock.advance(45_000)
    expect(running.presence(till.endpoint)?.online).toBe(true)
    await clock.advance(1_001)
    expect(running.presence(till.endpoint)?.online).toBe(false)
    expect(await terminal.closed).toBe(1006)
  })
  test('that come too fast close it at once', async () => {
    const terminal = await greeted()
    for (let i = 0; i < 100; i++) terminal.send(beat)
    expect(await terminal.closed).toBe('too-fast')
  })
})

describe('presence', () => {
  test('is told at once where it is news, else every five seconds', async () => {
    const told: Presence[] = []
    running.onPresence((presence) => told.push(presence))
    const terminal = await greeted()
    const pulses = async (frame: typeof beat) => {
      const before = terminal.frames.length
      terminal.send(frame)
      await terminal.next('pulse', () => terminal.frames.length > before)
    }
    await pulses(beat)
    await pulses(beat)
    expect(told.map(({ online }) => online)).toEqual([true])
    await pulses({ ...beat, posture: { ...aPosture, pending: 1 } })
    expect(told.map(({ posture }) => posture.pending)).toEqual([0, 1])
    await clock.advance(5_000)
    await pulses({ ...beat, posture: { ...aPosture, pending: 1 } })
    expect(told).toHaveLength(3)
    terminal.end()
    await expect.poll(() => told.map(({ online }) => online)).toEqual([true, true, true, false])
  })
})

describe('down to the terminal', () => {
  test('orders and notices go with the welcome, and at once while it is connected', async () => {
    const waiting = order()
    const notice = { frame: 'notice', alert: randomUUID(), stage: 'received', by: office.name, at: noon } as const
    inbox.orders = [waiting]
    inbox.notices = [notice]
    expect(running.sendOrder(till.endpoint, order())).toBe(false)
    const terminal = await greeted()
    await terminal.next('notice')
    expect(terminal.frames.slice(1)).toEqual([{ frame: 'order', signed: waiting }, notice])

    const now = order()
    expect(running.sendOrder(till.endpoint, now)).toBe(true)
    expect(running.sendNotice(till.endpoint, { ...notice, stage: 'taken' })).toBe(true)
    await terminal.next('notice', ({ stage }) => stage === 'taken')
    expect(inbox.delivered.map(({ order }) => order)).toEqual([waiting.order.id, now.order.id])
  })
  test('a renewed server certificate is shown to new connections, and the door stays as strict', async () => {
    await greeted()
    running.renew(bureau.tls)
    await greeted()
    await expect(ConnectedTerminal.connect(port, { ca: bureau.tls.ca })).rejects.toThrow(/alert|hang up|RESET/)
  })
  test('a revoked certificate ends the connection', async () => {
    const terminal = await greeted()
    running.turnAway(till.endpoint, 'revoked')
    expect(await terminal.closed).toBe('revoked')
    expect(running.presence(till.endpoint)?.online).toBe(false)
  })
  test('everybody is told goodbye', async () => {
    const terminal = await greeted()
    const closing = running.close()
    expect(await terminal.closed).toBe('stopping')
    await closing
  })
})

describe('two connections of one terminal', () => {
  test('the newer stands for it, the older is closed', async () => {
    const older = await greeted()
    const newer = await greeted()
    expect(await older.closed).toBe('connected-elsewhere')
    expect(running.presence(till.endpoint)?.online).toBe(true)
    expect(running.sendOrder(till.endpoint, order())).toBe(true)
    await newer.next('order')
    expect(clones).toEqual([])
  })
  test('two machines that take turns are told as a possible clone', async () => {
    const first = await greeted('boot-a')
    const second = await greeted('boot-b')
    await first.closed
    expect(clones).toEqual([])
    await greeted('boot-a')
    await second.closed
    expect(clones).toEqual([till.endpoint])
  })
  test('only one may be about to say hello', async () => {
    const first = await connect()
    await connect()
    expect(await first.closed).toBe('connected-elsewhere')
  })
})
