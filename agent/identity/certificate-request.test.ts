// The hand-made PKCS#10, read and verified by OpenSSL and by the bureau's own reader.

import { execFileSync, spawnSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { keyOfRequest } from '#test/fakes/office-certificates.ts'
import { certificateRequest } from './certificate-request.ts'
import { objectIdentifier, sequence, utf8String } from './der.ts'

// Debian's; where it is elsewhere the test is left out.
const openssl = '/usr/bin/openssl'
const newKey = () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey

describe('DER', () => {
  test.each([
    ['a length of 127 in one byte', utf8String('a'.repeat(127)).subarray(0, 2).toString('hex'), '0c7f'],
    ['128 in two', utf8String('a'.repeat(128)).subarray(0, 3).toString('hex'), '0c8180'],
    ['256 in three', utf8String('a'.repeat(256)).subarray(0, 4).toString('hex'), '0c820100'],
    ['ecdsa-with-SHA256', objectIdentifier('1.2.840.10045.4.3.2').toString('hex'), '06082a8648ce3d040302'],
    ['an empty sequence', sequence().toString('hex'), '3000'],
  ])('%s', (_, hex, expected) => {
    expect(hex).toBe(expected)
  })
})

const hasOpenssl = spawnSync(openssl, ['version']).status === 0

describe.each(['sentinel', '收银1号', 'a'.repeat(64)])('a request for %s', (name) => {
  const csr = certificateRequest(newKey(), name)

  test('holds for the bureau', async () => {
    expect(await keyOfRequest(csr)).toBeDefined()
  })

  test.runIf(hasOpenssl)('holds for OpenSSL, which reads the name', () => {
    const said = execFileSync(openssl, ['req', '-verify', '-noout', '-text', '-nameopt', 'utf8,-esc_msb'], {
      input: csr,
      encoding: 'utf8',
      stdio: ['pipe', 'pipe', 'ignore'],
    })
    expect(said).toMatch(new RegExp(`Subject: CN ?= ?${name}\n`))
    expect(said).toMatch(/id-ecPublicKey[\s\S]*prime256v1[\s\S]*ecdsa-with-SHA256/)
    expect(spawnSync(openssl, ['req', '-verify', '-noout'], { input: csr }).status).toBe(0)
  })
})

test('control: a request that was changed holds for nobody', async () => {
  const csr = certificateRequest(newKey(), 'sentinel')
  const der = Buffer.from(csr.replaceAll(/-----[A-Z ]+-----|\n/g, ''), 'base64')
  der.write('centinel', der.indexOf('sentinel'))
  const changed = `-----BEGIN CERTIFICATE REQUEST-----\n${der.toString('base64')}\n-----END CERTIFICATE REQUEST-----\n`
  expect(await keyOfRequest(changed)).toBeUndefined()
})
