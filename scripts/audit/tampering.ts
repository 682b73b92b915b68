// What somebody who owns the database can do to it: triggers are taken off and put back, so that nothing shows it.
import { connect } from '#server/store/sqlite/database.ts'
import type { Database } from '#server/store/sqlite/database.ts'
import { chainStart, linkAfterText } from '#shared/text/hash-chain.ts'
import type { Link } from '#shared/text/hash-chain.ts'
import { hash } from 'node:crypto'

export function tamper(file: string, work: (database: Database) => void, leftOff?: string): void {
  const database = connect(file)
  try {
    const triggers = database.prepare(`SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'`).all()
    for (const { name } of triggers) database.exec(`DROP TRIGGER ${String(name)}`)
    work(database)
    for (const { name, sql } of triggers) if (name !== leftOff) database.exec(String(sql))
    // What SQLite notes about its own file is no part of what was tampered with.
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  } finally {
    database.close()
  }
}

export const newest = (database: Database, table: 'entry' | 'record' | 'checkpoint'): number => {
  const key = { entry: 'position', record: 'id', checkpoint: 'number' }[table]
  return Number(database.prepare(`SELECT max(${key}) AS newest FROM ${table}`).get()?.['newest'])
}

interface ChainRow {
  readonly position: number
  readonly subject_kind: string
  readonly subject: string
  readonly link_index: number
  readonly content: string
}

/** Changes one entry and gives it, and everything behind it in its chain, hashes that hold again. */
export function rewriteWithFreshHashes(database: Database, position: number): void {
  const rows = database.prepare(
    `SELECT entry.* FROM entry JOIN entry AS first USING (subject, subject_kind)
     WHERE first.position = ? ORDER BY entry.link_index`,
  )
  const update = database.prepare('UPDATE entry SET previous_hash = ?, hash = ?, content = ? WHERE position = ?')
  let last: Pick<Link, 'index' | 'hash'> = chainStart
  for (const row of rows.all(position) as unknown as readonly ChainRow[]) {
    const content = row.position === position ? another(row.content) : row.content
    const link = linkAfterText(last, content, (text) => hash('sha256', text))
    update.run(link.previousHash, link.hash, content, row.position)
    last = link
  }
}

/** One entry more at the end, as the server would have made it. */
export function addWithFreshHash(database: Database): void {
  const position = newest(database, 'entry')
  const row = database.prepare('SELECT * FROM entry WHERE position = ?').get(position)
  if (!row) return
  const content = another(String(row['content']))
  const last = { index: Number(row['link_index']), hash: String(row['hash']) }
  const link = linkAfterText(last, content, (text) => hash('sha256', text))
  database
    .prepare('INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?)')
    .run(
      position + 1,
      String(row['subject_kind']),
      String(row['subject']),
      link.index,
      link.previousHash,
      link.hash,
      content,
    )
}

/** The same entry as of a minute later: what somebody would change who wants to have reported in time. */
export const another = (content: string): string =>
  content.replace(/"at":(\d+)/, (_, at: string) => `"at":${Number(at) - 60_000}`)

/** Cursors as they would stand if nothing but the remaining records had ever come. */
export function cursorsFromRecords(database: Database): void {
  database.exec(`DELETE FROM cursor;
    INSERT INTO cursor SELECT endpoint, epoch, max(sequence) FROM record GROUP BY endpoint, epoch`)
}
