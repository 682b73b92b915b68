// What opening a file asserts and refuses, and what the schema itself refuses.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { isFault } from '#shared/fault.ts'
import type { FaultCode } from '#shared/fault.ts'
import { aRecord, anAlert, arrived, noon } from '#test/fixtures/occurrences.ts'
import { migrations } from '../migrations/index.ts'
import { openDatabase, schemaVersion } from './database.ts'
import type { Database } from './database.ts'
import { histories } from './histories.ts'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'database-'))
  file = join(folder, 'store.db')
})
afterEach(() => rmSync(folder, { recursive: true }))

const faultOf = (work: () => unknown): FaultCode | undefined => {
  try {
    work()
  } catch (error) {
    return isFault(error) ? error.code : undefined
  }
  return undefined
}
const using = <T>(database: Database, work: (database: Database) => T): T => {
  try {
    return work(database)
  } finally {
    database.close()
  }
}

describe('durability', () => {
  test('a connection writes ahead, syncs fully and checkpoints every 1,000 pages', () => {
    using(openDatabase(file), (database) => {
      expect(database.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' })
      expect(database.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: 2 })
      expect(database.prepare('PRAGMA wal_autocheckpoint').get()).toEqual({ wal_autocheckpoint: 1000 })
    })
  })
  test('a place that cannot write ahead is refused, not used without', () => {
    expect(faultOf(() => openDatabase(':memory:'))).toBe('store/not-durable')
  })
  test('a file that is no database is refused and left as it was', () => {
    expect(faultOf(() => openDatabase(join(folder, 'missing', 'store.db')))).toBe('store/not-durable')
  })
})

describe('schema', () => {
  test('versions follow each other without a gap', () => {
    expect(migrations.map(({ version }) => version)).toEqual(migrations.map((_, i) => i + 1))
  })
  test('a store of the version before is brought up and keeps its rows', () => {
    using(openDatabase(file, migrations.slice(0, 1)), (database) => {
      database.exec(`INSERT INTO cursor VALUES ('a', 'x', 7)`)
      expect(schemaVersion(database)).toBe(1)
    })
    using(openDatabase(file), (database) => {
      expect(schemaVersion(database)).toBe(migrations.length)
      expect(histories(database).cursors('a')).toEqual(new Map([['x', 7]]))
    })
  })
  test('a store of a newer program is refused and left as it was', () => {
    using(openDatabase(file), (database) => database.exec('PRAGMA user_version = 99'))
    expect(faultOf(() => openDatabase(file))).toBe('store/schema-newer')
    using(openDatabase(file, [...migrations, { version: 99, statements: '' }]), (database) => {
      expect(schemaVersion(database)).toBe(99)
    })
  })
  test('a migration that fails leaves the version before', () => {
    openDatabase(file).close()
    const bad = { version: migrations.length + 1, statements: 'CREATE TABLE half (a); INSERT INTO nowhere VALUES (1)' }
    expect(() => openDatabase(file, [...migrations, bad])).toThrow('no such table')
    using(openDatabase(file), (database) => {
      expect(schemaVersion(database)).toBe(migrations.length)
      expect(() => database.exec('SELECT * FROM half')).toThrow('no such table')
    })
  })
})

describe('history is only added to', () => {
  test.each([
    ['an entry changed', `UPDATE entry SET content = '{}'`],
    ['an entry deleted', 'DELETE FROM entry'],
    ['an entry replaced', `INSERT OR REPLACE INTO entry VALUES (1, 'endpoint', 'a', 1, '', '', '{}')`],
    ['a record changed', `UPDATE record SET content = '{}'`],
    ['a record deleted', 'DELETE FROM record'],
    ['a cursor set back', 'UPDATE cursor SET last_sequence = 0'],
    ['a cursor deleted', 'DELETE FROM cursor'],
  ])('%s: refused', (_, statement) => {
    using(openDatabase(file), (database) => {
      const change = {
        records: [arrived('a', aRecord('x', 1, { kind: 'alert', alert: anAlert() }))],
        entries: [
          {
            subject: { kind: 'endpoint', id: 'a' },
            at: noon,
            actor: { kind: 'agent' },
            happening: { kind: 'note-added', text: '' },
          },
        ],
      } as const
      expect(histories(database).commit([change])).toMatchObject([{ ok: true }])
      expect(() => database.exec(statement)).toThrow(/never|only grows/)
    })
  })
})
