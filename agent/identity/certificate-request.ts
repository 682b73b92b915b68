/** A certificate request (PKCS#10, RFC 2986) over a P-256 key; written here because Node makes none and a library would weigh 10 MB on every terminal. */

import { createPublicKey, sign } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { bitString, contextual, objectIdentifier, sequence, setOf, smallInteger, utf8String } from './der.ts'

const commonName = objectIdentifier('2.5.4.3')
const ecdsaWithSha256 = objectIdentifier('1.2.840.10045.4.3.2')

/** PEM. The bureau ignores the subject and names the endpoint itself; the signature proves that we hold the key. */
export function certificateRequest(privateKey: KeyObject, subject: string): string {
  const information = sequence(
    smallInteger(0),
    sequence(setOf(sequence(commonName, utf8String(subject)))),
    createPublicKey(privateKey).export({ type: 'spki', format: 'der' }),
    contextual(0),
  )
  const signature = sign('sha256', information, { key: privateKey, dsaEncoding: 'der' })
  const request = sequence(information, sequence(ecdsaWithSha256), bitString(signature))
  const lines = request.toString('base64').match(/.{1,64}/g) ?? []
  return ['-----BEGIN CERTIFICATE REQUEST-----', ...lines, '-----END CERTIFICATE REQUEST-----', ''].join('\n')
}
