// The enrolment's door, over real TLS on loopback: what it answers to, and what strangers can and cannot do to others.
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { request } from 'node:https'
import { connect as connectPlain } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from 'node:tls'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { Fault } from '#shared/fault.ts'
import type { EnrollmentAnswer } from '#shared/protocol/enrollment.ts'
import { tenInFifteenMinutes, TryLimit } from '#shared/time/try-limit.ts'
import { CollectedLog } from '#test/fakes/collected-log.ts'
import { ManualClock } from '#test/fakes/manual-clock.ts'
import { openAuthority } from './authority.ts'
import type { Authority, ServerIdentity } from './authority.ts'
import { enrollmentListener } from './enrollment-listener.ts'
import type { EnrollmentListener } from './enrollment-listener.ts'
import type { EnrollmentOutcome } from './enrollment.ts'

const clock = new ManualClock(Date.now())
const rightCode = '7F3KM-2QX9D'
const csr = '-----BEGIN CERTIFICATE REQUEST-----'
let folder: string
let authority: Authority
let identity: ServerIdentity
let listener: EnrollmentListener
let port: number
let outcome: () => Promise<EnrollmentOutcome>

const refused = { ok: false, refusal: 'code-refused' } as const
const answer = { endpoint: { id: randomUUID() } } as EnrollmentAnswer

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pki-'))
  authority = await openAuthority({ folder, clock })
  identity = await authority.serverIdentity(['127.0.0.1', 'localhost'])
})
afterAll(() => rmSync(folder, { recursive: true }))
beforeEach(async () => {
  outcome = async () => refused
  const tries = new TryLimit({ ...tenInFifteenMinutes, monotonic: () => clock.monotonic() })
  const enrollment = {
    enroll: ({ code }: { code: string }) =>
      code === rightCode ? Promise.resolve({ ok: true, answer } as const) : outcome(),
  }
  listener = enrollmentListener({ identity, enrollment, tries, log: new CollectedLog(), withinMs: 1_000 })
  port = await listener.listen({ host: '127.0.0.1', port: 0 })
})
afterEach(() => listener.close())

interface Sent {
  readonly method?: string
  readonly path?: string
  readonly headers?: Record<string, string>
  readonly body?: string
  readonly from?: string
}

const wrong = JSON.stringify({ code: 'AAAAA-AAAAA', csr, name: '收银1号' })
const right = JSON.stringify({ code: rightCode, csr, name: '收银1号' })

const send = ({
  method = 'POST',
  path = '/enroll',
  headers = { 'content-type': 'application/json' },
  body = wrong,
  from = '127.0.0.1',
}: Sent = {}) =>
  new Promise<{ status: number; refusal: string | undefined }>((resolve, reject) => {
    const asked = request(
      { host: '127.0.0.1', port, method, path, headers, ca: authority.certificate, localAddress: from, agent: false },
      (response) => {
        let text = ''
        response.on('data', (piece: Buffer) => (text += piece.toString()))
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, refusal: (JSON.parse(text) as { refusal?: string }).refusal }),
        )
      },
    )
    asked.on('error', reject)
    asked.end(method === 'GET' ? undefined : body)
  })

test.each<[string, Sent, number]>([
  ['a right code', { body: right }, 200],
  ['a wrong code', {}, 403],
  ['another path', { path: '/' }, 404],
  ['a longer path', { path: '/enroll/x' }, 404],
  ['another method', { method: 'GET' }, 404],
  ['a form', { headers: { 'content-type': 'application/x-www-form-urlencoded' } }, 400],
  ['no JSON', { body: '{' }, 400],
  ['nothing', { body: '' }, 400],
  ['a member too many', { body: JSON.stringify({ ...(JSON.parse(wrong) as object), admin: true }) }, 400],
  ['a code of another form', { body: JSON.stringify({ code: 'x', csr, name: 'x' }) }, 400],
  ['a name that runs backwards', { body: JSON.stringify({ code: rightCode, csr, name: '\u202Ex' }) }, 400],
  ['more than 16 KiB', { body: ' '.repeat(16 * 1024) + wrong }, 413],
  ['16 KiB of brackets', { body: '['.repeat(16 * 1024) }, 400],
])('%s', async (_, sent, status) => {
  expect((await send(sent)).status).toBe(status)
})

test('the chain that is shown ends in the authority whose fingerprint is in the code', async () => {
  const shown = await new Promise<string | undefined>((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, rejectUnauthorized: false }, () => {
      const leaf = socket.getPeerX509Certificate()
      resolve(leaf?.issuerCertificate?.fingerprint256)
      socket.destroy()
    })
    socket.on('error', reject)
  })
  const fingerprint = Buffer.from((shown ?? '').replaceAll(':', ''), 'hex').toString('base64url')
  expect(fingerprint).toBe(authority.fingerprint)
})

test('nothing below TLS 1.3 is spoken', async () => {
  const spoken = new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, maxVersion: 'TLSv1.2', rejectUnauthorized: false }, () =>
      resolve('spoken'),
    )
    socket.on('error', reject)
  })
  await expect(spoken).rejects.toThrow(/protocol version|alert/i)
})

describe('wrong codes', () => {
  test('ten from one address, then none, and other addresses go on', async () => {
    for (let i = 0; i < 10; i++) expect((await send()).status).toBe(403)
    expect(await send()).toEqual({ status: 429, refusal: 'too-many-tries' })
    expect((await send({ body: right })).status).toBe(429)
    expect((await send({ body: right, from: '127.0.0.2' })).status).toBe(200)
    await clock.advance(15 * 60_000)
    expect((await send({ body: right })).status).toBe(200)
  })
  test('parallel ones are counted before they are looked at', async () => {
    let waiting = 0
    let release = () => {}
    const together = new Promise<void>((resolve) => {
      release = resolve
    })
    outcome = async () => {
      waiting++
      await together
      return refused
    }
    const tries = Array.from({ length: 15 }, () => send())
    const statuses = Promise.all(tries.map(async (one) => (await one).status))
    await expect.poll(() => waiting).toBe(10)
    release()
    expect((await statuses).toSorted((a, b) => a - b)).toEqual([
      ...Array<number>(10).fill(403),
      ...Array<number>(5).fill(429),
    ])
  })
  test('three hundred addresses with wrong codes lock nobody else out', async () => {
    for (let i = 0; i < 30; i++)
      await Promise.all(Array.from({ length: 10 }, (_, j) => send({ from: `127.1.${i}.${j + 1}` })))
    expect((await send({ body: right, from: '127.0.0.9' })).status).toBe(200)
  }, 60_000)
  test.each([
    ['a request that is refused for its key', { ok: false, refusal: 'request-refused' } as const, 422],
    ['a full disk', new Fault('store/not-durable', 'full'), 503],
  ])('%s is no guess and costs no try', async (_, said, status) => {
    outcome = async () => {
      if (said instanceof Fault) throw said
      return said
    }
    for (let i = 0; i < 12; i++) expect((await send()).status).toBe(status)
    outcome = async () => refused
    expect((await send()).status).toBe(403)
  })
})

test('one address cannot hold all connections', async () => {
  const held = Array.from({ length: 40 }, () => connectPlain({ host: '127.0.0.1', port, localAddress: '127.0.0.7' }))
  for (const socket of held) socket.on('error', () => {})
  await expect.poll(() => held.filter((socket) => socket.destroyed).length).toBe(24)
  expect((await send({ body: right })).status).toBe(200)
  for (const socket of held) socket.destroy()
})

test('a body that never ends is ended for it', async () => {
  const socket = connect({ host: '127.0.0.1', port, rejectUnauthorized: false })
  const closed = new Promise<string>((resolve) => {
    let text = ''
    socket.on('data', (piece) => (text += piece.toString()))
    socket.on('close', () => resolve(text))
    socket.on('error', () => {})
  })
  socket.write('POST /enroll HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{')
  expect(await closed).toMatch(/^HTTP\/1.1 408 /)
})

test('a renewed certificate serves new connections', async () => {
  const hosts = ['127.0.0.1', 'localhost', 'renewed.example']
  listener.renew(await authority.serverIdentity(hosts))
  const name = await new Promise<string | undefined>((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, ca: authority.certificate }, () => {
      resolve(socket.getPeerX509Certificate()?.checkHost('renewed.example'))
      socket.destroy()
    })
    socket.on('error', reject)
  })
  expect(name).toBe('renewed.example')
})
