// The kinds of damage that the campaign does, each as somebody could do it to a stopped server's files.
import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { checkpointLine, readCheckpoint, seal } from '#server/audit/checkpoint.ts'
import { coverRow, nothing } from '#server/store/audit-ledger.ts'
import type { AuditRow, Covered } from '#server/store/audit-ledger.ts'
import { entryColumns } from '#server/store/sqlite/audit-ledger.ts'
import type { Database } from '#server/store/sqlite/database.ts'
import type { Random } from './random.ts'
import type { SpecimenHome } from './specimen.ts'
import { addWithFreshHash, another, cursorsFromRecords, newest, rewriteWithFreshHashes, tamper } from './tampering.ts'

export interface Damage {
  readonly kind: string
  readonly apply: (home: SpecimenHome, random: Random) => void
  /** Only paper can know: the verification is told the newest printed checkpoint. */
  readonly onPaper?: boolean
  /** How many turns it has in a round; one unless told. */
  readonly turns?: number
}

const inDatabase =
  (work: (database: Database, random: Random) => void): Damage['apply'] =>
  ({ store }, random) =>
    tamper(store, (database) => work(database, random))

const anyRow = (database: Database, table: 'entry' | 'record' | 'checkpoint', random: Random): number =>
  1 + random(newest(database, table))

function flipByte(file: string, random: Random): void {
  const bytes = readFileSync(file)
  const at = random(bytes.length)
  bytes[at] = (bytes[at] ?? 0) ^ (1 + random(255))
  writeFileSync(file, bytes)
}

const linesOf = (file: string): string[] => readFileSync(file, 'utf8').trimEnd().split('\n')
const writeLines = (file: string, lines: readonly string[]): void => writeFileSync(file, `${lines.join('\n')}\n`)

function swapEntries(database: Database, random: Random): void {
  const one = anyRow(database, 'entry', random)
  const other = 1 + ((one + random(newest(database, 'entry') - 1)) % newest(database, 'entry'))
  database.exec(`UPDATE entry SET position = -1 WHERE position = ${one};
    UPDATE entry SET position = ${one} WHERE position = ${other};
    UPDATE entry SET position = ${other} WHERE position = -1`)
}

function cutTail(database: Database, random: Random): number {
  const last = newest(database, 'entry') - 1 - random(60)
  database.exec(`DELETE FROM entry WHERE position > ${last}`)
  return last
}

/** The tail is gone from everything but the checkpoints. */
function cutTailEverywhere(database: Database, random: Random): void {
  const kept = cutTail(database, random) / newest(database, 'entry')
  database.exec(`DELETE FROM record WHERE id > ${Math.floor(kept * newest(database, 'record')) - 3}`)
  cursorsFromRecords(database)
}

/** Both places of the checkpoints, re-made to fit a rewritten history with a key of the forger's own. */
function forgeEverything({ store, checkpoints }: SpecimenHome, random: Random): void {
  const key = randomBytes(32)
  const lines: string[] = []
  tamper(store, (database) => {
    rewriteWithFreshHashes(database, anyRow(database, 'entry', random))
    let previous = '0'.repeat(64)
    for (const line of linesOf(checkpoints)) {
      const checkpoint = readCheckpoint(line)
      if (!checkpoint) throw new Error('the specimen has a damaged checkpoint')
      const { seal: _, ...open } = checkpoint
      const forged = seal({ ...open, previous, entries: coveredTo(database, open.entries.last) }, key)
      previous = forged.seal
      lines.push(checkpointLine(forged))
      database.prepare('UPDATE checkpoint SET line = ? WHERE number = ?').run(checkpointLine(forged), forged.number)
    }
  })
  writeLines(checkpoints, lines)
}

function coveredTo(database: Database, last: number): Covered {
  const statement = database.prepare(`SELECT ${entryColumns} FROM entry WHERE position <= ? ORDER BY position`)
  statement.setReturnArrays(true)
  return (statement.all(last) as unknown as readonly AuditRow[]).reduce(coverRow, nothing.entries)
}

/** Everything is set back together to a clean stop before the newest printed day, as if what came after had never been. */
function setBackEverything({ store, checkpoints }: SpecimenHome, random: Random): void {
  const lines = linesOf(checkpoints)
  const stops = lines
    .flatMap((line) => readCheckpoint(line) ?? [])
    .filter(({ kind }) => kind === 'stop')
    .slice(0, -1)
  const stop = stops[random(stops.length)]
  if (!stop) throw new Error('the specimen has no earlier stop')
  writeLines(checkpoints, lines.slice(0, stop.number))
  tamper(store, (database) => {
    database.exec(`DELETE FROM entry WHERE position > ${stop.entries.last};
      DELETE FROM record WHERE id > ${stop.records.last};
      DELETE FROM checkpoint WHERE number > ${stop.number}`)
    cursorsFromRecords(database)
  })
}

const changeLine = (line: string, random: Random): string => {
  const digits = [...line.matchAll(/[0-9]/g)]
  const at = digits[random(digits.length)]?.index ?? 0
  return `${line.slice(0, at)}${(Number(line[at]) + 1 + random(9)) % 10}${line.slice(at + 1)}`
}

const inLines =
  (work: (lines: string[], random: Random) => readonly string[]): Damage['apply'] =>
  ({ checkpoints }, random) =>
    writeLines(checkpoints, work(linesOf(checkpoints), random))

export const damages: readonly Damage[] = [
  // The one kind whose outcome depends on where it strikes.
  { kind: 'database: a byte', turns: 8, apply: ({ store }, random) => flipByte(store, random) },
  {
    kind: 'database: cut short',
    apply({ store }, random) {
      const bytes = readFileSync(store)
      writeFileSync(store, bytes.subarray(0, bytes.length - 1 - random(bytes.length >> 1)))
    },
  },
  {
    kind: 'entry: changed',
    apply: inDatabase((database, random) => {
      const position = anyRow(database, 'entry', random)
      const content = String(
        database.prepare('SELECT content FROM entry WHERE position = ?').get(position)?.['content'],
      )
      database.prepare('UPDATE entry SET content = ? WHERE position = ?').run(another(content), position)
    }),
  },
  {
    kind: 'entry: given to another subject',
    apply: inDatabase((database, random) => {
      const position = anyRow(database, 'entry', random)
      database.exec(`UPDATE entry SET subject = subject || 'x' WHERE position = ${position}`)
    }),
  },
  {
    kind: 'entry: deleted',
    apply: inDatabase((database, random) => {
      database.exec(`DELETE FROM entry WHERE position = ${anyRow(database, 'entry', random)}`)
    }),
  },
  { kind: 'entries: swapped', apply: inDatabase(swapEntries) },
  { kind: 'entries: tail cut', apply: inDatabase((database, random) => void cutTail(database, random)) },
  { kind: 'everything: tail cut', apply: inDatabase(cutTailEverywhere) },
  {
    kind: 'entries: tail with fresh hashes',
    apply: inDatabase((database, random) => rewriteWithFreshHashes(database, newest(database, 'entry') - random(60))),
  },
  {
    kind: 'entries: all with fresh hashes',
    apply: inDatabase((database, random) => rewriteWithFreshHashes(database, 1 + random(40))),
  },
  { kind: 'entry: added while stopped', apply: inDatabase((database) => addWithFreshHash(database)) },
  {
    kind: 'record: changed',
    apply: inDatabase((database, random) => {
      const column = ['endpoint', 'epoch', 'lane', 'content'][random(4)]
      database.exec(`UPDATE record SET ${column} = ${column} || ' ' WHERE id = ${anyRow(database, 'record', random)}`)
    }),
  },
  {
    kind: 'record: deleted',
    apply: inDatabase((database, random) => {
      database.exec(`DELETE FROM record WHERE id = ${anyRow(database, 'record', random)}`)
      cursorsFromRecords(database)
    }),
  },
  {
    kind: 'cursor: moved',
    apply: inDatabase((database, random) => {
      const by = random(2) === 0 ? -1 : 1 + random(5)
      database.exec(`UPDATE cursor SET last_sequence = last_sequence + ${by} WHERE endpoint = 'till-${random(6)}'`)
    }),
  },
  {
    kind: 'trigger: taken off',
    apply({ store }, random) {
      const names = ['record_keeps', 'record_stays', 'entry_keeps', 'entry_stays', 'cursor_stays', 'checkpoint_stays']
      tamper(store, () => {}, names[random(names.length)])
    },
  },
  {
    kind: 'trigger: added elsewhere',
    apply: inDatabase((database, random) => {
      const table = ['session', 'institution', 'certificate'][random(3)]
      database.exec(`CREATE TRIGGER quiet AFTER INSERT ON ${table}
        BEGIN INSERT INTO checkpoint VALUES (${1_000 + random(1_000)}, ''); END`)
    }),
  },
  { kind: 'checkpoint file: a byte', apply: ({ checkpoints }, random) => flipByte(checkpoints, random) },
  {
    kind: 'checkpoint file: cut short',
    apply({ checkpoints }, random) {
      const bytes = readFileSync(checkpoints)
      writeFileSync(checkpoints, bytes.subarray(0, bytes.length - 1 - random(bytes.length)))
    },
  },
  {
    kind: 'checkpoint file: line replaced',
    apply: inLines((lines, random) => {
      const at = random(lines.length)
      return lines.with(at, changeLine(lines[at] ?? '', random))
    }),
  },
  {
    kind: 'checkpoint file: line deleted',
    apply: inLines((lines, random) => lines.toSpliced(random(lines.length), 1)),
  },
  {
    kind: 'checkpoint file: lines swapped',
    apply: inLines((lines, random) => {
      const at = random(lines.length - 1)
      return lines.with(at, lines[at + 1] ?? '').with(at + 1, lines[at] ?? '')
    }),
  },
  {
    kind: 'checkpoint table: row replaced',
    apply: inDatabase((database, random) => {
      const number = anyRow(database, 'checkpoint', random)
      const line = String(database.prepare('SELECT line FROM checkpoint WHERE number = ?').get(number)?.['line'])
      database.prepare('UPDATE checkpoint SET line = ? WHERE number = ?').run(changeLine(line, random), number)
    }),
  },
  {
    kind: 'checkpoint table: rows deleted',
    apply: inDatabase((database, random) => {
      database.exec(`DELETE FROM checkpoint WHERE number >= ${anyRow(database, 'checkpoint', random)}`)
    }),
  },
  { kind: 'everything: forged with another key', apply: forgeEverything },
  { kind: 'everything: set back (paper)', apply: setBackEverything, onPaper: true },
]
