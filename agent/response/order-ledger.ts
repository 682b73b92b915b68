/** The ledger of orders: an order stands here, durably, before it is carried out, so that it is never carried out twice. */

import { createHash } from 'node:crypto'
import * as z from 'zod'
import type { Order, OrderAction, Receipt } from '#shared/domain/order.ts'
import { canonicalJson } from '#shared/text/canonical-json.ts'
import type { AppendedFile } from '../machine/appended-file.ts'

export interface Unsettled {
  readonly order: string
  readonly action: OrderAction['kind']
}

export interface OrderLedger {
  /** The highest counter ever taken, 0 for none. */
  lastCounter(): number
  /** The latest office time at which an order was taken. */
  seenAt(): number
  /** Resolves when the order is durably taken; rejects with `config/unwritable`, then it must not be carried out. */
  take(order: Order, now: number): Promise<void>
  settle(receipt: Receipt): Promise<void>
  /** Taken before the last start, without an outcome. */
  unsettled(): readonly Unsettled[]
}

const line = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('taken'),
    order: z.string(),
    counter: z.number(),
    action: z.enum(['isolate', 'release']),
    at: z.number(),
  }),
  z.strictObject({
    kind: z.literal('settled'),
    order: z.string(),
    outcome: z.enum(['carried-out', 'failed', 'refused']),
    because: z.string(),
  }),
])
type Line = z.infer<typeof line>

const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16)

/**
 * Opens the ledger. A torn or garbled line is passed over: an order whose line never became whole was never carried out,
 * and every later line carries a higher counter than what was lost.
 */
export async function openOrderLedger(file: AppendedFile): Promise<OrderLedger> {
  const open = new Map<string, Unsettled>()
  let lastCounter = 0
  let seenAt = 0

  const apply = (entry: Line) => {
    if (entry.kind === 'settled') {
      open.delete(entry.order)
      return
    }
    lastCounter = Math.max(lastCounter, entry.counter)
    seenAt = Math.max(seenAt, entry.at)
    open.set(entry.order, { order: entry.order, action: entry.action })
  }
  for (const written of await file.lines()) {
    const entry = read(written)
    if (entry !== undefined) apply(entry)
  }
  const unsettled = [...open.values()]

  const append = async (entry: Line) => {
    const text = canonicalJson(entry)
    await file.append(`${digest(text)} ${text}`)
    apply(entry)
  }

  return {
    lastCounter: () => lastCounter,
    seenAt: () => seenAt,
    unsettled: () => unsettled,
    take: ({ id, counter, action }, now) => {
      // Counted even where the disk refuses: within this run the same order is not tried again.
      lastCounter = Math.max(lastCounter, counter)
      return append({ kind: 'taken', order: id, counter, action: action.kind, at: now })
    },
    settle: ({ order, outcome, because }) => append({ kind: 'settled', order, outcome, because }),
  }
}

function read(written: string): Line | undefined {
  const [hash, text] = [written.slice(0, 16), written.slice(17)]
  if (digest(text) !== hash) return undefined
  try {
    return line.parse(JSON.parse(text))
  } catch {
    return undefined
  }
}
