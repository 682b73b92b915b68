// From a record to its acknowledgement: order, repeats, gaps, failing disks, greetings and what goes down.
import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Officer } from '#shared/domain/actor.ts'
import { silentLog } from '#shared/log.ts'
import type { RecordFrame } from '#shared/protocol/frame.ts'
import type { RecordBody } from '#shared/protocol/record.ts'
import { appoint } from '#test/fixtures/appoint.ts'
import { ManualClock } from '#test/fakes/manual-clock.ts'
import { memoryStore } from '#test/fakes/memory-store.ts'
import type { MemoryStore } from '#test/fakes/memory-store.ts'
import { recordedGateway } from '#test/fakes/recorded-gateway.ts'
import { aHello, anAlert, aPress, aRecord, momentAt, noon } from '#test/fixtures/occurrences.ts'
import { enrol, office, spine, visitor } from '#test/fixtures/spine.ts'
import type { Spine } from '#test/fixtures/spine.ts'
import { dispatch } from './dispatch.ts'

const wang: Officer = { kind: 'officer', id: 'wang', name: '王××' }
const day = 24 * 3_600_000

let store: MemoryStore
let clock: ManualClock
let server: Spine
let epoch: string
let logged: string[]
beforeEach(async () => {
  store = memoryStore()
  clock = new ManualClock(noon)
  epoch = randomUUID()
  logged = []
  await enrol(store, 'till', 'office')
  const write = (code: string) => logged.push(code)
  server = await spine(store, clock, { ...silentLog, info: write, warn: write, error: write })
  await appoint(server.conductor, wang)
})

const send = (record: RecordFrame, endpoint = 'till') =>
  server.inbox.receive(visitor(endpoint, clock, epoch), record, clock.now())
const alert = (sequence: number, body: RecordBody = { kind: 'alert', alert: aPress() }) =>
  aRecord(epoch, sequence, body)
const greet = (next = 1, endpoint = 'till') => server.inbox.greet(visitor(endpoint, clock, epoch, next))
const acknowledged = (sequence: number) => ({ ok: true, epoch, sequence })
const refused = { ok: false, refusal: 'out-of-order' }

describe('records', () => {
  test('are acknowledged in order, each stored once', async () => {
    expect(await Promise.all([1, 2, 3].map((one) => send(alert(one))))).toEqual([1, 2, 3].map(acknowledged))
    expect(store.records.map(({ sequence }) => sequence)).toEqual([1, 2, 3])
  })
  test('that come again are acknowledged again and not stored again, also within one batch', async () => {
    const one = alert(1)
    expect(await Promise.all([send(one), send(one)])).toEqual([acknowledged(1), acknowledged(1)])
    expect(await send(one)).toEqual(acknowledged(1))
    expect(store.records).toHaveLength(1)
    expect(server.conductor.situation().alerts.size).toBe(1)
  })
  test('behind a gap are refused, and so is what comes after', async () => {
    expect(await Promise.all([1, 3, 4].map((one) => send(alert(one))))).toEqual([acknowledged(1), refused, refused])
    expect(await send(alert(2))).toEqual(acknowledged(2))
    expect(logged.filter((code) => code === 'intake/out-of-order')).toHaveLength(2)
  })
  test('of two terminals with the same epoch do not meet', async () => {
    expect(await Promise.all([send(alert(1)), send(alert(1), 'office')])).toEqual([acknowledged(1), acknowledged(1)])
    expect(store.records).toHaveLength(2)
  })
  test('that are late are taken and said to be late', async () => {
    await clock.advance(day)
    expect(await send(alert(1))).toEqual(acknowledged(1))
    expect(logged).toContain('intake/late')
  })
  test('of a terminal nobody enrolled are refused', async () => {
    await expect(send(alert(1), 'stranger')).rejects.toMatchObject({ code: 'enrollment/not-enrolled' })
  })
})

describe('a disk that does not keep', () => {
  test('leaves nothing acknowledged, and the terminal sends it all again', async () => {
    store.full = true
    const first = await Promise.allSettled([1, 2].map((one) => send(alert(one))))
    expect(first.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    store.full = false
    expect(await send(alert(2))).toEqual(refused)
    expect(await Promise.all([1, 2].map((one) => send(alert(one))))).toEqual([1, 2].map(acknowledged))
    expect(store.records.map(({ sequence }) => sequence)).toEqual([1, 2])
  })
  test('does not let what came behind a failed record overtake it', async () => {
    store.full = true
    const failing = send(alert(1))
    await new Promise((resolve) => setImmediate(resolve))
    const behind = send(alert(2))
    await expect(failing).rejects.toMatchObject({ code: 'store/not-durable' })
    store.full = false
    expect(await behind).toEqual(refused)
    expect(store.records).toEqual([])
  })
})

test('one record that cannot be taken does not stop the others', async () => {
  const bad = alert(1, { kind: 'alert', alert: aPress({ because: '\uD800' }) })
  const outcomes = await Promise.allSettled([send(bad), send(alert(1), 'office')])
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled'])
})

describe('clocks', () => {
  test('a terminal that is an hour slow gains no time', async () => {
    const slow = 3_600_000
    const inbox = server.inbox
    const record = aRecord(epoch, 1, { kind: 'alert', alert: aPress({ at: noon - slow }) }, noon - slow)
    const reading = momentAt(noon - slow)
    await inbox.receive(
      { endpoint: 'till', hello: aHello(epoch, 1), clock: () => ({ reading, receivedAt: noon }) },
      record,
      noon,
    )
    const [incident] = [...server.conductor.situation().incidents.values()]
    expect(incident!.found).toEqual({ basis: 'found', at: noon, offsetMs: slow, uncertaintyMs: 0 })
  })
})

describe('a greeting', () => {
  test('names the terminal, its institution and how far its lanes got', async () => {
    await Promise.all([1, 2].map((one) => send(alert(one))))
    expect(await greet(3)).toMatchObject({
      institution: '康民大药房',
      endpoint: { number: 'BS-0001-01', name: '收银 till' },
      cursors: [{ epoch, acknowledged: 2 }],
    })
    expect(
      await server.inbox.greet({ ...visitor('till', clock, epoch), hello: aHello(randomUUID(), 1) }),
    ).toMatchObject({
      cursors: [{ acknowledged: 0 }],
    })
    expect(logged).not.toContain('intake/terminal-went-back')
  })
  test('is refused to a terminal the registry does not know', async () => {
    await expect(greet(1, 'stranger')).rejects.toMatchObject({ code: 'enrollment/not-enrolled' })
  })
  test('makes one known that was enrolled after the start', async () => {
    await enrol(store, 'new')
    await greet(1, 'new')
    expect(server.conductor.situation().endpoints.get('new')?.endpoint.number).toBe('BS-0001-03')
  })
  test('says so when a terminal’s disk went back in time', async () => {
    await Promise.all([1, 2].map((one) => send(alert(one))))
    await greet(2)
    expect(logged).toContain('intake/terminal-went-back')
  })
  test('brings orders without a receipt until they end', async () => {
    const given = await server.conductor.order('till', { kind: 'isolate', scope: 'selective' }, '疑似', wang)
    await server.conductor.order('till', { kind: 'release' }, '误报', wang)
    expect(given.ok).toBe(true)
    const ids = async () => (await greet()).orders.map(({ order }) => order.action.kind)
    expect(await ids()).toEqual(['isolate', 'release'])
    const order = given.ok ? given.value.order : ''
    await send(
      alert(1, { kind: 'receipt', receipt: { order, outcome: 'carried-out', because: '', moment: momentAt(noon) } }),
    )
    expect(await ids()).toEqual(['release'])
    await clock.advance(15 * 60_000)
    expect(await ids()).toEqual([])
  })
  test('brings the last day’s reports, received and taken', async () => {
    const press = aPress()
    await send(alert(1, { kind: 'alert', alert: press }))
    await send(alert(2, { kind: 'alert', alert: anAlert({ severity: 'low' }) }))
    await server.conductor.takeOver(press.id, wang)
    expect((await greet()).notices).toMatchObject([
      { alert: press.id, stage: 'received', by: office.name, incident: 'BS-2026-0001', at: noon },
      { alert: press.id, stage: 'taken', by: '王××' },
      { stage: 'received' },
    ])
    await clock.advance(day + 1)
    expect((await greet()).notices).toEqual([])
  })
})

describe('down to the terminal', () => {
  test('goes what is durable: that a report came, who took it, and orders', async () => {
    const gateway = recordedGateway('till')
    const stop = dispatch({ conductor: server.conductor, gateway, office })
    const press = aPress()
    store.full = true
    await expect(send(alert(1, { kind: 'alert', alert: press }))).rejects.toThrow('disk full')
    expect(gateway.notices).toEqual([])
    store.full = false
    await send(alert(1, { kind: 'alert', alert: press }))
    await send(alert(1), 'office')
    await server.conductor.takeOver(press.id, wang)
    await server.conductor.order('till', { kind: 'isolate', scope: 'selective' }, '疑似', wang)
    expect(gateway.notices).toMatchObject([
      { endpoint: 'till', notice: { alert: press.id, stage: 'received', incident: 'BS-2026-0001' } },
      { endpoint: 'till', notice: { alert: press.id, stage: 'taken', by: '王××' } },
    ])
    expect(gateway.orders).toHaveLength(1)
    stop()
    await server.conductor.order('till', { kind: 'release' }, '误报', wang)
    expect(gateway.orders).toHaveLength(1)
  })
  test('a way back that waits for its terminal is void once the incident has come back: it is contained first', async () => {
    await send(alert(1))
    const [incident] = server.conductor.situation().incidents.keys()
    await server.conductor.order('till', { kind: 'isolate', scope: 'selective' }, '疑似', wang)
    await server.conductor.order('till', { kind: 'release' }, '同意恢复', wang)
    const waiting = async () => (await greet(2)).orders.map(({ order }) => order.action.kind)
    expect(await waiting()).toEqual(['isolate', 'release'])
    const happening = { kind: 'phase-moved', event: 'relapse', from: 'recovering', to: 'responding' } as const
    await server.conductor.perform(() => ({
      entries: [
        { subject: { kind: 'incident', id: incident ?? '' }, at: clock.now(), actor: { kind: 'server' }, happening },
      ],
      value: undefined,
    }))
    expect(await waiting()).toEqual(['isolate'])
  })
  test('an order’s delivery is written down once', async () => {
    const given = await server.conductor.order('till', { kind: 'release' }, '误报', wang)
    const order = given.ok ? given.value.order : ''
    server.inbox.orderDelivered('till', order)
    server.inbox.orderDelivered('till', order)
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(store.entries.filter(({ happening }) => happening.kind === 'order-delivered')).toHaveLength(1)
  })
})
