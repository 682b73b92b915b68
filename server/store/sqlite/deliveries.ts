/** 外发通知 as statements of SQLite. Synchronous; runs in the worker thread. */

import type { Delivery, DeliveryProgress, DeliveryState, Received } from '../deliveries.ts'
import type { Database } from './database.ts'
import { together } from './together.ts'

/** Named apart from the registry's operations, since the worker knows one flat list. */
export interface SynchronousDeliveries {
  addDeliveries(deliveries: readonly Delivery[]): void
  progressDeliveries(steps: readonly DeliveryProgress[]): void
  deliveriesDueAfter(at: number): readonly Delivery[]
  inboxOf(person: string, limit: number): readonly Received[]
  readInInbox(person: string, ids: readonly string[], at: number): void
}

export function deliveries(database: Database): SynchronousDeliveries {
  const insert = database.prepare(
    `INSERT INTO delivery VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (notice, recipient, channel) DO NOTHING`,
  )
  const update = database.prepare(
    'UPDATE delivery SET state = ?, tries = ?, again = ?, changed_at = ?, reason = ? WHERE id = ?',
  )
  const after = database.prepare(
    `SELECT * FROM delivery WHERE due_at > ? OR state IN ('due', 'sending') ORDER BY due_at, id`,
  )

  const received = database.prepare(
    `SELECT delivery.*, read_at FROM delivery LEFT JOIN delivery_read ON delivery = id
     WHERE recipient = ? AND channel = 'inbox' ORDER BY created_at DESC, id DESC LIMIT ?`,
  )
  const open = database.prepare(
    `INSERT INTO delivery_read SELECT id, ? FROM delivery WHERE id = ? AND recipient = ? AND channel = 'inbox'
     ON CONFLICT (delivery) DO NOTHING`,
  )

  const atOnce = (work: () => void): void => together(database, work)

  return {
    addDeliveries: (rows) =>
      atOnce(() => {
        for (const { id, notice, about, recipient, channel, dueAt, createdAt, ...how } of rows) {
          const { state, tries, again, changedAt, reason = null } = how
          const what = [id, notice, about.kind, about.id, recipient, channel, dueAt, createdAt] as const
          insert.run(...what, state, tries, Number(again), changedAt, reason)
        }
      }),
    progressDeliveries: (steps) =>
      atOnce(() => {
        for (const { id, state, tries, again, changedAt, reason = null } of steps) {
          const { changes } = update.run(state, tries, Number(again), changedAt, reason, id)
          if (Number(changes) !== 1) throw new Error(`no delivery ${id}`)
        }
      }),
    deliveriesDueAfter: (at) => after.all(at).map(readDelivery),
    inboxOf: (person, limit) => received.all(person, limit).map(readReceived),
    readInInbox: (person, ids, at) =>
      atOnce(() => {
        for (const id of ids) open.run(at, id, person)
      }),
  }
}

const readDelivery = (row: Readonly<Record<string, unknown>>): Delivery => ({
  id: String(row['id']),
  notice: String(row['notice']),
  about: { kind: row['about_kind'] === 'alert' ? 'alert' : 'incident', id: String(row['about']) },
  recipient: String(row['recipient']),
  channel: String(row['channel']),
  dueAt: Number(row['due_at']),
  createdAt: Number(row['created_at']),
  state: row['state'] as DeliveryState,
  tries: Number(row['tries']),
  again: row['again'] === 1,
  changedAt: Number(row['changed_at']),
  ...(typeof row['reason'] === 'string' ? { reason: row['reason'] } : {}),
})

const readReceived = (row: Readonly<Record<string, unknown>>): Received => ({
  ...readDelivery(row),
  ...(typeof row['read_at'] === 'number' ? { readAt: row['read_at'] } : {}),
})
