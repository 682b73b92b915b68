/** Rows as a CSV file that Excel opens as it is: UTF-8 with its mark, CRLF, and no cell that it would execute. */

import { stringify } from 'csv-stringify/sync'
import { guarded } from './formula-guard.ts'
import type { Column } from './read-table.ts'

export function writeTable<Key extends string>(
  columns: Readonly<Record<Key, Column>>,
  rows: readonly Readonly<Record<Key, string>>[],
): Uint8Array {
  const keys = Object.keys(columns) as Key[]
  const lines = rows.map((row) => keys.map((key) => guarded(row[key])))
  const text = stringify([keys.map((key) => columns[key].title), ...lines], { bom: true, record_delimiter: 'windows' })
  return new TextEncoder().encode(text)
}
