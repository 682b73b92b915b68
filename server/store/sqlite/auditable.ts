/** Reads a store for verification: beside a running server, of one moment, and without writing to it. */

import { migrations } from '../migrations/index.ts'
import type { AuditRow } from '../audit-ledger.ts'
import { entryColumns, recordColumns } from './audit-ledger.ts'
import { connect, connectToRead, schemaVersion } from './database.ts'
import type { Database } from './database.ts'

export interface Auditable {
  checkpoints(): Iterable<AuditRow>
  entries(): Iterable<AuditRow>
  records(): Iterable<AuditRow>
  cursors(): Iterable<readonly [endpoint: string, epoch: string, last: number]>
  /** What SQLite itself finds wrong with the file, at most twenty sentences of its own. */
  damages(): readonly string[]
  /** Tables, indexes and triggers that are not as this program makes them. */
  schemaChanges(): readonly string[]
  close(): void
}

/** Throws what SQLite throws where the file cannot be read at all. */
export function openAuditable(file: string): Auditable {
  const database = connectToRead(file)
  try {
    // One moment for everything that is read; a reader in WAL mode keeps no writer waiting.
    database.exec('BEGIN; SELECT count(*) FROM sqlite_schema')
  } catch (error) {
    database.close()
    throw error
  }
  const rows = <Row>(sql: string): Iterable<Row> => {
    const statement = database.prepare(sql)
    statement.setReturnArrays(true)
    return statement.iterate() as unknown as Iterable<Row>
  }
  return {
    checkpoints: () => rows('SELECT number, line FROM checkpoint ORDER BY number'),
    entries: () => rows(`SELECT ${entryColumns} FROM entry ORDER BY position`),
    records: () => rows(`SELECT ${recordColumns} FROM record ORDER BY id`),
    cursors: () => rows('SELECT endpoint, epoch, last_sequence FROM cursor'),
    damages: () =>
      [...rows<readonly [string]>('PRAGMA integrity_check(20)')].map(([said]) => said).filter((said) => said !== 'ok'),
    schemaChanges: () => changes(schemaOf(database), madeSchema(schemaVersion(database))),
    close: () => database.close(),
  }
}

/** Of the whole database, also where no history stands: a trigger on any table can write into every other. */
const schemaOf = (database: Database): ReadonlyMap<string, string> =>
  new Map(
    database
      .prepare(`SELECT type || ' ' || name AS what, tbl_name || ': ' || coalesce(sql, '') AS made FROM sqlite_schema`)
      .all()
      .map(({ what, made }) => [String(what), String(made)]),
  )

/** As it was at that version: a store may be verified before a newer program has ever started on it. */
function madeSchema(version: number): ReadonlyMap<string, string> {
  const fresh = connect(':memory:')
  try {
    for (const step of migrations) if (step.version <= version) fresh.exec(step.statements)
    return schemaOf(fresh)
  } finally {
    fresh.close()
  }
}

const changes = (found: ReadonlyMap<string, string>, made: ReadonlyMap<string, string>): readonly string[] =>
  [...new Set([...found.keys(), ...made.keys()])].filter((what) => found.get(what) !== made.get(what))
