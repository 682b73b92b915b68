/** What the audit needs of the store: how far the stored rows reach, folded into one hash, and a place for checkpoints that only grows. */

import { hash } from 'node:crypto'

/** Rows of one table, from the first to `last`, folded into one hash. */
export interface Covered {
  readonly last: number
  readonly count: number
  readonly root: string
}

export interface Coverage {
  readonly entries: Covered
  readonly records: Covered
}

/** A whole row, its number first. */
export type AuditRow = readonly [number, ...unknown[]]

const nothingCovered: Covered = { last: 0, count: 0, root: '0'.repeat(64) }
export const nothing: Coverage = { entries: nothingCovered, records: nothingCovered }

/** Every column goes in, so that no part of a row can be changed unseen. */
export const coverRow = ({ count, root }: Covered, row: AuditRow): Covered => ({
  last: row[0],
  count: count + 1,
  root: hash('sha256', `${root}\n${JSON.stringify(row)}`),
})

export interface OldestRows {
  /** Of any chain: entries are never deleted, so the first one is the oldest. */
  readonly entry?: number | undefined
  /** Of the office's chain: sign-ins, posts, settings, exports. */
  readonly office?: number | undefined
  /** As it came from a terminal. */
  readonly record?: number | undefined
  readonly delivery?: number | undefined
}

export interface AuditLedger {
  /** The newest checkpoint, as it was appended. */
  lastCheckpoint(): Promise<{ readonly number: number; readonly line: string } | undefined>
  /** Resolves when it is durable. Rejects with `store/not-durable`; then it is not stored. */
  appendCheckpoint(number: number, line: string): Promise<void>
  /** Covers at most `limit` further rows of each table; the same coverage again where nothing is left. */
  cover(since: Coverage, limit: number): Promise<Coverage>
  /** When the oldest of each kind of row was written, server time; nothing where there is none (网络安全法 第二十三条). */
  oldest(): Promise<OldestRows>
  /** The number of the newest row of each table. */
  reached(): Promise<{ readonly entries: number; readonly records: number }>
}
