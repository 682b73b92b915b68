// The same rules on the same events by other means, in the same process: SQL by node:sqlite, and the engine without its index.
import { DatabaseSync } from 'node:sqlite'
import type { SigmaEngine } from '#shared/sigma/engine.ts'
import type { SigmaEvent } from '#shared/sigma/event.ts'
import { textOfValue } from '#shared/sigma/event.ts'
import type { Item, Node, SigmaRule, Test } from '#shared/sigma/rule.ts'
import { cpuSeconds } from './detection-speed.ts'

/** Events per CPU-second when every rule of the logsource is asked about every event. */
export function bruteForceRate(engine: SigmaEngine, events: readonly SigmaEvent[]): number {
  const began = cpuSeconds()
  let done = 0
  while (cpuSeconds() - began < 1.5) {
    const event = events[done % events.length]
    if (event) engine.bruteForce(event)
    done++
  }
  return done / (cpuSeconds() - began)
}

/** Events per CPU-second of one statement a rule over a table of the events; only rules that plain SQL can say. */
export function sqliteRate(
  rules: readonly SigmaRule[],
  events: readonly SigmaEvent[],
): { rate: number; rules: number } {
  // Columns have no case; of two that differ in nothing else the first one stays.
  const names = events.flatMap(({ fields }) => Object.keys(fields)).filter((name) => /^\w+$/.test(name))
  const fields = [...new Map(names.toReversed().map((name) => [name.toLowerCase(), name])).values()]
  const database = new DatabaseSync(':memory:')
  database.exec(`CREATE TABLE events (${fields.map((name) => `"${name}" TEXT COLLATE NOCASE`).join(', ')})`)
  const insert = database.prepare(`INSERT INTO events VALUES (${fields.map(() => '?').join(', ')})`)
  for (const event of events) insert.run(...fields.map((name) => textOfValue(event.fields[name]) ?? null))
  const statements = rules.flatMap((rule) => {
    const where = sqlOf(rule.when, new Set(fields))
    return where === undefined ? [] : [`SELECT count(*) FROM events WHERE ${where}`]
  })
  const prepared = statements.flatMap((sql) => {
    try {
      return [database.prepare(sql)]
    } catch {
      // Too deep or too many terms for SQLite.
      return []
    }
  })
  const began = cpuSeconds()
  for (const statement of prepared) statement.get()
  const took = cpuSeconds() - began
  database.close()
  return { rate: events.length / took, rules: prepared.length }
}

function sqlOf(node: Node, fields: ReadonlySet<string>): string | undefined {
  switch (node.is) {
    case 'item':
      return itemSql(node, fields)
    case 'not': {
      const inner = sqlOf(node.of, fields)
      return inner === undefined ? undefined : `NOT coalesce(${inner}, 0)`
    }
    case 'and':
    case 'or': {
      const inner = node.of.map((child) => sqlOf(child, fields))
      return inner.includes(undefined) ? undefined : `(${inner.join(node.is === 'and' ? ' AND ' : ' OR ')})`
    }
    case 'atleast':
      return undefined
  }
}

function itemSql({ field, tests, all, neq }: Item, fields: ReadonlySet<string>): string | undefined {
  if (field === null || neq === true) return undefined
  if (!fields.has(field)) return tests.some(({ is }) => is === 'null') ? '1' : '0'
  const inner = tests.map((test) => testSql(test, `"${field}"`))
  return inner.includes(undefined) ? undefined : `(${inner.join(all === true ? ' AND ' : ' OR ')})`
}

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`
const like = (text: string): string => text.replaceAll(/[\\%_]/g, String.raw`\$&`)

function testSql(test: Test, column: string): string | undefined {
  if (test.is === 'null') return `${column} IS NULL`
  if (test.is === 'present') return `${column} IS NOT NULL`
  if (!('texts' in test) || test.cased === true || test.texts.some((text) => text.includes('\0'))) return undefined
  const { is, texts } = test
  if (is === 'equals') return `${column} IN (${texts.map(quoted).join(', ')})`
  const [before, after] = { contains: ['%', '%'], startswith: ['', '%'], endswith: ['%', ''] }[is]
  return `(${texts.map((text) => `${column} LIKE ${quoted(before + like(text) + after)} ESCAPE '\\'`).join(' OR ')})`
}
