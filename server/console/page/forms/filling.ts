/** How far a form is filled, and what of it is sent: guidance for the person; the server alone decides what it accepts. */

import type {
  Cell,
  Choice,
  Column,
  Condition,
  Field,
  FieldValue,
  Form,
  FormFields,
  pending as Pending,
} from '../../../workflow/forms/form.ts'
import type { References } from './form-answers.ts'

/** The forms' one word for what is still to be found out. */
export const pending: typeof Pending = '待核实'

export type Row = Readonly<Record<string, Cell>>

/** Columns of a table look at the columns beside them, fields at the fields of the form. */
export const stands = (condition: Condition, beside: FormFields): boolean =>
  'empty' in condition ? isEmpty(beside[condition.key]) : beside[condition.key] === condition.is

export const isEmpty = (value: FieldValue | undefined): boolean =>
  value === undefined || value === '' || (Array.isArray(value) && value.length === 0)

export const rowsIn = (value: FieldValue | undefined): readonly Row[] =>
  Array.isArray(value) ? (value as readonly (Row | string)[]).filter((row) => typeof row === 'object') : []

export const chosenIn = (value: FieldValue | undefined): readonly string[] =>
  Array.isArray(value) ? (value as readonly (Row | string)[]).filter((each) => typeof each === 'string') : []

/** One answer as a text; empty where there is none. */
export function textIn(fields: FormFields, key: string): string {
  const value = fields[key]
  return value === undefined || typeof value === 'object' ? '' : String(value)
}

/** Why a field takes nothing now; nothing where it does. */
export const blockedBy = ({ blockedWhen }: Field, beside: FormFields): string | undefined =>
  blockedWhen && stands(blockedWhen, beside) ? blockedWhen.why : undefined

/** A field that is asked for only in a case which is not this one. */
export const isRequired = (field: Field, beside: FormFields): boolean =>
  !field.bySystem &&
  blockedBy(field, beside) === undefined &&
  (field.requiredWhen ? stands(field.requiredWhen, beside) : !field.optional)

export const offeredNow = (choices: readonly Choice[], beside: FormFields): readonly Choice[] =>
  choices.filter(({ offeredWhen }) => offeredWhen === undefined || stands(offeredWhen, beside))

/** Keys of required fields that are still empty, in the order of the form; a row counts for its table. */
export const leftIn = (form: Form, fields: FormFields): readonly string[] =>
  form.fields
    .filter((field) => isRequired(field, fields) && (isEmpty(fields[field.key]) || lacksCells(field, fields)))
    .map(({ key }) => key)

const lacksCells = (field: Field, fields: FormFields): boolean =>
  field.kind === 'table' &&
  rowsIn(fields[field.key]).some((row) => field.columns.some((cell) => isRequired(cell, row) && isEmpty(row[cell.key])))

/** What is sent: nothing that the server fills, nothing that is blocked, nothing empty. */
export function toSend(form: Form, fields: FormFields): FormFields {
  const sent: Record<string, FieldValue> = {}
  for (const field of form.fields) {
    const value = fields[field.key]
    if (field.bySystem || value === undefined || blockedBy(field, fields) !== undefined) continue
    const kept = field.kind === 'table' ? rowsIn(value).map((row) => cellsToSend(field.columns, row)) : trimmed(value)
    if (!isEmpty(kept)) sent[field.key] = kept
  }
  return sent
}

function cellsToSend(columns: readonly Column[], row: Row): Row {
  const sent: Record<string, Cell> = {}
  for (const { key, bySystem } of columns) {
    const value = row[key]
    if (bySystem || value === undefined) continue
    const kept = typeof value === 'string' ? value.trim() : value
    if (kept !== '') sent[key] = kept
  }
  return sent
}

const trimmed = (value: FieldValue): FieldValue => (typeof value === 'string' ? value.trim() : value)

/** The draft laid over what the server has filled in: what only the server fills always comes from it. */
export function withDraft(form: Form, prefilled: FormFields, draft: FormFields | undefined): FormFields {
  if (!draft) return prefilled
  const bySystem = new Set(form.fields.filter((field) => field.bySystem).map(({ key }) => key))
  const own = Object.entries(draft).filter(([key]) => !bySystem.has(key))
  return { ...prefilled, ...Object.fromEntries(own) }
}

/** Whoever chooses a person need not type what the office knows: name and telephone stand in the same row. */
export function withPerson(row: Row, { key, ...column }: Column, columns: readonly Column[], known: References): Row {
  const person = column.kind === 'text' && column.of === 'person' && known.person?.find(({ id }) => id === row[key])
  if (!person) return row
  const filled = { name: person.name, phone: person.phone ?? '' }
  const keys = columns.map((one) => one.key)
  const own = Object.entries(filled).filter(([each, value]) => keys.includes(each) && value !== '')
  return { ...row, ...Object.fromEntries(own) }
}
