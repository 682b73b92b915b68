/** What is stored of a form: what the person answered, and beside it what only the server may say. Pure. */

import { hash } from 'node:crypto'
import { canonicalJson } from '#shared/text/canonical-json.ts'
import { formerName } from './codes/mapping.ts'
import { isMajor, levelChoices, levelOf } from './codes/level.ts'
import type { Importance, Level, Loss } from './codes/level.ts'
import type { Cell, Field, FieldValue, Form, FormFields, FormId } from './form.ts'
import { isFilled } from './refusals.ts'

/** A page that begins anew: everything that is text or a list stands there empty, the rest is not answered yet. */
export const emptyFields = ({ fields }: Form): FormFields =>
  Object.fromEntries(
    fields
      .filter(({ bySystem }) => bySystem !== true)
      .flatMap(({ key, kind }): (readonly [string, FieldValue])[] => {
        if (kind === 'text' || kind === 'long-text') return [[key, '']]
        return kind === 'table' || kind === 'choices' ? [[key, []]] : []
      }),
  )

type Row = Readonly<Record<string, Cell>>

/**
 * `answered` was accepted by `refusalsOf`; `prefilled` is of the same moment.
 * Where a table has columns by the system, the system's rows stand first, with the person's cells of the row that has
 * the same first cell; further rows of the person follow without figures: a person may add and never overwrite (五(一)2).
 */
export function completed(form: Form, answered: FormFields, prefilled: FormFields): FormFields {
  const fields = form.fields.flatMap((field): (readonly [string, FieldValue])[] => {
    const value =
      field.bySystem === true ? prefilled[field.key] : valueOf(field, answered[field.key], prefilled[field.key])
    return value !== undefined && isFilled(value) ? [[field.key, value]] : []
  })
  return { ...Object.fromEntries(fields), ...derived[form.id]?.(answered) }
}

function valueOf(
  field: Field,
  answered: FieldValue | undefined,
  prefilled: FieldValue | undefined,
): FieldValue | undefined {
  if (field.kind !== 'table' || !field.columns.some(({ bySystem }) => bySystem === true)) return answered
  const [identity] = field.columns
  const system = new Set(field.columns.filter(({ bySystem }) => bySystem === true).map(({ key }) => key))
  const key = identity?.key ?? ''
  const byPerson = rowsOf(answered).map((row) => without(row, system))
  const bySystem = rowsOf(prefilled)
  const joined = bySystem.map((row) => {
    const figures = Object.entries(row).filter(([name]) => system.has(name) || name === key)
    return { ...byPerson.find((one) => one[key] === row[key]), ...Object.fromEntries(figures) }
  })
  return [...joined, ...byPerson.filter((row) => !bySystem.some((one) => one[key] === row[key]))]
}

const without = (row: Row, keys: ReadonlySet<string>): Row =>
  Object.fromEntries(Object.entries(row).filter(([key]) => !keys.has(key)))

export const rowsOf = (value: FieldValue | undefined): readonly Row[] =>
  Array.isArray(value) ? value.filter((row: unknown): row is Row => typeof row === 'object' && row !== null) : []

export const textsOf = (value: FieldValue | undefined): readonly string[] =>
  Array.isArray(value) ? value.filter((one: unknown): one is string => typeof one === 'string') : []

const levelName = (level: Level): string => levelChoices.find(({ value }) => value === level)?.label ?? level

/** What follows from the person's own answers, printed beside them. */
const derived: { readonly [Id in FormId]?: (answered: FormFields) => FormFields } = {
  D10c: (answered) => ({ listHash: hash('sha256', canonicalJson(rowsOf(answered['items']))) }),
  D05: (answered) => ({
    formerCategory: typeof answered['category'] === 'string' ? formerName(answered['category']) : '',
    levelByMatrix: levelName(
      levelOf(answered['importance'] as Importance, answered['loss'] as Loss, answered['harm'] as Level),
    ),
    majorByDefinition: isMajor({
      causes: textsOf(answered['causes']),
      seriouslyAffected: answered['seriouslyAffected'] === true,
      phenomena: textsOf(answered['phenomena']),
      hostile: textsOf(answered['hostile']),
      harms: textsOf(answered['harms']),
    })
      ? '符合重大信息安全事件的定义'
      : '不符合重大信息安全事件的定义',
  }),
}
