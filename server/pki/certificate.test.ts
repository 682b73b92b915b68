// What counts as a certificate request: a P-256 key whose owner signed it.
import { expect, test } from 'vitest'
import { requestForAnothersKey, requestWithKey } from '#test/fakes/certificate-request.ts'
import { keyOfRequest } from './certificate.ts'

const csr = async (...of: Parameters<typeof requestWithKey>) => (await requestWithKey(...of)).csr

test.each<[string, () => Promise<string>, boolean]>([
  ['a P-256 key with its own signature', () => csr('P-256'), true],
  ['the same with a subject that claims to be the office', () => csr('P-256', 'CN=Yibao Sentinel, O=bureau'), true],
  ['a P-384 key', () => csr('P-384'), false],
  ['an RSA key', () => csr('RSA'), false],
  ['another’s key under one’s own signature', requestForAnothersKey, false],
  ['one flipped bit in the signature', async () => flipLastBit(await csr()), false],
  ['no request', async () => '-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----', false],
  ['nothing', async () => '', false],
])('%s', async (_, pem, taken) => {
  expect((await keyOfRequest(await pem())) !== undefined).toBe(taken)
})

function flipLastBit(pem: string): string {
  const der = Buffer.from(pem.replaceAll(/-----[^-]+-----|\s/g, ''), 'base64')
  der[der.length - 1] = der[der.length - 1]! ^ 1
  return `-----BEGIN CERTIFICATE REQUEST-----\n${der.toString('base64')}\n-----END CERTIFICATE REQUEST-----\n`
}
