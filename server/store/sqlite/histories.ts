/** What only grows: records, cursors and entries, as statements of SQLite. Synchronous; runs in the worker thread. */

import { chainStart } from '#shared/text/hash-chain.ts'
import type { Link } from '#shared/text/hash-chain.ts'
import { entryLink, entryText, subjectKey } from '../../workflow/chain.ts'
import type { Entry, NewEntry, Subject } from '../../workflow/history.ts'
import type { ArrivedRecord, Change } from '../store.ts'
import type { Database } from './database.ts'
import { asFault } from './failure.ts'
import { readEntry } from './read-entry.ts'

/** What the store adds to an entry. */
export interface Placed {
  readonly position: number
  readonly link: Link
}

type Head = Pick<Link, 'index' | 'hash'>

export type ChangeResult =
  | { readonly ok: true; readonly placed: readonly Placed[] }
  | { readonly ok: false; readonly error: unknown }

export interface Histories {
  /** All changes in one transaction; each is stored whole or not at all. The results stand in the order of the changes. */
  commit(changes: readonly Change[]): readonly ChangeResult[]
  cursors(endpoint: string): ReadonlyMap<string, number>
  history(subject: Subject): readonly Entry[]
  entriesAfter(position: number, limit: number): readonly Entry[]
}

export function histories(database: Database): Histories {
  const insertRecord = database.prepare(
    'INSERT INTO record (endpoint, epoch, sequence, lane, received_at, content) VALUES (?, ?, ?, ?, ?, ?)',
  )
  const lastSequence = database.prepare('SELECT last_sequence AS last FROM cursor WHERE endpoint = ? AND epoch = ?')
  const moveCursor = database.prepare(
    'INSERT INTO cursor VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET last_sequence = excluded.last_sequence',
  )
  const insertEntry = database.prepare('INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?)')
  const lastPosition = database.prepare('SELECT max(position) AS last FROM entry')
  const lastLink = database.prepare(
    `SELECT link_index AS "index", hash FROM entry WHERE subject = ? AND subject_kind = ? ORDER BY link_index DESC LIMIT 1`,
  )
  const ofSubject = database.prepare('SELECT * FROM entry WHERE subject = ? AND subject_kind = ? ORDER BY link_index')
  const after = database.prepare('SELECT * FROM entry WHERE position > ? ORDER BY position LIMIT ?')
  const cursorsOf = database.prepare('SELECT epoch, last_sequence AS last FROM cursor WHERE endpoint = ?')

  function appendRecords(records: readonly ArrivedRecord[]): void {
    // One read and one write per cursor and change, however many records move it.
    const reached = new Map<string, { readonly endpoint: string; readonly epoch: string; last: number }>()
    for (const { endpoint, epoch, sequence, lane, receivedAt, moment, clock, body } of records) {
      const key = `${endpoint} ${epoch}`
      let cursor = reached.get(key)
      if (!cursor) {
        cursor = { endpoint, epoch, last: Number(lastSequence.get(endpoint, epoch)?.['last'] ?? 0) }
        reached.set(key, cursor)
      }
      if (sequence <= cursor.last)
        throw new Error(`record ${sequence} of ${key} is not above its cursor ${cursor.last}`)
      cursor.last = sequence
      insertRecord.run(endpoint, epoch, sequence, lane, receivedAt, JSON.stringify({ moment, clock, body }))
    }
    for (const { endpoint, epoch, last } of reached.values()) moveCursor.run(endpoint, epoch, last)
  }

  function appendEntries(entries: readonly NewEntry[]): Placed[] {
    let position = entries.length === 0 ? 0 : Number(lastPosition.get()?.['last'] ?? 0)
    const heads = new Map<string, Head>()
    return entries.map((entry) => {
      const { subject } = entry
      const key = subjectKey(subject)
      const last = heads.get(key) ?? (lastLink.get(subject.id, subject.kind) as Head | undefined) ?? chainStart
      // The very text that was hashed is what is stored.
      const content = entryText(entry)
      const link = entryLink(last, entry, content)
      heads.set(key, link)
      position++
      insertEntry.run(position, subject.kind, subject.id, link.index, link.previousHash, link.hash, content)
      return { position, link }
    })
  }

  const append = ({ records, entries }: Change): ChangeResult => {
    appendRecords(records)
    return { ok: true, placed: appendEntries(entries) }
  }

  /** Beside others in one transaction: what fails is undone up to where it began. */
  function appendBesideOthers(change: Change): ChangeResult {
    database.exec('SAVEPOINT change')
    try {
      return append(change)
    } catch (error) {
      // A full disk may already have undone the whole transaction: then no neighbour is stored either.
      if (!database.isTransaction) throw error
      database.exec('ROLLBACK TO change')
      return { ok: false, error: asFault(error) }
    } finally {
      if (database.isTransaction) database.exec('RELEASE change')
    }
  }

  return {
    commit(changes) {
      try {
        database.exec('BEGIN IMMEDIATE')
        const [only, ...others] = changes
        const results = only && others.length === 0 ? [append(only)] : changes.map(appendBesideOthers)
        database.exec('COMMIT')
        return results
      } catch (error) {
        if (database.isTransaction) database.exec('ROLLBACK')
        return changes.map(() => ({ ok: false, error: asFault(error) }))
      }
    },
    cursors: (endpoint) => new Map(cursorsOf.all(endpoint).map(({ epoch, last }) => [String(epoch), Number(last)])),
    history: ({ kind, id }) => ofSubject.all(id, kind).map(readEntry),
    entriesAfter: (position, limit) => after.all(position, limit).map(readEntry),
  }
}
