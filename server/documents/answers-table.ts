/** A table of a form: its columns as wide as what stands in them; ids and hashes get a line of their own below their row. */

import type { FileChild } from 'docx'
import { rowsOf } from '../workflow/forms/completed.ts'
import type { Column, Field, FieldValue } from '../workflow/forms/form.ts'
import { cellText, nothing } from './answer-text.ts'
import { grid } from './grid.ts'
import type { Row } from './grid.ts'
import type { Known } from './names.ts'

/** Millimetres that a column wants, before all are scaled to the text's width. */
function wanted(column: Column): number {
  switch (column.kind) {
    case 'time':
      return 26
    case 'number':
      return 20
    case 'yes-no':
      return 16
    case 'choice':
      return 28
    case 'text':
      if (column.of !== undefined) return column.of === 'person' ? 18 : 34
      return column.max > 300 ? 60 : column.max > 100 ? 36 : 22
  }
}

/** A UUID or a SHA-256 beside other columns would be a tower of single letters. */
const isLong = (column: Column): boolean => column.kind === 'text' && (column.key === 'sha256' || column.key === 'id')

const isPerson = (column: Column): boolean => column.kind === 'text' && column.of === 'person'

export function answersTable(
  field: Extract<Field, { kind: 'table' }>,
  value: FieldValue | undefined,
  known: Known,
): FileChild {
  const rows = rowsOf(value)
  // Where the name stands beside it, a person's id would print the same name twice.
  const named = field.columns.some(({ key }) => key === 'name')
  const columns = field.columns.filter((column) => !isLong(column) && !(named && isPerson(column)))
  const below = field.columns.filter(isLong)
  const size = columns.length > 5 ? 'small' : 'table'
  const header: Row = {
    header: true,
    cells: [
      { text: '序号', font: 'heading', size, centred: true },
      ...columns.map(({ label }) => ({ text: label, font: 'heading' as const, size, centred: true }) as const),
    ],
  }
  const body = rows.flatMap((row, index): readonly Row[] => [
    {
      cells: [
        { text: String(index + 1), size, centred: true },
        ...columns.map((column) => ({ text: cellText(column, row[column.key], known), size }) as const),
      ],
    },
    ...(below.some(({ key }) => row[key] !== undefined)
      ? [
          {
            cells: [
              {
                text: below.map((column) => `${column.label}：${cellText(column, row[column.key], known)}`).join('\n'),
                size: 'small' as const,
                span: columns.length + 1,
              },
            ],
          },
        ]
      : []),
  ])
  const empty: Row = { cells: [{ text: nothing, size, centred: true, span: columns.length + 1 }] }
  const widths = columns.map(wanted)
  const whole = widths.reduce((sum, width) => sum + width, 0)
  return grid([whole * 0.075, ...widths], [header, ...(body.length > 0 ? body : [empty])])
}
