/** Opens a SQLite file, asserts that what it commits survives a power cut, and brings its schema up; the only file that knows `node:sqlite`. */

import { DatabaseSync } from 'node:sqlite'
import { Fault } from '#shared/fault.ts'
import { migrations } from '../migrations/index.ts'
import type { Migration } from '../migrations/migration.ts'
import { asFault } from './failure.ts'

export type Database = DatabaseSync

/** Another process holds the write lock for one transaction at most; this is how long it is waited for. */
const busyTimeoutMs = 5_000

export const connect = (file: string, timeoutMs: number = busyTimeoutMs): Database => {
  try {
    return new DatabaseSync(file, { timeout: timeoutMs })
  } catch (error) {
    throw asFault(error)
  }
}

/** A connection that cannot write, for looking at a store beside its server. Throws what SQLite throws. */
export const connectToRead = (file: string): Database =>
  new DatabaseSync(file, { readOnly: true, timeout: busyTimeoutMs })

/** A connection whose commits are durable. Throws `store/not-durable` or `store/schema-newer`, and leaves the file as it was. */
export function openDatabase(file: string, steps: readonly Migration[] = migrations): Database {
  const database = connect(file)
  try {
    refuseNewer(database, steps)
    makeDurable(database)
    migrate(database, steps)
    return database
  } catch (error) {
    database.close()
    throw asFault(error)
  }
}

/** FULL is asserted, not assumed: builds differ in their default, and WAL with NORMAL loses acknowledged rows in a power cut. */
function makeDurable(database: Database): void {
  database.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA wal_autocheckpoint = 1000;
    PRAGMA foreign_keys = ON;
    PRAGMA recursive_triggers = ON;
  `)
  const journal = pragma(database, 'journal_mode')
  const synchronous = pragma(database, 'synchronous')
  if (journal !== 'wal' || synchronous !== 2) {
    throw new Fault('store/not-durable', `journal_mode=${String(journal)}, synchronous=${String(synchronous)}`, {
      hint: '数据文件夹须在本机磁盘上，不能是网络共享',
    })
  }
}

export const schemaVersion = (database: Database): number => Number(pragma(database, 'user_version'))

function refuseNewer(database: Database, steps: readonly Migration[]): void {
  const known = steps.at(-1)?.version ?? 0
  const found = schemaVersion(database)
  if (found > known) {
    throw new Fault('store/schema-newer', `the store has schema ${found}; this program knows ${known}`)
  }
}

function migrate(database: Database, steps: readonly Migration[]): void {
  // Looked at again inside the transaction: a command line may be opening the same new file.
  database.exec('BEGIN IMMEDIATE')
  try {
    refuseNewer(database, steps)
    const from = schemaVersion(database)
    for (const { version, statements } of steps.filter((step) => step.version > from)) {
      database.exec(statements)
      database.exec(`PRAGMA user_version = ${version}`)
    }
    database.exec('COMMIT')
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK')
    throw error
  }
}

const pragma = (database: Database, name: string): unknown =>
  Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0]
