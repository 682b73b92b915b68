/** Why a form is not accepted as it is filled: one sentence for each field, in the words that the page shows beside it. Pure. */

import { zhCn } from '#shared/wording/zh-cn.ts'
import { pending } from './form.ts'
import type { Choice, Column, Condition, Field, FieldRefusals, Form } from './form.ts'
import { schemaOf } from './schema.ts'

const words = zhCn.formRefusals

type Refusal = FieldRefusals[number]
/** What was sent in; nobody has looked at it yet. */
type Answers = Readonly<Record<string, unknown>>

/** What a person reads off another clock may lie a minute ahead of ours. */
const aheadMs = 60_000

export const isFilled = (value: unknown): boolean =>
  Array.isArray(value) ? value.length > 0 : typeof value === 'string' ? value.trim() !== '' : value !== undefined

export const holds = (condition: Condition, answers: Answers): boolean =>
  'empty' in condition ? !isFilled(answers[condition.key]) : answers[condition.key] === condition.is

/** Empty is good. `now`: server time; without it nothing is refused for lying in the future. */
export function refusalsOf(form: Form, fields: Answers, now?: number): FieldRefusals {
  const refusals = [...bySchema(form, fields), ...byMeaning(form.fields, fields, now, (key) => key)]
  const first = new Map<string, Refusal>()
  for (const refusal of refusals) if (!first.has(refusal.key)) first.set(refusal.key, refusal)
  return [...first.values()].map(({ key, why }) => ({ key, why: `${placeOf(form, key)}${why}` }))
}

/** `measures.1.object` → “抑制措施”第 2 行“对象”： */
function placeOf({ fields }: Form, path: string): string {
  const [key, row, column] = path.split('.')
  const field = fields.find((one) => one.key === key)
  if (!field) return words.place(key ?? '')
  const inRow =
    field.kind === 'table' && column !== undefined ? field.columns.find((one) => one.key === column) : undefined
  return row === undefined || field.kind !== 'table'
    ? words.place(field.label)
    : words.placeInRow(field.label, Number(row) + 1, inRow?.label ?? column)
}

function bySchema(form: Form, fields: Answers): readonly Refusal[] {
  const parsed = schemaOf(form).safeParse(fields)
  if (parsed.success) return []
  return parsed.error.issues.flatMap((issue): readonly Refusal[] => {
    const at = (keys: readonly PropertyKey[]): string => keys.map(String).join('.')
    if (issue.code !== 'unrecognized_keys') return [{ key: at(issue.path), why: issue.message }]
    return issue.keys.map((key) => ({
      key: at([...issue.path, key]),
      why: isBySystem(form.fields, [...issue.path, key]) ? words.bySystem : words.unknown,
    }))
  })
}

function isBySystem(fields: readonly Field[], path: readonly PropertyKey[]): boolean {
  const field = fields.find(({ key }) => key === path[0])
  if (field?.kind === 'table' && path.length > 1) return isBySystem(field.columns, path.slice(2))
  return field?.bySystem === true
}

function byMeaning(
  fields: readonly Field[],
  answers: Answers,
  now: number | undefined,
  path: (key: string) => string,
): readonly Refusal[] {
  return fields.flatMap((field) => {
    if (field.bySystem === true) return []
    const value = answers[field.key]
    const why = whyNot(field, value, answers, now)
    if (why !== undefined) return [{ key: path(field.key), why }]
    return field.kind === 'table' ? inRows(field.columns, value, now, path(field.key)) : []
  })
}

function inRows(
  columns: readonly Column[],
  value: unknown,
  now: number | undefined,
  table: string,
): readonly Refusal[] {
  if (!Array.isArray(value)) return []
  return value.flatMap((row: unknown, index) =>
    typeof row === 'object' && row !== null
      ? byMeaning(columns, row as Answers, now, (key) => `${table}.${index}.${key}`)
      : [],
  )
}

function whyNot(field: Field, value: unknown, answers: Answers, now: number | undefined): string | undefined {
  const { optional, requiredWhen, blockedWhen, mayBePending } = field
  const filled = isFilled(value)
  if (blockedWhen && holds(blockedWhen, answers)) return filled ? blockedWhen.why : undefined
  const required = requiredWhen ? holds(requiredWhen, answers) : optional !== true
  if (!filled) return required ? (mayBePending === true ? words.missingOrPending : words.missing) : undefined
  if (value === pending && mayBePending !== true) return words.notPending
  if (
    field.kind === 'time' &&
    field.past === true &&
    now !== undefined &&
    typeof value === 'number' &&
    value > now + aheadMs
  )
    return words.future
  if (field.kind === 'choice' || field.kind === 'choices') return notOffered(field.choices, value, answers)
  return undefined
}

function notOffered(choices: readonly Choice[], value: unknown, answers: Answers): string | undefined {
  const chosen: readonly unknown[] = Array.isArray(value) ? value : [value]
  const outside = choices.find(
    (one) => chosen.includes(one.value) && one.offeredWhen !== undefined && !holds(one.offeredWhen, answers),
  )
  return outside ? words.notOffered(outside.label) : undefined
}
