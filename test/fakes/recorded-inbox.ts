/** An inbox that keeps what it is handed and answers as the test says. */

import type { RecordFrame, Notice } from '#shared/protocol/frame.ts'
import type { SignedOrder } from '#shared/domain/order.ts'
import type { Inbox, Taken, Visitor } from '#server/gateway/inbox.ts'

export interface RecordedInbox extends Inbox {
  readonly received: { readonly endpoint: string; readonly record: RecordFrame; readonly visitor: Visitor }[]
  readonly delivered: { readonly endpoint: string; readonly order: string }[]
  orders: readonly SignedOrder[]
  notices: readonly Notice[]
  /** What becomes of each record; durable at once unless told. */
  take: (record: RecordFrame) => Promise<Taken>
  /** What the greeting waits for. */
  greeting: Promise<unknown>
}

export function recordedInbox(): RecordedInbox {
  const inbox: RecordedInbox = {
    received: [],
    delivered: [],
    orders: [],
    notices: [],
    take: async ({ epoch, sequence }) => ({ ok: true, epoch, sequence }),
    greeting: Promise.resolve(),
    async greet({ hello }) {
      await inbox.greeting
      return {
        institution: '康民大药房',
        endpoint: { number: 'BS-0001-01', name: '收银1号' },
        cursors: hello.lanes.map(({ epoch }) => ({ epoch, acknowledged: 0 })),
        orders: inbox.orders,
        notices: inbox.notices,
      }
    },
    receive(visitor, record) {
      inbox.received.push({ endpoint: visitor.endpoint, record, visitor })
      return inbox.take(record)
    },
    orderDelivered(endpoint, order) {
      inbox.delivered.push({ endpoint, order })
    },
  }
  return inbox
}
