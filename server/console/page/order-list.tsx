/** 指令与回执: what a terminal was ordered and what became of it. */

import { nearTime } from '#shared/text/shanghai-time.ts'
import { consolePage } from '#shared/wording/zh-cn.ts'
import type { EndpointRow } from '../feed-frame.ts'
import { faultWhat, refusalWhat } from './timeline.ts'

type OrderRow = EndpointRow['orders'][number]

const words = consolePage.card

export function OrderList({ orders, now }: { readonly orders: readonly OrderRow[]; readonly now: number }) {
  if (orders.length === 0) return <p className="soft">{words.noOrders}</p>
  const newestFirst = [...orders]
  newestFirst.sort((one, other) => other.issuedAt - one.issuedAt)
  return (
    <ol className="orders">
      {newestFirst.map((order) => (
        <li key={order.id}>
          <strong>{orderName(order)}</strong> {order.by}：{order.reason}
          <br />
          <small>
            {words.issued(nearTime(order.issuedAt, now, consolePage.yesterday))} ·{' '}
            {order.deliveredAt === undefined
              ? words.notDelivered
              : words.delivered(nearTime(order.deliveredAt, now, consolePage.yesterday))}{' '}
            · <Outcome order={order} />
          </small>
        </li>
      ))}
    </ol>
  )
}

const orderName = ({ action }: OrderRow): string =>
  action.kind === 'isolate'
    ? `${words.orderNames.isolate}（${consolePage.isolation.scopes[action.scope]}）`
    : words.orderNames.release

function Outcome({ order: { receipt } }: { readonly order: OrderRow }) {
  if (receipt === undefined) return <span>{words.noReceipt}</span>
  const name = words.receipts[receipt.outcome]
  switch (receipt.outcome) {
    case 'carried-out':
      return <span className="good">✔ {name}</span>
    case 'failed':
      return (
        <span className="bad">
          ✖ {name}：{faultWhat(receipt.because)}
        </span>
      )
    case 'refused':
      return (
        <span className="bad">
          ✖ {name}：{refusalWhat(receipt.because)}
        </span>
      )
  }
}
