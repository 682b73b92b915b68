// The authority: what it makes verifies with OpenSSL, stays what it was, and is never silently replaced.
import { execFileSync } from 'node:child_process'
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { requestWithKey } from '#test/fakes/certificate-request.ts'
import { ManualClock } from '#test/fakes/manual-clock.ts'
import { openAuthority, serverDays } from './authority.ts'
import { keyOfRequest } from './certificate.ts'

const day = 86_400_000
const endpoint = '0192f4a0-0000-7000-8000-000000000001'
const hosts = ['127.0.0.1', 'localhost', 'sentinel.example']
let folder: string
let clock: ManualClock

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pki-'))
  // OpenSSL on the command line verifies at the real time.
  clock = new ManualClock(Date.now())
})
afterEach(() => rmSync(folder, { recursive: true }))

const open = () => openAuthority({ folder, clock })

const newKey = async () => (await keyOfRequest((await requestWithKey()).csr))!

async function issue() {
  const authority = await open()
  return { authority, issued: await authority.endpointCertificate(endpoint, await newKey()) }
}

function openssl(purpose: string, pem: string): string {
  const file = join(folder, 'to-verify.pem')
  writeFileSync(file, pem)
  try {
    return execFileSync(
      'openssl',
      ['verify', '-x509_strict', '-check_ss_sig', '-purpose', purpose, '-CAfile', join(folder, 'ca.crt'), file],
      { encoding: 'utf8', stdio: 'pipe' },
    ).trim()
  } catch (error) {
    return String((error as { stderr?: unknown }).stderr)
  }
}

const opensslIsThere = (() => {
  try {
    execFileSync('openssl', ['version'])
    return true
  } catch {
    return false
  }
})()

describe.skipIf(!opensslIsThere)('OpenSSL, strictly', () => {
  test('takes a terminal as a client, and not as a server', async () => {
    const { issued } = await issue()
    expect(openssl('sslclient', issued.pem)).toMatch(/: OK$/)
    expect(openssl('sslserver', issued.pem)).toMatch(/unsuitable certificate purpose|unsupported certificate purpose/)
  })
  test('takes the server as a server, and not as a client', async () => {
    const { chain } = await (await open()).serverIdentity(hosts)
    expect(openssl('sslserver', chain)).toMatch(/: OK$/)
    expect(openssl('sslclient', chain)).toMatch(/unsuitable certificate purpose|unsupported certificate purpose/)
  })
})

test('a terminal’s certificate says whose it is, by whom, and for 90 days', async () => {
  const { authority, issued } = await issue()
  const certificate = new X509Certificate(issued.pem)
  expect(certificate.subject).toBe(`CN=${endpoint}`)
  expect(certificate.ca).toBe(false)
  expect(certificate.serialNumber.toLowerCase()).toBe(issued.serial)
  expect(certificate.verify(new X509Certificate(authority.certificate).publicKey)).toBe(true)
  expect((certificate.validToDate.getTime() - clock.now()) / day).toBeCloseTo(90, 3)
  expect(issued.notAfter).toBe(certificate.validToDate.getTime())
})

test('serials are random: none of 200 repeats or is short', async () => {
  const { authority } = await issue()
  const key = await newKey()
  const serials = await Promise.all(
    Array.from({ length: 200 }, async () => (await authority.endpointCertificate(endpoint, key)).serial),
  )
  expect(new Set(serials).size).toBe(200)
  expect(serials.filter((serial) => !/^[4-7][0-9a-f]{31}$/.test(serial))).toEqual([])
})

test('a second start has the same authority, key and certificate', async () => {
  const first = await open()
  const { chain } = await first.serverIdentity(hosts)
  const second = await open()
  expect(second.fingerprint).toBe(first.fingerprint)
  expect((await second.serverIdentity(hosts)).chain).toBe(chain)
  expect(first.fingerprint).toMatch(/^[\w-]{43}$/)
})

test('the server’s key belongs to its certificate, which is good for every host', async () => {
  const { key, chain } = await (await open()).serverIdentity(hosts)
  const certificate = new X509Certificate(chain)
  expect(certificate.checkPrivateKey(createPrivateKey(key))).toBe(true)
  expect(certificate.checkIP('127.0.0.1')).toBe('127.0.0.1')
  expect(certificate.checkHost('sentinel.example')).toBe('sentinel.example')
  expect(certificate.checkHost('other.example')).toBeUndefined()
})

test.each([
  ['the same hosts in another order', 0, hosts.toReversed(), true],
  ['just under two thirds of its life', ((serverDays + 1) * 2) / 3 - 2, hosts, true],
  ['two thirds of its life', ((serverDays + 1) * 2) / 3, hosts, false],
  ['one host more', 0, [...hosts, '10.9.0.1'], false],
  ['one host fewer', 0, hosts.slice(1), false],
  ['a clock that was set back before its beginning', -3, hosts, false],
])('%s', async (_, days, wanted, kept) => {
  const before = await (await open()).serverIdentity(hosts)
  clock.setWall(clock.now() + days * day)
  const after = await (await open()).serverIdentity(wanted)
  expect(after.chain === before.chain).toBe(kept)
})

test('private files are for the server’s account only', async () => {
  await (await open()).serverIdentity(hosts)
  for (const file of ['authority.pem', 'server.pem'])
    expect([file, statSync(join(folder, file)).mode & 0o777]).toEqual([file, 0o600])
})

describe('what is damaged', () => {
  test.each([
    ['cut off', (text: string) => text.slice(0, 150)],
    ['without its certificate', (text: string) => text.slice(0, text.indexOf('-----BEGIN CERTIFICATE'))],
    ['empty', () => ''],
  ])('an authority that is %s is a fault, and stays as it is', async (_, damage) => {
    await open()
    const file = join(folder, 'authority.pem')
    writeFileSync(file, damage(readFileSync(file, 'utf8')))
    const text = readFileSync(file, 'utf8')
    await expect(open()).rejects.toMatchObject({ code: 'config/damaged', hint: expect.stringContaining(file) })
    expect(readFileSync(file, 'utf8')).toBe(text)
  })
  test('an authority whose key belongs to another certificate is a fault', async () => {
    await open()
    const file = join(folder, 'authority.pem')
    const first = readFileSync(file, 'utf8')
    rmSync(file)
    await open()
    const second = readFileSync(file, 'utf8')
    const at = '-----BEGIN CERTIFICATE'
    writeFileSync(file, first.slice(0, first.indexOf(at)) + second.slice(second.indexOf(at)))
    await expect(open()).rejects.toMatchObject({ code: 'config/damaged' })
  })
  test('a server certificate that cannot be read, or is of another authority, is made anew', async () => {
    const { chain } = await (await open()).serverIdentity(hosts)
    writeFileSync(join(folder, 'server.pem'), 'nonsense')
    const anew = await (await open()).serverIdentity(hosts)
    expect(anew.chain).not.toBe(chain)
    rmSync(join(folder, 'authority.pem'))
    const other = await open()
    const { chain: chained } = await other.serverIdentity(hosts)
    expect(new X509Certificate(chained).verify(new X509Certificate(other.certificate).publicKey)).toBe(true)
  })
})
