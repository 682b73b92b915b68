/** How the forms write their fields down: one short word for each kind of field. */

import type { Choice, Column, Field, Reference } from './form.ts'

type Column_<K extends Column['kind']> = Extract<Column, { readonly kind: K }>
type Field_<K extends Field['kind']> = Extract<Field, { readonly kind: K }>
/** Everything of a field but what its word and its first arguments say. */
type More = Partial<Omit<Column, 'key' | 'label' | 'kind'>>

const name = 60
const line = 200
const page = 4_000

/** One line. */
export const text = (key: string, label: string, more: More & { max?: number } = {}): Column_<'text'> => ({
  key,
  label,
  kind: 'text',
  max: line,
  ...more,
})

export const nameOf = (of: Reference, key: string, label: string, more: More = {}): Column_<'text'> => ({
  key,
  label,
  kind: 'text',
  max: name,
  of,
  ...more,
})

export const longText = (key: string, label: string, more: More & { max?: number } = {}): Field_<'long-text'> => ({
  key,
  label,
  kind: 'long-text',
  max: page,
  ...more,
})

/** Something that has happened: it lies before the moment of filing. */
export const happened = (key: string, label: string, more: More = {}): Column_<'time'> => ({
  key,
  label,
  kind: 'time',
  past: true,
  ...more,
})

/** A deadline or an appointment. */
export const planned = (key: string, label: string, more: More = {}): Column_<'time'> => ({
  key,
  label,
  kind: 'time',
  ...more,
})

export const count = (key: string, label: string, more: More & { max?: number } = {}): Column_<'number'> => ({
  key,
  label,
  kind: 'number',
  min: 0,
  max: 1_000_000,
  ...more,
})

export const yesNo = (key: string, label: string, more: More = {}): Column_<'yes-no'> => ({
  key,
  label,
  kind: 'yes-no',
  ...more,
})

export const choice = (key: string, label: string, choices: readonly Choice[], more: More = {}): Column_<'choice'> => ({
  key,
  label,
  kind: 'choice',
  choices,
  ...more,
})

export const choices = (
  key: string,
  label: string,
  offered: readonly Choice[],
  more: More = {},
): Field_<'choices'> => ({ key, label, kind: 'choices', choices: offered, ...more })

export const table = (
  key: string,
  label: string,
  columns: readonly Column[],
  more: More & { maxRows?: number } = {},
): Field_<'table'> => ({ key, label, kind: 'table', columns, maxRows: 200, ...more })

/** `['yes', '是']` as a choice. */
export const offered = (...pairs: readonly (readonly [value: string, label: string])[]): readonly Choice[] =>
  pairs.map(([value, label]) => ({ value, label }))
