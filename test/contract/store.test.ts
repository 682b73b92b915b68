// What every store promises; run over SQLite and over the fake, so that a test with the fake means something.
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { silentLog } from '#shared/log.ts'
import { firstBroken } from '#shared/text/hash-chain.ts'
import { openSqliteStore } from '#server/store/sqlite/sqlite-store.ts'
import type { Delivery } from '#server/store/deliveries.ts'
import type { Change, Store } from '#server/store/store.ts'
import type { Entry, NewEntry, Subject } from '#server/workflow/history.ts'
import { createHash } from 'node:crypto'
import { memoryStore } from '../fakes/memory-store.ts'
import { aRecord, anAlert, arrived, noon } from '../fixtures/occurrences.ts'

const stores: readonly { readonly name: string; open(folder: string): Promise<Store> }[] = [
  { name: 'sqlite', open: (folder) => openSqliteStore({ file: join(folder, 'store.db'), log: silentLog }) },
  { name: 'memory', open: async () => memoryStore() },
]

const endpoint = (id: string): Subject => ({ kind: 'endpoint', id })
const note = (subject: Subject, text: string): NewEntry => ({
  subject,
  at: noon,
  actor: { kind: 'officer', id: 'wang', name: '王××' },
  happening: { kind: 'note-added', text },
})
const records = (of: string, epoch: string, ...sequences: readonly number[]): Change => ({
  entries: [],
  records: sequences.map((sequence) => arrived(of, aRecord(epoch, sequence, { kind: 'alert', alert: anAlert() }))),
})
const entries = (...list: readonly NewEntry[]): Change => ({ records: [], entries: list })
const texts = (list: readonly Entry[]): readonly string[] =>
  list.map(({ happening }) => (happening.kind === 'note-added' ? happening.text : happening.kind))
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

describe.each(stores)('$name', ({ open }) => {
  let folder: string
  let store: Store
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'store-'))
    store = await open(folder)
  })
  afterEach(async () => {
    await store.close()
    rmSync(folder, { recursive: true })
  })

  describe('histories', () => {
    test('positions grow by one over all subjects, links count within each', async () => {
      const placed = await store.history.commit(
        entries(note(endpoint('a'), '1'), note(endpoint('b'), '2'), note(endpoint('a'), '3')),
      )
      expect(placed.map(({ position, link }) => [position, link.index])).toEqual([
        [1, 1],
        [2, 1],
        [3, 2],
      ])
      expect(texts(await store.history.history(endpoint('a')))).toEqual(['1', '3'])
      expect(texts(await store.history.history({ kind: 'incident', id: 'a' }))).toEqual([])
    })

    test('what is read is what was placed, page by page', async () => {
      const alert = anAlert()
      const moment = { at: noon, offsetMs: 0, uncertaintyMs: 0 }
      const received: NewEntry = {
        ...note(endpoint('a'), ''),
        happening: { kind: 'alert-received', alert, endpoint: 'a', raised: moment, detected: moment, receivedAt: noon },
      }
      const placed = await store.history.commit(entries(received, note(endpoint('a'), '2'), note(endpoint('b'), '3')))
      expect(await store.history.entriesAfter(0, 2)).toEqual(placed.slice(0, 2))
      expect(await store.history.entriesAfter(2, 2)).toEqual(placed.slice(2))
      expect(await store.history.entriesAfter(3, 2)).toEqual([])
    })

    test('a chain holds over many commits and names its subject', async () => {
      for (let i = 0; i < 5; i++)
        await store.history.commit(entries(note(endpoint('a'), `${i}`), note(endpoint('b'), `${i}`)))
      const chain = (await store.history.history(endpoint('a'))).map(({ link, subject, at, actor, happening }) => ({
        link,
        body: { subject, at, actor, happening },
      }))
      expect(chain).toHaveLength(5)
      expect(firstBroken(chain, sha256)).toBeUndefined()
      const moved = chain.map((one) => ({ ...one, body: { ...one.body, subject: endpoint('b') } }))
      expect(firstBroken(moved, sha256)).toBe(1)
    })

    test('a commit without anything is durable at once', async () => {
      expect(await store.history.commit(entries())).toEqual([])
    })
  })

  describe('cursors', () => {
    test('stand per terminal and epoch', async () => {
      await store.history.commit(records('a', 'x', 1, 2, 3))
      await store.history.commit(records('a', 'y', 1))
      await store.history.commit(records('b', 'x', 1))
      expect(await store.history.cursors('a')).toEqual(
        new Map([
          ['x', 3],
          ['y', 1],
        ]),
      )
      expect(await store.history.cursors('b')).toEqual(new Map([['x', 1]]))
      expect(await store.history.cursors('c')).toEqual(new Map())
    })

    test.each([
      ['at the cursor', [3]],
      ['below it', [2]],
      ['twice in one change', [4, 4]],
      ['after a good one', [4, 3]],
    ])('a record %s makes the whole change fail', async (_, sequences) => {
      await store.history.commit(records('a', 'x', 1, 2, 3))
      const change = { ...records('a', 'x', ...sequences), entries: [note(endpoint('a'), 'with it')] }
      await expect(store.history.commit(change)).rejects.toThrow('not above its cursor')
      expect(await store.history.cursors('a')).toEqual(new Map([['x', 3]]))
      expect(await store.history.entriesAfter(0, 10)).toEqual([])
    })

    test('an entry that cannot be hashed makes the whole change fail', async () => {
      const change = { ...records('a', 'x', 1), entries: [note(endpoint('a'), 'good'), note(endpoint('a'), '\uD800')] }
      await expect(store.history.commit(change)).rejects.toThrow('lone surrogate')
      expect(await store.history.cursors('a')).toEqual(new Map())
      expect(await store.history.entriesAfter(0, 10)).toEqual([])
    })

    test('of changes handed in together, a failing one takes no neighbour with it', async () => {
      await store.history.commit(records('a', 'x', 1))
      const results = await Promise.allSettled([
        store.history.commit({ ...records('a', 'x', 2), entries: [note(endpoint('a'), 'first')] }),
        store.history.commit({ ...records('a', 'x', 2), entries: [note(endpoint('a'), 'repeat')] }),
        store.history.commit({ ...records('a', 'x', 3), entries: [note(endpoint('a'), 'third')] }),
      ])
      expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
      expect(texts(await store.history.entriesAfter(0, 10))).toEqual(['first', 'third'])
      expect((await store.history.entriesAfter(0, 10)).map(({ position }) => position)).toEqual([1, 2])
      expect(await store.history.cursors('a')).toEqual(new Map([['x', 3]]))
    })

    test('commits end in the order in which they were handed in', async () => {
      const ended: number[] = []
      await Promise.all(
        Array.from({ length: 50 }, async (_, i) => {
          await store.history.commit(records('a', 'x', i + 1))
          ended.push(i)
        }),
      )
      expect(ended).toEqual(Array.from({ length: 50 }, (_, i) => i))
    })
  })

  describe('registry', () => {
    const pharmacy = { id: randomUUID(), kind: 'pharmacy', name: '××大药房', phone: '023-1' } as const
    const clinic = { id: randomUUID(), kind: 'clinic', name: '××诊所', phone: '023-2' } as const
    const make = (name: string) => ({
      endpoint: { id: randomUUID(), name },
      certificate: { serial: randomUUID(), notAfter: 9_000 },
    })
    const enrolled = async (institution: string, codeHash: string, name: string) => {
      await store.registry.putEnrollmentCode({ codeHash, institution, notAfter: 1_000 })
      return store.registry.enroll(codeHash, 500, make(name))
    }
    beforeEach(async () => {
      await store.registry.putInstitution(pharmacy)
      await store.registry.putInstitution(clinic)
    })

    test('an institution keeps its place when it is renamed', async () => {
      await store.registry.putInstitution({ ...pharmacy, name: '新名大药房' })
      expect(await store.registry.institutions()).toEqual([{ ...pharmacy, name: '新名大药房' }, clinic])
    })

    test('several institutions, codes or names are written together or not at all', async () => {
      const third = { ...pharmacy, id: randomUUID(), name: '三店' }
      await store.registry.putInstitutions([{ ...clinic, phone: '9' }, third])
      expect(await store.registry.institutions()).toEqual([pharmacy, { ...clinic, phone: '9' }, third])
      const codes = ['a', 'b'].map((codeHash) => ({ codeHash, institution: third.id, notAfter: 1_000 }))
      await store.registry.putEnrollmentCodes(codes)
      const wrong = [
        { ...codes[0]!, codeHash: 'c' },
        { ...codes[0]!, codeHash: 'd', institution: 'nobody' },
      ]
      await expect(store.registry.putEnrollmentCodes(wrong)).rejects.toBeInstanceOf(Error)
      expect(await store.registry.enrollmentCode('c')).toBeUndefined()
      const one = await store.registry.enroll('a', 500, make('甲'))
      const two = await store.registry.enroll('b', 500, make('乙'))
      await store.registry.renameEndpoints([{ id: one?.id ?? '', name: '丙' }])
      expect((await store.registry.endpoints()).map(({ name }) => name)).toEqual(['丙', '乙'])
      expect((await store.registry.endpoint(two?.id ?? ''))?.number).toBe(two?.number)
    })

    test('every certificate of a terminal is revoked, and no other; the first revocation counts', async () => {
      await store.registry.putEnrollmentCode({ codeHash: 'h1', institution: clinic.id, notAfter: 1_000 })
      await store.registry.putEnrollmentCode({ codeHash: 'h2', institution: clinic.id, notAfter: 1_000 })
      const one = make('诊室')
      const other = make('药房')
      await store.registry.enroll('h1', 500, one)
      await store.registry.enroll('h2', 500, other)
      await store.registry.revokeCertificatesOf(one.endpoint.id, 600)
      await store.registry.revokeCertificatesOf(one.endpoint.id, 700)
      expect((await store.registry.certificate(one.certificate.serial))?.revokedAt).toBe(600)
      expect((await store.registry.certificate(other.certificate.serial))?.revokedAt).toBeUndefined()
    })

    test('tokens of other systems are kept by their hash', async () => {
      const tokens = ['t1', 't2'].map((id) => ({ tokenHash: `hash of ${id}`, id }))
      for (const token of tokens) await store.registry.putMachineToken(token)
      expect((await store.registry.machineTokens()).toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual(tokens)
    })

    test('terminals are numbered within their institution', async () => {
      const made = [
        await enrolled(clinic.id, 'h1', '诊室'),
        await enrolled(pharmacy.id, 'h2', '收银1号'),
        await enrolled(clinic.id, 'h3', '药房'),
      ]
      expect(made.map((one) => one?.number)).toEqual(['BS-0002-01', 'BS-0001-01', 'BS-0002-02'])
      expect((await store.registry.endpoints()).map(({ name }) => name)).toEqual(['收银1号', '诊室', '药房'])
      expect(await store.registry.endpoint(made[0]!.id)).toEqual(made[0])
      expect(await store.registry.endpoint('nobody')).toBeUndefined()
    })

    test('of a thousand who use one code at once, exactly one is enrolled', async () => {
      await store.registry.putEnrollmentCode({ codeHash: 'h', institution: pharmacy.id, notAfter: 1_000 })
      const all = await Promise.all(Array.from({ length: 1_000 }, () => store.registry.enroll('h', 500, make('收银'))))
      expect(all.filter((one) => one !== undefined)).toHaveLength(1)
      expect(await store.registry.endpoints()).toHaveLength(1)
    })

    test.each([
      ['unknown', 'other', 500],
      ['past its end', 'h', 1_001],
    ])('a code that is %s enrols nobody', async (_, codeHash, now) => {
      await store.registry.putEnrollmentCode({ codeHash: 'h', institution: pharmacy.id, notAfter: 1_000 })
      expect(await store.registry.enroll(codeHash, now, make('收银'))).toBeUndefined()
      expect(await store.registry.endpoints()).toEqual([])
    })

    test('a code is looked at without using it up, and gone once used', async () => {
      const code = { codeHash: 'h', institution: pharmacy.id, notAfter: 1_000 }
      await store.registry.putEnrollmentCode(code)
      expect(await store.registry.enrollmentCode('h')).toEqual(code)
      expect(await store.registry.enroll('h', 1_000, make('收银'))).toBeDefined()
      expect(await store.registry.enrollmentCode('h')).toBeUndefined()
    })

    test('an enrolment that fails leaves the code for the next', async () => {
      await store.registry.putEnrollmentCode({ codeHash: 'h', institution: pharmacy.id, notAfter: 1_000 })
      const first = await enrolled(pharmacy.id, 'h0', '收银1号')
      const same = make('收银2号')
      await expect(
        store.registry.enroll('h', 500, { ...same, endpoint: { ...same.endpoint, id: first!.id } }),
      ).rejects.toThrow(/UNIQUE|twice/)
      expect(await store.registry.enroll('h', 500, same)).toMatchObject({ number: 'BS-0001-02' })
    })

    test('a certificate is known by its serial; its first revocation counts', async () => {
      const one = make('收银')
      await store.registry.putEnrollmentCode({ codeHash: 'h', institution: pharmacy.id, notAfter: 1_000 })
      await store.registry.enroll('h', 500, one)
      const { serial, notAfter } = one.certificate
      expect(await store.registry.certificate(serial)).toEqual({ serial, notAfter, endpoint: one.endpoint.id })
      expect(await store.registry.commandLineActs(1)).toEqual([])
      await store.registry.revokeCertificate(serial, 700)
      await store.registry.revokeCertificate(serial, 800)
      // Revoked again it is no second act; each left its row in the transaction that did it.
      expect(await store.registry.commandLineActs(0)).toMatchObject([
        { id: 1, what: 'enrollment-code', about: pharmacy.id, detail: '1000' },
        { id: 2, what: 'revocation', detail: serial },
      ])
      expect(await store.registry.certificate(serial)).toMatchObject({ revokedAt: 700 })
      expect(await store.registry.certificate('none')).toBeUndefined()
    })

    test('a setup code opens exactly once, and not after its end', async () => {
      await store.registry.putSetupCode('s', 1_000)
      await store.registry.putSetupCode('old', 100)
      expect(await store.registry.takeSetupCode('old', 500)).toBe(false)
      const all = await Promise.all(Array.from({ length: 20 }, () => store.registry.takeSetupCode('s', 500)))
      expect(all.filter(Boolean)).toHaveLength(1)
    })
  })

  describe('credentials and sessions', () => {
    const wang = {
      person: 'wang',
      passwordHash: '$argon2id$…',
      passwordSetAt: 1,
      formerPasswords: ['$argon2id$…0'],
      sealedSecret: 'sealed',
      lastStep: 10,
    }
    const rules = { failures: 3, lockMs: 1_000 }
    const tryAt = (now: number) => store.credentials.takeTry('wang', now, rules)

    test('a credential is kept whole and replaced whole', async () => {
      expect(await store.credentials.credential('wang')).toBeUndefined()
      await store.credentials.putCredential(wang)
      expect(await store.credentials.credential('wang')).toEqual(wang)
      const next = { ...wang, formerPasswords: [], lastStep: 11 }
      await store.credentials.putCredential(next)
      expect(await store.credentials.credential('wang')).toEqual(next)
    })

    test('a step is taken once, and none that is older', async () => {
      await store.credentials.putCredential(wang)
      const steps = [10, 11, 11, 10, 12]
      const taken: boolean[] = []
      for (const step of steps) taken.push(await store.credentials.takeStep('wang', step))
      expect(taken).toEqual([false, true, false, false, true])
      const atOnce = await Promise.all(Array.from({ length: 20 }, () => store.credentials.takeStep('wang', 13)))
      expect(atOnce.filter(Boolean)).toHaveLength(1)
      expect(await store.credentials.takeStep('nobody', 13)).toBe(false)
    })

    test('tries are counted as they are taken; the last one locks, and the count begins anew after it', async () => {
      const open = { taken: true, last: false, lockedUntil: 0 }
      expect(await Promise.all([tryAt(0), tryAt(0), tryAt(0), tryAt(0)])).toEqual([
        open,
        open,
        { taken: true, last: true, lockedUntil: 1_000 },
        { taken: false, lockedUntil: 1_000 },
      ])
      expect(await tryAt(999)).toEqual({ taken: false, lockedUntil: 1_000 })
      expect([await tryAt(1_000), await tryAt(1_000), await tryAt(1_000)].map((one) => one.taken && one.last)).toEqual([
        false,
        false,
        true,
      ])
    })

    test.each([
      ['a whole sign-in', () => store.credentials.takeStep('wang', 99)],
      ['the right password', () => store.credentials.forgetTries('wang')],
      ['new credentials', () => store.credentials.putCredential(wang)],
    ])('%s forgets wrong tries', async (_, right) => {
      await store.credentials.putCredential(wang)
      for (let i = 0; i < 3; i++) await tryAt(0)
      await right()
      expect(await tryAt(0)).toMatchObject({ taken: true, last: false })
    })

    test('a one-time code voids what was there, is taken once, and is replaced by a later one', async () => {
      await store.credentials.putCredential(wang)
      await store.credentials.putActivation('wang', 'first', 1_000)
      expect(await store.credentials.credential('wang')).toBeUndefined()
      await store.credentials.putActivation('wang', 'second', 1_000)
      expect(await store.credentials.takeActivation('wang', 'first', 500)).toBe(false)
      expect(await store.credentials.takeActivation('li', 'second', 500)).toBe(false)
      expect(await store.credentials.takeActivation('wang', 'second', 1_001)).toBe(false)
      const all = await Promise.all(
        Array.from({ length: 20 }, () => store.credentials.takeActivation('wang', 'second', 1_000)),
      )
      expect(all.filter(Boolean)).toHaveLength(1)
    })

    test('a session is kept, seen again, listed and ended', async () => {
      const session = { tokenHash: 't', person: 'wang', address: '10.0.0.1', startedAt: 1, usedAt: 1, seenAt: 1 }
      await store.credentials.putSession(session)
      await store.credentials.putSession({ ...session, address: 'x', startedAt: 5, usedAt: 5, seenAt: 6 })
      const kept = { ...session, usedAt: 5, seenAt: 6 }
      expect(await store.credentials.session('t')).toEqual(kept)
      await store.credentials.putSession({ ...session, tokenHash: 'a', startedAt: 2 })
      expect((await store.credentials.sessions()).map(({ tokenHash }) => tokenHash)).toEqual(['t', 'a'])
      await store.credentials.endSession('t')
      expect(await store.credentials.session('t')).toBeUndefined()
    })
  })

  describe('deliveries', () => {
    const aDelivery = (notice: string, given: Partial<Delivery> = {}): Delivery => ({
      id: randomUUID(),
      notice,
      about: { kind: 'alert', id: 'a' },
      recipient: '王××',
      channel: 'mail',
      dueAt: 1_000,
      createdAt: 1_001,
      state: 'due',
      tries: 0,
      again: false,
      changedAt: 1_001,
      ...given,
    })

    test('of one notice to one recipient on one channel there is one, whoever adds it again', async () => {
      const first = aDelivery('n1')
      const others = [aDelivery('n2'), aDelivery('n1', { recipient: '李××' }), aDelivery('n1', { channel: 'sms' })]
      await store.deliveries.add([first])
      await store.deliveries.add([aDelivery('n1', { dueAt: 5_000 }), ...others])
      const stored = await store.deliveries.dueAfter(0)
      expect(stored.toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual(
        [first, ...others].toSorted((a, b) => (a.id < b.id ? -1 : 1)),
      )
    })

    test('what has not ended is read however old it is; what has ended only when it is young', async () => {
      const rows = [
        aDelivery('old', { dueAt: 10 }),
        aDelivery('old-sending', { dueAt: 20, state: 'sending', tries: 1 }),
        aDelivery('old-ended', { dueAt: 30, state: 'failed', reason: '550' }),
        aDelivery('young-ended', { dueAt: 900, state: 'delivered', tries: 2, again: true }),
      ]
      await store.deliveries.add(rows)
      expect(await store.deliveries.dueAfter(500)).toEqual([rows[0], rows[1], rows[3]])
    })

    test('a row goes on until it has ended, and all steps are stored or none', async () => {
      const [one, other] = [aDelivery('n1'), aDelivery('n2', { dueAt: 2_000 })]
      await store.deliveries.add([one, other])
      const step = { state: 'sending', tries: 1, again: false, changedAt: 1_100 } as const
      await store.deliveries.progress([{ id: one.id, ...step }])
      const ended = { id: one.id, ...step, state: 'delivered', reason: '250 ok' } as const
      await store.deliveries.progress([ended])
      await expect(
        store.deliveries.progress([
          { id: other.id, ...step },
          { id: one.id, ...step },
        ]),
      ).rejects.toThrow('an ended delivery never changes')
      await expect(store.deliveries.progress([{ id: 'nobody', ...step }])).rejects.toThrow('no delivery')
      expect(await store.deliveries.dueAfter(0)).toEqual([{ ...one, ...ended }, other])
    })

    test('an inbox is a person’s own: newest first, read once, and nobody reads another’s', async () => {
      const put = (notice: string, recipient: string, createdAt: number, channel = 'inbox') =>
        aDelivery(notice, { recipient, createdAt, channel, state: 'delivered', tries: 1 })
      const [old, young, theirs] = [put('n1', 'wang', 1), put('n2', 'wang', 2), put('n1', 'li', 3)]
      await store.deliveries.add([old, young, theirs, put('n3', 'wang', 4, 'sms')])
      await store.deliveries.read('wang', [old.id, theirs.id], 50)
      await store.deliveries.read('wang', [old.id], 60)
      expect(await store.deliveries.inbox('wang', 10)).toEqual([young, { ...old, readAt: 50 }])
      expect(await store.deliveries.inbox('wang', 1)).toEqual([young])
      expect(await store.deliveries.inbox('li', 10)).toEqual([theirs])
    })
  })
})
