/** What a person may send in for a form, as a zod schema with a limit on everything; its messages are the sentences of `refusals.ts`. */

import * as z from 'zod'
import { printable } from '#shared/protocol/limits.ts'
import { zhCn } from '#shared/wording/zh-cn.ts'
import { pending } from './form.ts'
import type { Column, Field, Form, FormId } from './form.ts'

const words = zhCn.formRefusals

/** Nobody files a form about the last century, and none about the next. */
const earliest = Date.UTC(2000, 0, 1)
const latest = Date.UTC(2100, 0, 1)

type Issue = { readonly input?: unknown }
/** One sentence where nothing was sent, another where it is wrong. */
const sentence =
  (wrong: string) =>
  ({ input }: Issue): string =>
    input === undefined ? words.missing : wrong

const writing = (max: number, oneLine: boolean): z.ZodString =>
  z
    .string({ error: sentence(words.text) })
    .max(max, { error: words.tooLong(max) })
    .refine((text) => printable(text, text.length) === text, { error: words.unprintable })
    .refine((text) => !oneLine || !/\n/.test(text), { error: words.oneLine })

function schemaOfColumn(column: Column): z.ZodType {
  switch (column.kind) {
    case 'text':
      return writing(column.max, true)
    case 'time':
      return orPending(
        column,
        z
          .int({ error: sentence(words.time) })
          .min(earliest)
          .max(latest),
        words.time,
      )
    case 'number': {
      const { min, max } = column
      const wrong = words.number(min, max)
      return orPending(
        column,
        z
          .number({ error: sentence(wrong) })
          .min(min, { error: wrong })
          .max(max, { error: wrong }),
        wrong,
      )
    }
    case 'yes-no':
      return z.boolean({ error: sentence(words.yesNo) })
    case 'choice':
      return choiceOf(column)
  }
}

const orPending = (field: Field, schema: z.ZodType, wrong: string): z.ZodType =>
  field.mayBePending === true ? z.union([schema, z.literal(pending)], { error: sentence(wrong) }) : schema

function choiceOf(field: Extract<Field, { readonly kind: 'choice' | 'choices' }>): z.ZodType {
  const accepted = field.choices.filter(({ refused }) => refused === undefined).map(({ value }) => value)
  return z.enum(field.mayBePending === true ? [...accepted, pending] : accepted, {
    error: ({ input }) =>
      field.choices.find(({ value }) => value === input)?.refused ?? sentence(words.choice)({ input }),
  })
}

function schemaOfField(field: Field): z.ZodType {
  switch (field.kind) {
    case 'long-text':
      return writing(field.max, false)
    case 'choices':
      return z.array(choiceOf(field), { error: sentence(words.choice) }).max(field.choices.length)
    case 'table': {
      const { maxRows, columns } = field
      const row = z.strictObject(shapeOf(columns), { error: words.row })
      return z.array(row, { error: sentence(words.table) }).max(maxRows, { error: words.tooManyRows(maxRows) })
    }
    case 'text':
    case 'time':
    case 'number':
    case 'yes-no':
    case 'choice':
      return schemaOfColumn(field)
  }
}

const isOptional = ({ optional, requiredWhen }: Field): boolean => optional === true || requiredWhen !== undefined

const shapeOf = (fields: readonly Field[]): Record<string, z.ZodType> =>
  Object.fromEntries(
    fields
      .filter(({ bySystem }) => bySystem !== true)
      .map((field) => [field.key, isOptional(field) ? schemaOfField(field).optional() : schemaOfField(field)]),
  )

const made = new Map<FormId, z.ZodObject>()

/** Accepts no key that the form does not ask a person for. What depends on other fields is looked at in `refusalsOf`. */
export function schemaOf({ id, fields }: Form): z.ZodObject {
  const known = made.get(id)
  if (known) return known
  const schema = z.strictObject(shapeOf(fields))
  made.set(id, schema)
  return schema
}
