/** 送达: the first time an order reached its terminal. */

import { chainOf } from '../chain-of.ts'
import type { Step } from '../step.ts'

export interface Delivery {
  readonly endpoint: string
  readonly order: string
  readonly now: number
}

export const deliver: Step<Delivery, undefined> = {
  clause: '',
  title: '送达',
  decide(situation, { endpoint, order, now }) {
    const orders = situation.endpoints.get(endpoint)?.orders ?? []
    const standing = orders.find(({ signed }) => signed.order.id === order)
    // It goes down again with every greeting until there is a receipt; once is news.
    if (!standing || standing.deliveredAt !== undefined) return { entries: [], value: undefined }
    const happening = { kind: 'order-delivered', order, endpoint } as const
    const subject = chainOf(standing.signed.order.incident, endpoint)
    return { entries: [{ subject, at: now, actor: { kind: 'server' }, happening }], value: undefined }
  },
}
