/** Checkpoints and the folding of stored rows, as statements of SQLite. Synchronous; runs in the worker thread. */

import { coverRow } from '../audit-ledger.ts'
import type { AuditLedger, AuditRow, Covered, OldestRows } from '../audit-ledger.ts'
import type { Database } from './database.ts'
import { asFault } from './failure.ts'

export type SynchronousAuditLedger = {
  readonly [Name in keyof AuditLedger]: (
    ...given: Parameters<AuditLedger[Name]>
  ) => Awaited<ReturnType<AuditLedger[Name]>>
}

export const entryColumns = 'position, subject_kind, subject, link_index, previous_hash, hash, content'
export const recordColumns = 'id, endpoint, epoch, sequence, lane, received_at, content'

export function auditLedger(database: Database): SynchronousAuditLedger {
  const rowsAfter = (columns: string, table: string, key: string) => {
    const statement = database.prepare(`SELECT ${columns} FROM ${table} WHERE ${key} > ? ORDER BY ${key} LIMIT ?`)
    statement.setReturnArrays(true)
    return (since: Covered, limit: number): Covered =>
      (statement.all(since.last, limit) as unknown as readonly AuditRow[]).reduce(coverRow, since)
  }
  const entriesAfter = rowsAfter(entryColumns, 'entry', 'position')
  const recordsAfter = rowsAfter(recordColumns, 'record', 'id')
  const last = database.prepare('SELECT number, line FROM checkpoint ORDER BY number DESC LIMIT 1')
  const insert = database.prepare('INSERT INTO checkpoint VALUES (?, ?)')
  // Each finds its row by an index: this thread is the one that stores alerts.
  const oldest = {
    entry: database.prepare("SELECT content ->> 'at' AS at FROM entry ORDER BY position LIMIT 1"),
    office: database.prepare(
      `SELECT content ->> 'at' AS at FROM entry WHERE subject = 'office' AND subject_kind = 'office' AND link_index = 1`,
    ),
    record: database.prepare('SELECT received_at AS at FROM record ORDER BY id LIMIT 1'),
    delivery: database.prepare('SELECT min(due_at) AS at FROM delivery'),
  }
  const reached = database.prepare(
    `SELECT coalesce((SELECT max(position) FROM entry), 0) AS entries, coalesce((SELECT max(id) FROM record), 0) AS records`,
  )

  return {
    lastCheckpoint() {
      const row = last.get()
      return row && { number: Number(row['number']), line: String(row['line']) }
    },
    appendCheckpoint(number, line) {
      try {
        insert.run(number, line)
      } catch (error) {
        throw asFault(error)
      }
    },
    cover: ({ entries, records }, limit) => ({
      entries: entriesAfter(entries, limit),
      records: recordsAfter(records, limit),
    }),
    oldest(): OldestRows {
      const at = (table: keyof typeof oldest): number | undefined => {
        const found: unknown = oldest[table].get()?.['at']
        return typeof found === 'number' ? found : undefined
      }
      return { entry: at('entry'), office: at('office'), record: at('record'), delivery: at('delivery') }
    },
    reached() {
      const row = reached.get()
      return { entries: Number(row?.['entries']), records: Number(row?.['records']) }
    },
  }
}
