// The office's side of orders: signs as the server does, with a key of its own.
import { generateKeyPairSync, sign } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import type { Order, SignedOrder } from '#shared/domain/order.ts'
import { orderText } from '#shared/protocol/order-text.ts'

export class OfficeOrders {
  readonly keyId: string
  readonly publicKey: KeyObject
  readonly #privateKey: KeyObject

  constructor(keyId = 'k1') {
    this.keyId = keyId
    const { publicKey, privateKey } = generateKeyPairSync('ed25519')
    this.publicKey = publicKey
    this.#privateKey = privateKey
  }

  sign(order: Order): SignedOrder {
    return {
      order,
      keyId: this.keyId,
      signature: sign(null, Buffer.from(orderText(order)), this.#privateKey).toString('base64url'),
    }
  }
}
