// Whether a damage changed anything that is kept: compares contents, not bytes, without the verification that is on trial.
import { hash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { connectToRead } from '#server/store/sqlite/database.ts'
import type { SpecimenHome } from './specimen.ts'

const everything = [
  'SELECT * FROM entry ORDER BY position',
  'SELECT * FROM record ORDER BY id',
  'SELECT * FROM cursor',
  'SELECT * FROM checkpoint ORDER BY number',
  'SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY name',
  // An index that leads elsewhere than its table changes what the server would read.
  'PRAGMA integrity_check',
]

/** One text for all content; the database's own error where it cannot be read. */
export function contentOf({ store, checkpoints }: SpecimenHome): string {
  return hash('sha256', `${readFileSync(checkpoints, 'latin1')}\n${databaseContent(store)}`)
}

function databaseContent(file: string): string {
  try {
    const database = connectToRead(file)
    try {
      return JSON.stringify(everything.map((sql) => database.prepare(sql).all()))
    } finally {
      database.close()
    }
  } catch (error) {
    return String(error)
  }
}
