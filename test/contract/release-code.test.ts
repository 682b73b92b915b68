// 断网恢复码 between the two sides: a terminal's key and certificate here, the bureau's authority there, and nothing that passes between them.
import { generateKeyPairSync, X509Certificate } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { certificateRequest } from '#agent/identity/certificate-request.ts'
import type { Identity } from '#agent/identity/identity.ts'
import { releaseKeys } from '#agent/identity/release-keys.ts'
import { actionOf } from '#agent/response/release-desk.ts'
import { openAuthority } from '#server/pki/authority.ts'
import type { Authority } from '#server/pki/authority.ts'
import { keyOfRequest } from '#server/pki/certificate.ts'
import { releaseCodes } from '#server/pki/release-codes.ts'
import { releaseActions } from '#shared/text/release-code.ts'
import { ManualClock } from '../fakes/manual-clock.ts'

const folders: string[] = []
let bureau: Authority
let terminal: Identity

beforeAll(async () => {
  bureau = await anAuthority()
  terminal = await enrolledAt([bureau])
})
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))))

async function anAuthority(folder?: string): Promise<Authority> {
  const made = folder ?? (await mkdtemp(join(tmpdir(), 'release-code-')))
  if (folder === undefined) folders.push(made)
  return openAuthority({ folder: made, clock: new ManualClock() })
}

/** As `enroll.ts` leaves it; the first authority issues, all are trusted. */
async function enrolledAt(authorities: readonly Authority[]): Promise<Identity> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const publicKey = await keyOfRequest(certificateRequest(privateKey, '收银1号'))
  const id = '01935000-0000-7000-8000-000000000001'
  const { pem } = await authorities[0]!.endpointCertificate(id, publicKey!)
  return {
    endpoint: { id, number: 'BS-0001-01', name: '收银1号', institution: 'p' },
    institution: '璧城大药房',
    certificate: pem,
    authorities: authorities.map(({ certificate }) => certificate),
    orderKeys: [],
    gateway: '127.0.0.1:7443',
    office: { name: '璧山区医疗保障局', phone: '023-41400000' },
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
  }
}

/** What the gateway sees of it at every connection. */
const keySeen = ({ certificate }: Identity) =>
  new X509Certificate(certificate).publicKey.export({ type: 'spki', format: 'der' }).toString('base64')

const question = { endpoint: '01935000-0000-7000-8000-000000000001', sequence: 12, challenge: '582133469' }

test('each code that the office makes is the one that the terminal takes, for its action alone', () => {
  for (const action of releaseActions) {
    const code = releaseCodes(bureau).code(keySeen(terminal), question, action)
    expect(code).toMatch(/^\d{9}$/)
    expect(actionOf(code, question, releaseKeys(terminal))).toBe(action)
  }
})

test('the office makes the same ones after a restart', async () => {
  const again = await anAuthority(folders[0])
  expect(releaseCodes(again).code(keySeen(terminal), question, 'release')).toBe(
    releaseCodes(bureau).code(keySeen(terminal), question, 'release'),
  )
})

test('another office, another terminal and another terminal’s name make others', async () => {
  const keys = releaseKeys(terminal)
  const other = await enrolledAt([bureau])
  const stranger = await anAuthority()
  expect(actionOf(releaseCodes(stranger).code(keySeen(terminal), question, 'release'), question, keys)).toBeUndefined()
  expect(actionOf(releaseCodes(bureau).code(keySeen(other), question, 'release'), question, keys)).toBeUndefined()
  const named = { ...question, endpoint: '01935000-0000-7000-8000-000000000002' }
  expect(actionOf(releaseCodes(bureau).code(keySeen(terminal), named, 'release'), question, keys)).toBeUndefined()
})

test('while the authority is being changed, both can release', async () => {
  const next = await anAuthority()
  const between = await enrolledAt([bureau, next])
  for (const authority of [bureau, next])
    expect(
      actionOf(releaseCodes(authority).code(keySeen(between), question, 'stay'), question, releaseKeys(between)),
    ).toBe('stay')
})
