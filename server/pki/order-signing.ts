/** The office's online key: signs orders, so that a terminal obeys the office and not whoever holds its connection. */

import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { join } from 'node:path'
import type { Order, SignedOrder } from '#shared/domain/order.ts'
import { Fault } from '#shared/fault.ts'
import { orderText } from '#shared/protocol/order-text.ts'
import { readIfThere, writePrivate } from './private-file.ts'

export interface OrderKey {
  readonly keyId: string
  /** SPKI in PEM, as it is handed to terminals at enrolment. */
  readonly publicKey: string
}

export interface OrderSigning extends OrderKey {
  sign(order: Order): SignedOrder
}

/** Opens the key in `folder`, or makes it where there is none. Throws `config/damaged`: terminals know the old key only. */
export function openOrderSigning({ folder }: { readonly folder: string }): OrderSigning {
  const file = join(folder, 'order-key.pem')
  const key = readKey(file) ?? makeKey(file)
  const { keyId, publicKey } = describe(key)
  return {
    keyId,
    publicKey,
    sign: (order) => ({
      order,
      keyId,
      signature: sign(null, Buffer.from(orderText(order)), key).toString('base64url'),
    }),
  }
}

function readKey(file: string): KeyObject | undefined {
  const text = readIfThere(file)
  if (text === undefined) return undefined
  try {
    const key = createPrivateKey(text)
    if (key.asymmetricKeyType !== 'ed25519') throw new TypeError(`a key of type ${key.asymmetricKeyType}`)
    return key
  } catch (cause) {
    throw new Fault('config/damaged', `${file} is not an Ed25519 key`, {
      cause,
      hint: `请从备份恢复 ${file}；不要删除它，否则终端不再接受指令`,
    })
  }
}

function makeKey(file: string): KeyObject {
  const { privateKey } = generateKeyPairSync('ed25519')
  writePrivate(file, privateKey.export({ type: 'pkcs8', format: 'pem' }))
  return privateKey
}

/** The key's name is the beginning of its SHA-256, so that two keys can never share one. */
function describe(key: KeyObject): OrderKey {
  const publicKey = createPublicKey(key)
  const der = publicKey.export({ type: 'spki', format: 'der' })
  return {
    keyId: createHash('sha256').update(der).digest('hex').slice(0, 16),
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }),
  }
}
