// Enrolment against the bureau's real listener with certificates of every wrong kind: who never hears the code, and what is not kept. The whole way is in test/contract/enrollment.test.ts.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { EnrollmentAnswer, EnrollmentRequest } from '#shared/protocol/enrollment.ts'
import { enrollmentOffice } from '#test/fakes/enrollment-office.ts'
import type { EnrollmentOffice } from '#test/fakes/enrollment-office.ts'
import { officeCertificates } from '#test/fakes/office-certificates.ts'
import type { OfficeCertificates } from '#test/fakes/office-certificates.ts'
import { enroll } from './enroll.ts'
import { keepIdentity, loadIdentity } from './identity.ts'
import type { Identity } from './identity.ts'

const day = 86_400_000
let ours: OfficeCertificates
let others: OfficeCertificates
const cleanups: (() => unknown)[] = []

beforeAll(async () => {
  ours = await officeCertificates()
  others = await officeCertificates()
})

afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup()
})

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'sentinel-identity-'))
  cleanups.push(() => rmSync(made, { recursive: true }))
  return made
}

async function office(
  pair: Parameters<typeof enrollmentOffice>[0],
  answer: (request: EnrollmentRequest) => Promise<EnrollmentAnswer | 'code-refused'>,
): Promise<EnrollmentOffice> {
  const opened = await enrollmentOffice(pair, answer)
  cleanups.push(() => opened.close())
  return opened
}

const answering = ({ csr }: EnrollmentRequest) => ours.answer(csr, '127.0.0.1:7443')
const options = (port: number, into: string, host = '127.0.0.1') => ({
  folder: into,
  server: `https://${host}:${port}`,
  code: `7f3km-2qx9d.${ours.fingerprint}`,
  name: '收银1号',
})

test('control: the listener of these tests does hear a code that may be sent', async () => {
  const { port, asked } = await office(await ours.server(['127.0.0.1']), answering)
  const into = folder()
  const identity = await enroll(options(port, into))
  expect(asked).toMatchObject([{ code: '7F3KM-2QX9D', name: '收银1号' }])
  expect(await loadIdentity(into)).toEqual(identity)
})

describe('the code is not sent', () => {
  test.each([
    ['to another bureau', () => others.server(['127.0.0.1'])],
    ['to a server that shows our authority beside a certificate of its own', mixed],
    ['to a server with a certificate for another address', () => ours.server(['10.9.9.9'])],
    [
      'to a server whose certificate is past its end',
      () => ours.server(['127.0.0.1'], { notBefore: Date.now() - 2 * day, notAfter: Date.now() - day }),
    ],
  ])('%s', async (_, pair) => {
    const { port, asked } = await office(await pair(), answering)
    await expect(enroll(options(port, folder()))).rejects.toMatchObject({ code: 'enrollment/server-not-trusted' })
    expect(asked).toEqual([])
  })

  async function mixed() {
    const { key, cert } = await others.server(['127.0.0.1'])
    return { key, cert: cert + ours.ca, ca: ours.ca }
  }
})

test('a refusal is told with the bureau’s words, and nothing is kept', async () => {
  const { port } = await office(await ours.server(['127.0.0.1']), async () => 'code-refused')
  const into = folder()
  await expect(enroll(options(port, into))).rejects.toMatchObject({
    code: 'enrollment/code-refused',
    hint: expect.stringMatching(/登记码/) as string,
  })
  expect(await loadIdentity(into)).toBeUndefined()
})

test.each([
  [
    'a certificate for another key',
    (answer: EnrollmentAnswer, other: Identity) => ({ ...answer, certificate: other.certificate }),
  ],
  ['another authority', (answer: EnrollmentAnswer) => ({ ...answer, authorities: [others.ca] })],
])('an answer with %s is not kept', async (_, spoil) => {
  const other = await ours.identity('127.0.0.1:1')
  const { port } = await office(await ours.server(['127.0.0.1']), async (request) =>
    spoil(await answering(request), other),
  )
  const into = folder()
  await expect(enroll(options(port, into))).rejects.toMatchObject({ code: 'enrollment/server-not-trusted' })
  expect(await loadIdentity(into)).toBeUndefined()
})

test('an identity of which the key was exchanged is damaged', async () => {
  const into = folder()
  await keepIdentity(into, { ...(await ours.identity('127.0.0.1:1')), key: (await ours.identity('127.0.0.1:1')).key })
  await expect(loadIdentity(into)).rejects.toMatchObject({ code: 'config/damaged' })
})
