/** A gateway without a network: who is connected is said by the test, and what goes down is written down. */

import type { SignedOrder } from '#shared/domain/order.ts'
import type { Notice } from '#shared/protocol/frame.ts'
import type { Gateway } from '#server/gateway/inbox.ts'

export interface RecordedGateway extends Gateway {
  readonly connected: Set<string>
  readonly orders: SignedOrder[]
  readonly notices: { readonly endpoint: string; readonly notice: Notice }[]
}

export function recordedGateway(...connected: readonly string[]): RecordedGateway {
  const gateway: RecordedGateway = {
    connected: new Set(connected),
    orders: [],
    notices: [],
    presence: () => undefined,
    onPresence: () => () => {},
    sendOrder(endpoint, signed) {
      if (gateway.connected.has(endpoint)) gateway.orders.push(signed)
      return gateway.connected.has(endpoint)
    },
    sendNotice(endpoint, notice) {
      if (gateway.connected.has(endpoint)) gateway.notices.push({ endpoint, notice })
      return gateway.connected.has(endpoint)
    },
  }
  return gateway
}
