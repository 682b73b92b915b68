// 入网登记 on the real store: exactly one terminal per code, whoever asks how often at once.
import { X509Certificate } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { silentLog } from '#shared/log.ts'
import { enrollmentAnswer } from '#shared/protocol/enrollment.ts'
import { requestWithKey } from '#test/fakes/certificate-request.ts'
import { ManualClock } from '#test/fakes/manual-clock.ts'
import { openSqliteStore } from '../store/sqlite/sqlite-store.ts'
import type { Store } from '../store/store.ts'
import { openAuthority } from './authority.ts'
import type { Authority } from './authority.ts'
import { hashOfCode, makeEnrollmentCode } from './enrollment-code.ts'
import { enrollment } from './enrollment.ts'
import type { EnrollmentOutcome } from './enrollment.ts'
import { openOrderSigning } from './order-signing.ts'
import { Revocation } from './revocation.ts'

const hour = 3_600_000
const clock = new ManualClock(Date.now())
let folder: string
let pki: string
let authority: Authority
let store: Store

beforeAll(async () => {
  pki = mkdtempSync(join(tmpdir(), 'pki-'))
  authority = await openAuthority({ folder: pki, clock })
})
afterAll(() => rmSync(pki, { recursive: true }))
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'enroll-'))
  store = await openSqliteStore({ file: join(folder, 'store.sqlite'), log: silentLog })
})
afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true })
})

const newCode = async (hours?: number) => {
  const parts = { registry: store.registry, fingerprint: authority.fingerprint, clock }
  const fresh = await makeEnrollmentCode(parts, { institution: '××大药房', phone: '138', hours })
  return { ...fresh, code: fresh.code.slice(0, 11) }
}

function desk() {
  const enrolled: string[] = []
  const { enroll } = enrollment({
    registry: store.registry,
    authority,
    orderKeys: [openOrderSigning({ folder: pki })],
    office: { name: '璧山区医疗保障局', phone: '023-0000 0000' },
    gateway: () => '10.0.0.1:7443',
    clock,
    log: silentLog,
    onEnrolled: ({ number }) => enrolled.push(number),
  })
  return { enroll, enrolled }
}

const outcome = (one: EnrollmentOutcome) => (one.ok ? 'enrolled' : one.refusal)

test('a terminal gets all that it needs, and a certificate in its own name', async () => {
  const { code, institution } = await newCode()
  const { csr, key } = await requestWithKey('P-256', 'CN=0192f4a0-0000-7000-8000-00000000dead,O=bureau')
  const { enroll, enrolled } = desk()
  const answered = await enroll({ code, csr, name: '收银1号' })
  if (!answered.ok) throw new Error(answered.refusal)
  const { answer } = answered
  expect(enrollmentAnswer.parse(answer)).toEqual(answer)
  expect(answer).toMatchObject({
    endpoint: { number: 'BS-0001-01', institution: institution.id, name: '收银1号' },
    institution: '××大药房',
    gateway: '10.0.0.1:7443',
    authorities: [authority.certificate],
    orderKeys: [{ keyId: expect.stringMatching(/^[0-9a-f]{16}$/) }],
  })
  expect(enrolled).toEqual(['BS-0001-01'])
  // What the request called itself is not looked at.
  const certificate = new X509Certificate(answer.certificate)
  expect(certificate.subject).toBe(`CN=${answer.endpoint.id}`)
  expect(certificate.subjectAltName).toBe(`URI:urn:uuid:${answer.endpoint.id}`)
  expect(key).toContain('PRIVATE KEY')
  const revocation = new Revocation({ registry: store.registry, clock, log: silentLog })
  expect(await revocation.check(certificate.serialNumber.toLowerCase())).toBe(answer.endpoint.id)
})

test(
  'of 1,000 parallel tries with one code exactly one wins, and exactly one terminal is there',
  { timeout: 60_000 },
  async () => {
    const { code } = await newCode()
    const requests = await Promise.all(Array.from({ length: 20 }, () => requestWithKey()))
    const { enroll, enrolled } = desk()
    const tries = Array.from({ length: 1_000 }, (_, i) =>
      enroll({ code, csr: requests[i % 20]!.csr, name: `收银${i}号` }),
    )
    const outcomes = (await Promise.all(tries)).map(outcome)
    expect(outcomes.filter((one) => one === 'enrolled')).toHaveLength(1)
    expect(outcomes.filter((one) => one === 'code-refused')).toHaveLength(999)
    expect(await store.registry.endpoints()).toHaveLength(1)
    expect(enrolled).toHaveLength(1)
  },
)

test('control: a code that is only looked up and not used up lets more than one in', async () => {
  const { code } = await newCode()
  const { csr } = await requestWithKey()
  const codeHash = hashOfCode(code)
  const careless = {
    ...store.registry,
    async enroll(_: string, now: number, make: Parameters<Store['registry']['enroll']>[2]) {
      const known = await store.registry.enrollmentCode(codeHash)
      if (known === undefined) return undefined
      const copy = hashOfCode(make.endpoint.id)
      await store.registry.putEnrollmentCode({ ...known, codeHash: copy })
      return store.registry.enroll(copy, now, make)
    },
  }
  const { enroll } = enrollment({
    registry: careless,
    authority,
    orderKeys: [],
    office: { name: 'x', phone: 'x' },
    gateway: () => 'x',
    clock,
    log: silentLog,
  })
  const outcomes = await Promise.all(Array.from({ length: 20 }, () => enroll({ code, csr, name: 'x' })))
  expect(outcomes.filter(({ ok }) => ok).length).toBeGreaterThan(1)
})

describe('a code', () => {
  test.each([
    ['just before its end', 72 * hour - 1_000, 'enrolled'],
    ['just after its end', 72 * hour + 1_000, 'code-refused'],
  ])('%s', async (_, later, expected) => {
    const { code } = await newCode()
    const { csr } = await requestWithKey()
    await clock.advance(later)
    expect(outcome(await desk().enroll({ code, csr, name: 'x' }))).toBe(expected)
  })
  test('that nobody gave out opens nothing', async () => {
    const { csr } = await requestWithKey()
    expect(outcome(await desk().enroll({ code: '00000-00000', csr, name: 'x' }))).toBe('code-refused')
  })
  test('survives a request with a wrong key or signature', async () => {
    const { code } = await newCode()
    const { enroll } = desk()
    for (const csr of [(await requestWithKey('P-384')).csr, '-----BEGIN CERTIFICATE REQUEST-----'])
      expect(outcome(await enroll({ code, csr, name: 'x' }))).toBe('request-refused')
    expect(outcome(await enroll({ code, csr: (await requestWithKey()).csr, name: 'x' }))).toBe('enrolled')
  })
  test('is kept as a hash only', async () => {
    const { code } = await newCode()
    expect(await store.registry.enrollmentCode(code)).toBeUndefined()
    expect(await store.registry.enrollmentCode(hashOfCode(code))).toMatchObject({ codeHash: hashOfCode(code) })
  })
  test('for a known institution does not make a second one, and may renew its phone', async () => {
    await newCode()
    const parts = { registry: store.registry, fingerprint: authority.fingerprint, clock }
    const { institution } = await makeEnrollmentCode(parts, { institution: '××大药房', phone: '139' })
    await makeEnrollmentCode(parts, { institution: institution.id })
    expect(await store.registry.institutions()).toEqual([
      { id: institution.id, kind: 'pharmacy', name: '××大药房', phone: '139' },
    ])
  })
})

test('who listens cannot spoil an enrolment that is stored', async () => {
  const { code } = await newCode()
  const { enroll } = enrollment({
    registry: store.registry,
    authority,
    orderKeys: [],
    office: { name: 'x', phone: 'x' },
    gateway: () => 'x',
    clock,
    log: silentLog,
    onEnrolled: () => {
      throw new Error('a bug in the console')
    },
  })
  expect(outcome(await enroll({ code, csr: (await requestWithKey()).csr, name: 'x' }))).toBe('enrolled')
})
