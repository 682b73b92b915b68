/** Rows of a CSV file under their titles, each with the line that it stands in. */

import { CsvError, parse } from 'csv-parse/sync'
import { printable } from '#shared/protocol/limits.ts'
import { unguarded } from './formula-guard.ts'
import { fileLimits } from './line-refusal.ts'
import type { FileRefusal, LineRefusal } from './line-refusal.ts'
import { textOfFile } from './text-of-file.ts'
import type { Encoding } from './text-of-file.ts'

export interface Column {
  /** As in the title line. */
  readonly title: string
  readonly max: number
  readonly optional?: boolean | undefined
}

export interface TableRow<Key extends string> {
  readonly line: number
  readonly cells: Readonly<Record<Key, string>>
}

export type ReadTable<Key extends string> =
  | {
      readonly ok: true
      readonly encoding: Encoding
      /** Only those of which nothing is refused. */
      readonly rows: readonly TableRow<Key>[]
      readonly refusals: readonly LineRefusal[]
    }
  | { readonly ok: false; readonly refusal: FileRefusal }

interface Parsed {
  readonly record: readonly string[]
  readonly info: { readonly lines: number }
}

/** A cell may hold a line feed, so lines and records are not the same; the line is the one in which the record ends. */
export function readTable<Key extends string>(
  bytes: Uint8Array,
  columns: Readonly<Record<Key, Column>>,
): ReadTable<Key> {
  const file = textOfFile(bytes)
  if (!file.ok) return file
  const refusals: LineRefusal[] = []
  const records = parsed(file.text, refusals)
  const [titles, ...rest] = records
  if (titles === undefined) return { ok: false, refusal: refusals.length > 0 ? 'not-csv' : 'no-title-line' }
  const places = placesOf(columns, titles.record)
  if (places === undefined) return { ok: false, refusal: 'no-title-line' }
  if (rest.length > fileLimits.lines) return { ok: false, refusal: 'too-many-lines' }

  const rows: TableRow<Key>[] = []
  for (const { record, info } of rest) {
    const line = info.lines
    if (record.every((cell) => cell.trim() === '')) continue
    const wrong: LineRefusal[] = []
    if (record.length > titles.record.length && record.slice(titles.record.length).some((cell) => cell !== ''))
      wrong.push({ line, column: '', refusal: 'too-many-cells' })
    const cells: Partial<Record<Key, string>> = {}
    for (const [key, place] of places) {
      const { title, max, optional } = columns[key]
      const cell = unguarded((record[place] ?? '').trim())
      cells[key] = cell
      if (cell === '' && optional !== true) wrong.push({ line, column: title, refusal: 'cell-missing' })
      else if (cell.length > max) wrong.push({ line, column: title, refusal: 'cell-too-long' })
      else if (printable(cell, max) !== cell || /[\n\t]/.test(cell))
        wrong.push({ line, column: title, refusal: 'cell-unprintable' })
    }
    if (wrong.length === 0) rows.push({ line, cells: cells as Record<Key, string> })
    refusals.push(...wrong)
  }
  return { ok: true, encoding: file.encoding, rows, refusals: refusals.toSorted((a, b) => a.line - b.line) }
}

/** Everything up to the first broken quote; what follows cannot be told apart any more. */
function parsed(text: string, refusals: LineRefusal[]): readonly Parsed[] {
  const records: Parsed[] = []
  try {
    parse(text, {
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: 16 * 1024,
      on_record: (one: unknown) => {
        records.push(one as Parsed)
        // Kept by us, so that what was read before an error is not lost with it.
        return null
      },
    })
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const lines: unknown = error['lines']
    refusals.push({ line: typeof lines === 'number' ? lines : records.length + 1, column: '', refusal: 'quote-wrong' })
  }
  return records
}

/** Where each column stands; columns may be in any order and others may stand between. Nothing where one is missing or there twice. */
function placesOf<Key extends string>(
  columns: Readonly<Record<Key, Column>>,
  titles: readonly string[],
): readonly (readonly [Key, number])[] | undefined {
  const trimmed = titles.map((title) => title.trim())
  const places = (Object.entries(columns) as [Key, Column][]).map(
    ([key, { title }]) => [key, trimmed.indexOf(title)] as const,
  )
  const clear = places.every(([, place]) => place >= 0 && trimmed.lastIndexOf(trimmed[place] ?? '') === place)
  return clear ? places : undefined
}
