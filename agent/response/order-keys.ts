/** The office's public keys as enrolment handed them over: SPKI in PEM, Ed25519 and nothing else. */

import { createPublicKey } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { Fault } from '#shared/fault.ts'

/** Throws `config/damaged` for a key that is none: an agent without keys would refuse the office for ever. */
export function readOrderKeys(
  list: readonly { readonly keyId: string; readonly publicKey: string }[],
): ReadonlyMap<string, KeyObject> {
  return new Map(list.map(({ keyId, publicKey }) => [keyId, readKey(keyId, publicKey)]))
}

function readKey(keyId: string, pem: string): KeyObject {
  try {
    const key = createPublicKey(pem)
    if (key.asymmetricKeyType !== 'ed25519') throw new TypeError(`a key of type ${key.asymmetricKeyType ?? 'unknown'}`)
    return key
  } catch (cause) {
    throw new Fault('config/damaged', `the office's order key ${keyId} is not an Ed25519 key`, { cause })
  }
}
