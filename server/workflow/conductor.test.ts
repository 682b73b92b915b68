// One decision after another, stored together, seen only when durable; and the same situation again after a restart.
import { webcrypto } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Officer } from '#shared/domain/actor.ts'
import type { Order } from '#shared/domain/order.ts'
import { Fault } from '#shared/fault.ts'
import { silentLog } from '#shared/log.ts'
import { appoint } from '#test/fixtures/appoint.ts'
import { ManualClock } from '#test/fakes/manual-clock.ts'
import { memoryStore } from '#test/fakes/memory-store.ts'
import type { MemoryStore } from '#test/fakes/memory-store.ts'
import { filledForms } from '#test/fixtures/filled-forms.ts'
import { aPress, noon } from '#test/fixtures/occurrences.ts'
import { conductor } from './conductor.ts'
import type { RunningConductor } from './conductor.ts'
import type { Entry } from './history.ts'
import { plan } from './plan.ts'
import type { SituationChange } from './ports.ts'
import { releaseCodeMaker } from '#test/fakes/release-code-maker.ts'

const wang: Officer = { kind: 'officer', id: 'wang', name: '王××' }
const li: Officer = { kind: 'officer', id: 'li', name: '李××' }
const signer = { sign: (order: Order) => ({ order, keyId: 'key', signature: 'signed' }) }
const clock = new ManualClock(noon)
const start = (store: MemoryStore, log = silentLog): Promise<RunningConductor<never>> =>
  conductor({
    store,
    signer,
    releaseCodes: releaseCodeMaker,
    clock,
    random: (bytes) => webcrypto.getRandomValues(bytes),
    log,
  })

let store: MemoryStore
let running: RunningConductor<never>
beforeEach(async () => {
  store = memoryStore()
  await store.registry.putInstitution({ id: 'p', kind: 'pharmacy', name: '康民大药房', phone: '' })
  await store.registry.putEnrollmentCode({ codeHash: 'h', institution: 'p', notAfter: 1 })
  await store.registry.enroll('h', 0, {
    endpoint: { id: 'till', name: '收银1号' },
    certificate: { serial: '1', notAfter: 1 },
  })
  running = await start(store)
  await appoint(running, wang, li)
})

const at = { at: noon, offsetMs: 0, uncertaintyMs: 0 }
let made = 0
async function press(): Promise<string> {
  const alert = aPress()
  const institution = { id: 'p', name: '康民大药房' }
  await running.perform((situation) =>
    plan.receive.decide(situation, {
      alert,
      endpoint: 'till',
      institution,
      raised: at,
      detected: at,
      receivedAt: noon,
      incident: `i${++made}`,
    }),
  )
  return alert.id
}

describe('an alert is taken over by one', () => {
  test('the first of two who press in the same moment', async () => {
    const alert = await press()
    const outcomes = await Promise.all([
      running.takeOver(alert, wang),
      running.takeOver(alert, li),
      running.takeOver(alert, wang),
    ])
    expect(outcomes).toEqual([
      { ok: true, value: undefined },
      { ok: false, refusal: 'taken-by-another' },
      { ok: true, value: undefined },
    ])
    expect(running.situation().alerts.get(alert)?.taken?.by).toEqual(wang)
    expect(store.entries.filter(({ happening }) => happening.kind === 'alert-taken-over')).toHaveLength(1)
  })
})

describe('what is decided together', () => {
  test('two presses in the same moment are one incident with two alerts', async () => {
    await Promise.all([press(), press()])
    expect(running.situation().incidents.size).toBe(1)
    expect([...running.situation().incidents.values()][0]!.alerts).toHaveLength(2)
  })

  test('is told in one change, in the same turn in which the situation is new', async () => {
    const changes: SituationChange[] = []
    const sizes: number[] = []
    running.onChange((change) => {
      changes.push(change)
      sizes.push(running.situation().position)
    })
    await Promise.all([press(), press()])
    await running.note([...running.situation().incidents.keys()][0]!, '已核实', wang)
    expect(changes.map(({ entries }) => entries.length)).toEqual([3, 1])
    expect(changes.map(({ situation }) => situation.position)).toEqual(sizes)
    expect(changes[0]!.alerts.size).toBe(2)
    expect([...changes[0]!.endpoints]).toEqual(['till'])
    expect([...changes[1]!.incidents]).toHaveLength(1)
  })

  test('a listener that throws harms nobody', async () => {
    const seen: number[] = []
    running.onChange(() => {
      throw new Error('a page that cannot follow')
    })
    running.onChange(({ entries }) => seen.push(entries.length))
    await press()
    expect(seen).toEqual([2])
  })

  test('a decision that throws harms nobody', async () => {
    const bug = running.perform(() => {
      throw new Error('a bug')
    })
    const good = press()
    await expect(bug).rejects.toThrow('a bug')
    await good
    expect(running.situation().incidents.size).toBe(1)
  })
})

describe('a disk that does not keep', () => {
  test('rejects, shows nothing, and the next decision starts from what is durable', async () => {
    const changes: SituationChange[] = []
    running.onChange((change) => changes.push(change))
    store.full = true
    const outcomes = await Promise.allSettled([press(), press()])
    expect(outcomes.map((one) => one.status === 'rejected' && one.reason)).toEqual([
      expect.any(Fault),
      expect.any(Fault),
    ])
    expect([running.situation().incidents.size, changes.length]).toEqual([0, 0])

    store.full = false
    await press()
    expect([...running.situation().incidents.values()].map(({ number }) => number)).toEqual(['BS-2026-0001'])
    expect(running.situation().position).toBe(store.entries.length)
  })
})

describe('orders', () => {
  test('count up over refusals and failures, and end after fifteen minutes', async () => {
    const isolate = () => running.order('till', { kind: 'isolate', scope: 'selective' }, '疑似勒索软件', wang)
    await isolate()
    store.full = true
    await expect(isolate()).rejects.toBeInstanceOf(Fault)
    store.full = false
    expect(await running.order('till', { kind: 'release' }, ' ', wang)).toEqual({
      ok: false,
      refusal: 'reason-missing',
    })
    await isolate()
    const orders = running.situation().endpoints.get('till')!.orders
    expect(orders.map(({ signed }) => signed.order.counter)).toEqual([1, 2])
    expect(orders[0]!.signed.order.notAfter).toBe(noon + 15 * 60_000)
  })
})

describe('terminals', () => {
  test('one that was enrolled is told at once, also while a commit is under way', async () => {
    const changes: SituationChange[] = []
    running.onChange((change) => changes.push(change))
    const pressing = press()
    await Promise.resolve()
    running.enrolled({ id: 'new', number: 'BS-0001-02', institution: 'p', name: '办公室' })
    await pressing
    expect(changes.map(({ endpoints }) => [...endpoints])).toEqual([['new'], ['till']])
    expect(running.situation().endpoints.get('new')?.endpoint.name).toBe('办公室')
    expect(running.situation().incidents.size).toBe(1)
  })
})

describe('after a restart', () => {
  test('the situation is the same, and the chains hold', async () => {
    const alert = await press()
    await press()
    await running.takeOver(alert, wang)
    await running.order('till', { kind: 'isolate', scope: 'selective' }, '疑似', wang)
    const again = await start(store)
    expect(again.situation()).toEqual(running.situation())
    expect(again.integrity()).toEqual({ checked: store.entries.length, broken: [] })
  })

  test.each<readonly [string, (entries: Entry[]) => void, number]>([
    ['changed', (entries) => void entries.splice(1, 1, { ...entries[1]!, at: noon + 1 }), 2],
    ['changed into nonsense', (entries) => void entries.splice(2, 1, { ...entries[2]!, happening: {} as never }), 3],
    [
      'moved to another terminal',
      (entries) => void entries.splice(0, 1, { ...entries[0]!, subject: { kind: 'endpoint', id: 'x' } }),
      1,
    ],
    ['dropped', (entries) => void entries.splice(1, 1), 2],
    [
      'swapped',
      (entries) => void entries.splice(1, 2, { ...entries[2]!, position: 2 }, { ...entries[1]!, position: 3 }),
      2,
    ],
  ])('an entry that was %s is told loudly, and alerts are taken all the same', async (_, tamper, index) => {
    await press()
    await press()
    tamper(store.entries as Entry[])
    const errors: string[] = []
    const again = await start(store, { ...silentLog, error: (code) => errors.push(code) })
    expect(errors).toContain('workflow/chain-broken')
    expect(again.integrity().broken.map((one) => one.index)).toContain(index)
    await expect(again.takeOver('none', wang)).resolves.toMatchObject({ refusal: 'unknown-alert' })
  })
})

describe('what a person asks of the plan', () => {
  const fields = { ...filledForms.D01, endpoint: 'till', foundAt: noon, disconnectedAt: noon }
  test('is done once it is stored, and stands after a restart', async () => {
    const outcome = await running.act({ kind: 'register', fields, drill: false }, wang)
    const incident = outcome.ok ? outcome.value.incident : undefined
    expect(running.situation().incidents.get(incident ?? '')).toMatchObject({
      number: 'BS-2026-0001',
      endpoint: 'till',
    })
    await running.act({ kind: 'advance', incident: incident ?? '', event: 'start-verifying' }, wang)
    await running.act({ kind: 'link-alert', alert: await press(), incident: incident ?? '' }, wang)
    const again = await start(store)
    expect(again.situation()).toEqual(running.situation())
    expect(again.integrity().broken).toEqual([])
  })
  test('is refused with the fields that are wrong', async () => {
    const outcome = await running.act({ kind: 'register', fields: { ...fields, phenomenon: '' }, drill: false }, wang)
    expect(outcome).toMatchObject({ ok: false, refusal: 'form-incomplete', fields: [{ key: 'phenomenon' }] })
  })
  test('fails closed where it cannot be kept: nothing of it holds', async () => {
    store.full = true
    await expect(running.act({ kind: 'register', fields, drill: false }, wang)).rejects.toBeInstanceOf(Fault)
    expect(running.situation().incidents.size).toBe(0)
  })
})

test('what a later verification found stands beside what was found at the start', () => {
  expect(running.integrity()).toEqual({ checked: 0, broken: [] })
  running.verified(3)
  expect(running.integrity()).toEqual({ checked: 0, broken: [], findings: 3 })
})
