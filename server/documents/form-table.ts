/** 表格式: the layout of most forms: labels on the left, answers on the right, tables of a form below their own heading. */

import { Table } from 'docx'
import type { FileChild } from 'docx'
import type { Field, FieldValue } from '../workflow/forms/form.ts'
import { answerText } from './answer-text.ts'
import { answersTable } from './answers-table.ts'
import { grid } from './grid.ts'
import type { Row } from './grid.ts'
import type { Known } from './names.ts'
import { heading, paragraph, spacer } from './paper.ts'
import type { Printed } from './printed.ts'

const weights = [38, 118]

/** A label and what stands beside it. */
export const labelled = (label: string, text: string): Row => ({
  cells: [{ text: label, font: 'heading', centred: true }, { text }],
})

export const labelledTable = (rows: readonly Row[]): FileChild => grid(weights, rows)

type Fields = Readonly<Record<string, FieldValue>>

/** Not printed: what was not asked for, because another answer made it needless. */
const isNeedless = (field: Field, fields: Fields): boolean =>
  fields[field.key] === undefined &&
  (field.requiredWhen !== undefined ||
    field.blockedWhen !== undefined ||
    (field.optional === true && field.kind === 'table'))

export function formTable(fields: readonly Field[], answers: Fields, known: Known): readonly FileChild[] {
  const children: FileChild[] = []
  let rows: Row[] = []
  const endRows = () => {
    if (rows.length === 0) return
    // Two tables that touch run into one.
    if (children.at(-1) instanceof Table) children.push(spacer())
    children.push(labelledTable(rows))
    rows = []
  }
  for (const field of fields.filter((one) => !isNeedless(one, answers))) {
    if (field.kind === 'table') {
      endRows()
      children.push(heading(field.label), answersTable(field, answers[field.key], known))
    } else rows.push(labelled(field.label, answerText(field, answers[field.key], known)))
  }
  endRows()
  return children
}

export const defaultLayout = ({ form, filed, known }: Printed): readonly FileChild[] =>
  formTable(form.fields, filed.fields, known)

/** Lines to sign on, for the copy that goes into the file. */
export const signatures = (...names: readonly string[]): readonly FileChild[] =>
  names.map((name, index) =>
    paragraph(`${name}（签名）：　　　　　　　　　　　　　　年　　　月　　　日`, {
      size: 'form',
      more: { keepLines: true, spacing: { before: index === 0 ? 360 : 200 } },
    }),
  )
