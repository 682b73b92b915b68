// 入网登记 between the terminal's real client and the bureau's real listener, over TLS on loopback.

import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemClock } from '#agent/machine/clock.ts'
import { enroll } from '#agent/identity/enroll.ts'
import { gatewayOf, loadIdentity } from '#agent/identity/identity.ts'
import { openAuthority } from '#server/pki/authority.ts'
import { makeEnrollmentCode } from '#server/pki/enrollment-code.ts'
import { enrollmentListener } from '#server/pki/enrollment-listener.ts'
import { enrollment } from '#server/pki/enrollment.ts'
import { openOrderSigning } from '#server/pki/order-signing.ts'
import { silentLog } from '#shared/log.ts'
import { TryLimit, tenInFifteenMinutes } from '#shared/time/try-limit.ts'
import { memoryStore } from '../fakes/memory-store.ts'

const clock = systemClock()
let home: string
let bureau: Awaited<ReturnType<typeof openBureau>>

async function openBureau(folder: string) {
  const store = memoryStore()
  const authority = await openAuthority({ folder, clock })
  const signing = openOrderSigning({ folder })
  const listener = enrollmentListener({
    identity: await authority.serverIdentity(['127.0.0.1']),
    enrollment: enrollment({
      registry: store.registry,
      authority,
      orderKeys: [signing],
      office: { name: '璧山区医疗保障局', phone: '023-41400000' },
      gateway: () => '127.0.0.1:7443',
      clock,
      log: silentLog,
    }),
    tries: new TryLimit({ ...tenInFifteenMinutes, monotonic: () => clock.monotonic() }),
    log: silentLog,
  })
  const port = await listener.listen({ host: '127.0.0.1', port: 0 })
  const code = async () =>
    (
      await makeEnrollmentCode(
        { registry: store.registry, fingerprint: authority.fingerprint, clock },
        { institution: '璧城大药房' },
      )
    ).code
  return {
    listener,
    server: `https://127.0.0.1:${port}`,
    code,
    keyId: signing.keyId,
    fingerprint: authority.fingerprint,
  }
}

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'sentinel-enroll-'))
  bureau = await openBureau(join(home, 'pki'))
})

afterAll(async () => {
  await bureau.listener.close()
  await rm(home, { recursive: true, force: true })
})

let terminals = 0
const folder = () => join(home, `terminal-${terminals++}`)

test('a code gives an identity, which is kept for its owner alone', async () => {
  const where = folder()
  const identity = await enroll({ server: bureau.server, code: await bureau.code(), name: '收银1号', folder: where })
  expect(identity).toMatchObject({
    endpoint: { name: '收银1号' },
    institution: '璧城大药房',
    orderKeys: [{ keyId: bureau.keyId }],
    office: { phone: '023-41400000' },
  })
  expect(gatewayOf(identity)).toEqual({ address: '127.0.0.1', port: 7443 })
  expect(await loadIdentity(where)).toEqual(identity)
  expect((await stat(join(where, 'identity.json'))).mode & 0o077).toBe(0)
})

test('the code may be typed in small letters', async () => {
  const [once = '', fingerprint = ''] = (await bureau.code()).split('.')
  const code = ` ${once.toLowerCase()}.${fingerprint}`
  await expect(enroll({ server: bureau.server, code, name: 'a', folder: folder() })).resolves.toHaveProperty('key')
})

test('enrolling twice is refused before the code is used', async () => {
  const where = folder()
  await enroll({ server: bureau.server, code: await bureau.code(), name: 'a', folder: where })
  const second = await bureau.code()
  await expect(enroll({ server: bureau.server, code: second, name: 'a', folder: where })).rejects.toMatchObject({
    code: 'enrollment/already-enrolled',
  })
  await expect(enroll({ server: bureau.server, code: second, name: 'a', folder: folder() })).resolves.toBeDefined()
})

test('one code serves once', async () => {
  const code = await bureau.code()
  await enroll({ server: bureau.server, code, name: 'a', folder: folder() })
  await expect(enroll({ server: bureau.server, code, name: 'b', folder: folder() })).rejects.toMatchObject({
    code: 'enrollment/code-refused',
  })
})

test('a server of another CA never hears the code', async () => {
  const stranger = await openBureau(join(home, 'other-pki'))
  try {
    const code = await bureau.code()
    await expect(enroll({ server: stranger.server, code, name: 'a', folder: folder() })).rejects.toMatchObject({
      code: 'enrollment/server-not-trusted',
    })
    await expect(enroll({ server: bureau.server, code, name: 'a', folder: folder() })).resolves.toBeDefined()
  } finally {
    await stranger.listener.close()
  }
})

test.each(['', 'hello', '7F3KM-2QX9D', `7F3KM-2QX9D.${'x'.repeat(42)}`])('not a code: %j', async (code) => {
  await expect(enroll({ server: bureau.server, code, name: 'a', folder: folder() })).rejects.toMatchObject({
    code: 'enrollment/code-refused',
  })
})

test('nobody there, or somebody who never answers: unreachable, within the limit', async () => {
  const mute = createServer(() => {})
  await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve))
  const { port } = mute.address() as AddressInfo
  const code = `7F3KM-2QX9D.${bureau.fingerprint}`
  for (const server of [`https://127.0.0.1:${port}`, 'https://127.0.0.1:1', 'http://127.0.0.1', 'nonsense'])
    await expect(enroll({ server, code, name: 'a', folder: folder(), withinMs: 300 }), server).rejects.toMatchObject({
      code: 'enrollment/unreachable',
    })
  mute.close()
})

test('a damaged identity is said, not taken for none', async () => {
  const where = folder()
  await enroll({ server: bureau.server, code: await bureau.code(), name: 'a', folder: where })
  await writeFile(join(where, 'identity.json'), '{"endpoint":')
  await expect(loadIdentity(where)).rejects.toMatchObject({ code: 'config/damaged' })
})
