// Orders of the office: what is believed, what is carried out, how often, and what the office is told.
import * as fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Isolation } from '#shared/domain/isolation.ts'
import type { Order, Receipt, SignedOrder } from '#shared/domain/order.ts'
import { Fault } from '#shared/fault.ts'
import type { RecordBody } from '#shared/protocol/record.ts'
import { CollectedLog } from '#test/fakes/collected-log.ts'
import { ManualClock } from '#test/fakes/manual-clock.ts'
import { MemoryLines } from '#test/fakes/memory-file.ts'
import { OfficeOrders } from '#test/fakes/office-orders.ts'
import { readOrderKeys } from './order-keys.ts'
import { openOrderLedger } from './order-ledger.ts'
import { interrupted, judge, orderDesk, validForAtMostMs } from './orders.ts'
import type { JournalEntry } from './ports.ts'

const endpoint = '01990000-0000-7000-8000-000000000001'
const now = Date.UTC(2026, 10, 22, 6)
const office = new OfficeOrders()
const stranger = new OfficeOrders('k1')
const keys = new Map([[office.keyId, office.publicKey]])
const order = (changed: Partial<Order> = {}): Order => ({
  id: '01990000-0000-7000-8000-00000000000a',
  endpoint,
  action: { kind: 'isolate', scope: 'selective' },
  notAfter: now + 600_000,
  counter: 5,
  reason: '疑似勒索软件',
  approver: { id: 'w', name: '王' },
  ...changed,
})
const standing = { endpoint, keys, now, lastCounter: 4 }

describe('what is believed', () => {
  test.each<[string, SignedOrder, Partial<typeof standing>, string]>([
    ['a signed order', office.sign(order()), {}, 'genuine'],
    ['to its last millisecond', office.sign(order({ notAfter: now })), {}, 'genuine'],
    ['one millisecond later', office.sign(order({ notAfter: now - 1 })), {}, 'expired'],
    ['valid for ever', office.sign(order({ notAfter: now + validForAtMostMs + 1 })), {}, 'expired'],
    ['with an end that is no number', office.sign(order()), { now: Number.NaN }, 'expired'],
    ['signed by another key of the same name', stranger.sign(order()), {}, 'forged'],
    ['of a key that nobody knows', { ...office.sign(order()), keyId: 'k2' }, {}, 'unknown-key'],
    ['without keys', office.sign(order()), { keys: new Map() }, 'unknown-key'],
    [
      'for another terminal',
      office.sign(order({ endpoint: '01990000-0000-7000-8000-000000000002' })),
      {},
      'other-endpoint',
    ],
    [
      'for another terminal, made ours afterwards',
      { ...office.sign(order({ endpoint: '01990000-0000-7000-8000-000000000002' })), order: order() },
      {},
      'forged',
    ],
    ['with the last counter', office.sign(order({ counter: 4 })), {}, 'replayed'],
    ['with an older counter', office.sign(order({ counter: 3 })), {}, 'replayed'],
    [
      'release made of isolate',
      { ...office.sign(order()), order: order({ action: { kind: 'release' } }) },
      {},
      'forged',
    ],
    [
      'full made of selective',
      { ...office.sign(order()), order: order({ action: { kind: 'isolate', scope: 'full' } }) },
      {},
      'forged',
    ],
    ['a later end', { ...office.sign(order({ notAfter: now - 1 })), order: order() }, {}, 'forged'],
    ['another reason', { ...office.sign(order()), order: order({ reason: '误报' }) }, {}, 'forged'],
    ['an incident put in', { ...office.sign(order()), order: order({ incident: endpoint }) }, {}, 'forged'],
    ['no signature', { ...office.sign(order()), signature: '' }, {}, 'forged'],
    ['a signature of zeroes', { ...office.sign(order()), signature: 'A'.repeat(86) }, {}, 'forged'],
    [
      'the same signature, spelled another way',
      { ...office.sign(order()), signature: respelled(office.sign(order()).signature) },
      {},
      'forged',
    ],
    ['a lone surrogate inside', { ...office.sign(order()), order: order({ reason: '\ud800' }) }, {}, 'forged'],
  ])('%s', (_, signed, changed, verdict) => {
    expect(judge(signed, { ...standing, ...changed })).toBe(verdict)
  })

  /** base64url leaves four bits of the 86th sign unused. */
  function respelled(signature: string): string {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    const last = alphabet.indexOf(signature.at(-1)!)
    const other = signature.slice(0, -1) + alphabet.charAt(last ^ 1)
    expect(Buffer.from(other, 'base64url').equals(Buffer.from(signature, 'base64url'))).toBe(true)
    return other
  }

  test('whatever is changed in a signed order, it is not carried out', () => {
    const signed = office.sign(order())
    const texts = fc.string({ unit: 'binary', maxLength: 90 })
    const mutation = fc.oneof(
      fc.record({ signature: fc.oneof(texts, flipped(signed.signature)) }),
      fc.record({ keyId: texts }),
      fc.record({ order: fc.record({ id: texts }) }),
      fc.record({ order: fc.record({ endpoint: texts }) }),
      fc.record({ order: fc.record({ counter: fc.oneof(fc.integer(), fc.double()) }) }),
      fc.record({ order: fc.record({ notAfter: fc.oneof(fc.integer(), fc.double()) }) }),
      fc.record({ order: fc.record({ reason: texts }) }),
      fc.record({ order: fc.record({ action: fc.anything() }) }),
      fc.record({ order: fc.record({ approver: fc.record({ id: texts, name: texts }) }) }),
      fc.record({ order: fc.dictionary(texts, fc.anything(), { minKeys: 1, maxKeys: 2 }) }),
    )
    let changed = 0
    fc.assert(
      fc.property(mutation, (change) => {
        const mutated = {
          ...signed,
          ...change,
          order: { ...signed.order, ...('order' in change ? change.order : {}) },
        } as SignedOrder
        if (JSON.stringify(mutated) === JSON.stringify(signed)) return
        changed++
        expect(judge(mutated, standing)).not.toBe('genuine')
      }),
      { numRuns: 10_000, seed: 20261122 },
    )
    expect(changed).toBeGreaterThan(9_500)
    expect(judge(signed, standing)).toBe('genuine')
  })

  const flipped = (text: string) =>
    fc
      .tuple(fc.nat(text.length - 1), fc.constantFrom(...'ABCDEFGHabcdefgh0123456789-_=+/ '.split('')))
      .map(([at, sign]) => text.slice(0, at) + sign + text.slice(at + 1))
})

class Machine {
  readonly did: string[] = []
  state: Isolation['state'] = 'connected'
  order: string | undefined
  onIsolate: () => void = () => {}
  refusesRelease = false

  current = (): Isolation => ({
    state: this.state,
    scope: 'full',
    adapter: 'ins0',
    layers: [],
    by: { kind: 'agent' },
    because: '',
    since: { at: 0, clockId: '', monotonicMs: 0 },
    rehearsal: false,
    order: this.order,
  })
  isolate = async ({ scope, order }: { scope: string; order?: string | undefined }) => {
    this.onIsolate()
    this.did.push(`isolate ${scope}`)
    if (this.state === 'connected') this.state = 'isolated'
    this.order = order
    return this.current()
  }
  release = async ({ order }: { order?: string | undefined }) => {
    if (this.refusesRelease) throw new Fault('config/unwritable', 'no')
    this.did.push('release')
    this.state = 'connected'
    this.order = order
    return this.current()
  }
}

describe('what is carried out', () => {
  let machine: Machine
  let lines: MemoryLines
  let clock: ManualClock
  let log: CollectedLog
  let kept: Receipt[]
  let journaled: JournalEntry[]
  let offset = 0
  beforeEach(() => {
    machine = new Machine()
    lines = new MemoryLines()
    clock = new ManualClock(now)
    log = new CollectedLog()
    kept = []
    journaled = []
    offset = 0
  })
  const desk = async () =>
    orderDesk({
      endpoint,
      keys,
      ledger: await openOrderLedger(lines),
      isolator: machine,
      keepSurely: (body: RecordBody) => {
        if (body.kind === 'receipt') kept.push(body.receipt)
      },
      journal: { append: async (entry) => void journaled.push(entry) },
      clock,
      log,
      officeOffsetMs: () => offset,
    })

  test('is done once, answered, and journaled with who and why', async () => {
    const receipt = await (await desk()).take(office.sign(order()))
    expect(receipt).toMatchObject({ order: order().id, outcome: 'carried-out', because: '' })
    expect(machine.did).toEqual(['isolate selective'])
    expect(kept).toEqual([receipt])
    expect(journaled).toMatchObject([
      { step: 'order/taken', by: { kind: 'officer', id: 'w', name: '王' }, because: '疑似勒索软件' },
    ])
  })

  test.each<[string, () => SignedOrder, string]>([
    ['forged', () => stranger.sign(order()), 'forged'],
    ['expired', () => office.sign(order({ notAfter: now - 1 })), 'expired'],
    ['of another terminal', () => office.sign(order({ endpoint: order().id })), 'other-endpoint'],
    ['of an unknown key', () => ({ ...office.sign(order()), keyId: 'x' }), 'unknown-key'],
  ])('%s: nothing is done, and the receipt says why', async (_, signed, because) => {
    const receipt = await (await desk()).take(signed())
    expect(receipt).toMatchObject({ outcome: 'refused', because })
    expect(machine.did).toEqual([])
    expect(kept).toEqual([receipt])
    expect(lines.all).toEqual([])
    expect(journaled).toMatchObject([{ step: 'order/refused' }])
  })

  test('the same order twice is done once and refused once, across a restart too', async () => {
    const first = await desk()
    await first.take(office.sign(order()))
    expect(await first.take(office.sign(order()))).toMatchObject({ outcome: 'refused', because: 'replayed' })
    expect(await (await desk()).take(office.sign(order()))).toMatchObject({ outcome: 'refused', because: 'replayed' })
    expect(await (await desk()).take(office.sign(order({ id: endpoint, counter: 5 })))).toMatchObject({
      outcome: 'refused',
      because: 'replayed',
    })
    expect(machine.did).toEqual(['isolate selective'])
  })

  test('both at the same moment: one is done', async () => {
    const one = await desk()
    const receipts = await Promise.all([one.take(office.sign(order())), one.take(office.sign(order()))])
    expect(receipts.map(({ outcome }) => outcome)).toEqual(['carried-out', 'refused'])
    expect(machine.did).toHaveLength(1)
  })

  test('the ledger has it before the machine is touched', async () => {
    let written = 0
    machine.onIsolate = () => (written = lines.all.length)
    await (await desk()).take(office.sign(order()))
    expect(written).toBe(1)
  })

  test('a ledger that cannot be written: nothing is done, and it is told', async () => {
    lines.refuses = true
    const one = await desk()
    expect(await one.take(office.sign(order()))).toMatchObject({ outcome: 'failed', because: 'config/unwritable' })
    lines.refuses = false
    expect(await one.take(office.sign(order()))).toMatchObject({ outcome: 'refused', because: 'replayed' })
    expect(machine.did).toEqual([])
  })

  test.each<[string, Order['action'], (machine: Machine) => void, string]>([
    [
      'a cut that does not hold',
      { kind: 'isolate', scope: 'full' },
      (it) => (it.state = 'failed'),
      'isolation/not-verified',
    ],
    ['a release that is refused', { kind: 'release' }, (it) => (it.refusesRelease = true), 'config/unwritable'],
  ])('%s is told as failed', async (_, action, prepare, because) => {
    prepare(machine)
    expect(await (await desk()).take(office.sign(order({ action })))).toMatchObject({ outcome: 'failed', because })
  })

  test.each([
    ['the terminal’s clock runs an hour ahead', 3_600_000, -3_600_000],
    ['the terminal’s clock was set back a year', -31_536_000_000, 31_536_000_000],
  ])('office time counts: %s', async (_, wrongBy, correction) => {
    clock.setWall(now + wrongBy)
    offset = correction
    expect(await (await desk()).take(office.sign(order()))).toMatchObject({ outcome: 'carried-out' })
    expect(await (await desk()).take(office.sign(order({ counter: 6, notAfter: now - 1 })))).toMatchObject({
      outcome: 'refused',
      because: 'expired',
    })
  })

  test('a clock that is set back, with the office out of reach, does not make an old order young', async () => {
    await (await desk()).take(office.sign(order()))
    clock.setWall(now - 86_400_000)
    expect(await (await desk()).take(office.sign(order({ counter: 6, notAfter: now - 60_000 })))).toMatchObject({
      outcome: 'refused',
      because: 'expired',
    })
  })

  test('a flood of false orders does not fill the outbox', async () => {
    const one = await desk()
    for (let i = 0; i < 500; i++) await one.take(stranger.sign(order({ counter: i + 10 })))
    expect(kept).toHaveLength(200)
    await clock.advance(3_600_000)
    await one.take(stranger.sign(order()))
    expect(kept).toHaveLength(201)
    expect(await one.take(office.sign(order({ notAfter: now + 4_000_000 })))).toMatchObject({ outcome: 'carried-out' })
  })

  describe('a restart in the middle', () => {
    const interrupt = async (action: Order['action']) => {
      const ledger = await openOrderLedger(lines)
      await ledger.take(order({ action }), now)
    }
    test.each<[string, Order['action'], Isolation['state'], boolean, string]>([
      ['a cut that the isolator took up again', { kind: 'isolate', scope: 'full' }, 'isolated', true, 'carried-out'],
      ['a cut that had not begun', { kind: 'isolate', scope: 'full' }, 'connected', false, 'failed'],
      ['a terminal cut for another reason', { kind: 'isolate', scope: 'full' }, 'isolated', false, 'failed'],
      ['a release that went on', { kind: 'release' }, 'connected', true, 'carried-out'],
      ['a release that had not begun', { kind: 'release' }, 'isolated', false, 'failed'],
    ])('%s is answered and never done again', async (_, action, state, isOurs, outcome) => {
      await interrupt(action)
      machine.state = state
      machine.order = isOurs ? order().id : undefined
      const later = await desk()
      await later.resume()
      expect(kept).toMatchObject([{ order: order().id, outcome, because: outcome === 'failed' ? interrupted : '' }])
      expect(await later.take(office.sign(order({ action })))).toMatchObject({
        outcome: 'refused',
        because: 'replayed',
      })
      await (await desk()).resume()
      expect(kept).toHaveLength(2)
      expect(machine.did).toEqual([])
    })
  })

  test.each([
    ['a torn last line', (all: string[]) => [...all.slice(0, -1), all.at(-1)!.slice(0, 20)], 6],
    ['a garbled line in the middle', (all: string[]) => [all[0]!, all[1]!.replace(/.$/, 'x'), ...all.slice(2)], 6],
    ['lines of somebody else', (all: string[]) => ['', '{}', 'x'.repeat(1000), ...all], 6],
  ])('a ledger with %s still knows the highest counter', async (_, damage, counter) => {
    const one = await desk()
    await one.take(office.sign(order()))
    await one.take(office.sign(order({ counter: 6, action: { kind: 'release' } })))
    lines.all = damage(lines.all)
    expect((await openOrderLedger(lines)).lastCounter()).toBe(counter)
  })
})

test('keys are Ed25519 in PEM, and nothing else', () => {
  const publicKey = office.publicKey.export({ type: 'spki', format: 'pem' })
  expect(readOrderKeys([{ keyId: 'k1', publicKey }]).get('k1')?.asymmetricKeyType).toBe('ed25519')
  expect(() => readOrderKeys([{ keyId: 'k1', publicKey: 'nothing' }])).toThrow(
    expect.objectContaining({ code: 'config/damaged' }),
  )
})
