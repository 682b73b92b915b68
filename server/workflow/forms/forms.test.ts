// The forms as data: complete, bounded, and referring only to what is there.
import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { formIds, pending } from './form.ts'
import type { Column, Condition, Field, Form, FormId } from './form.ts'
import { forms, formOf, officeForms } from './index.ts'
import { schemaOf } from './schema.ts'

/** Keys that guards, clocks, facts and documents rely on. */
const fixedKeys: { readonly [Id in FormId]?: string } = {
  D01: 'source institution reporter phone foundAt calledAt endpoint phenomenon disconnected disconnectedAt measures',
  D02: 'method conclusion basis reviewer',
  D03: 'name unit occurredAt foundAt shouldHaveBeenFoundAt reportedAt category level major endpointsAffected businessAffected course measuresTaken measuresPlanned evidence noEvidenceReason systemKnew',
  D05: 'category standard level importance loss harm major causes phenomena harms damage impact timing measures participants suspectedCrime nationalLevel criticalInfrastructure',
  D06: 'resolutions',
  D08: 'decision level scope lead reason',
  D09: 'lead members',
  D10: 'assets intruded reentry superuserTaken loss dangers evidence',
  D11: 'measures contained',
  D12: 'cause remedy eradicated review backups restored passwords classified',
  D13: 'endpoint scanClean virusDatabaseAt patches inspector',
  D14: 'cause loss lessons suggestions',
  D15: 'result measures',
  D16a: 'opinion suggestion',
  D16b: 'agreed reason',
  D17: 'units',
  D18: 'facts clause statement ruling treatment',
}

const columnsOf = (field: Field): readonly Column[] => (field.kind === 'table' ? field.columns : [])
const conditionsOf = (field: Field): readonly Condition[] => [
  ...(field.requiredWhen ? [field.requiredWhen] : []),
  ...(field.blockedWhen ? [field.blockedWhen] : []),
  ...('choices' in field ? field.choices.flatMap(({ offeredWhen }) => (offeredWhen ? [offeredWhen] : [])) : []),
]

/** What is wrong with a form as data. */
function flawsOf({ fields }: Pick<Form, 'fields'>): readonly string[] {
  const keys = fields.map(({ key }) => key)
  const twice = keys.filter((key, index) => keys.indexOf(key) !== index)
  const dangling = fields.flatMap((field) =>
    conditionsOf(field).flatMap((condition) => {
      const { key } = condition
      const other = fields.find((one) => one.key === key)
      if (!other) return [`${field.key} depends on ${key}, which is not there`]
      if ('empty' in condition) return []
      const { is } = condition
      const possible = 'choices' in other ? other.choices.map(({ value }) => value) : [true, false]
      return possible.includes(is as never) ? [] : [`${field.key}: ${key} is never ${is}`]
    }),
  )
  const bySystemAndMore = fields.flatMap((field) =>
    field.bySystem === true && (field.optional === true || field.mayBePending === true)
      ? [`${field.key} asks the system`]
      : [],
  )
  return [
    ...twice,
    ...dangling,
    ...bySystemAndMore,
    ...fields.flatMap((field) => (field.kind === 'table' ? flawsOf({ fields: columnsOf(field) }) : [])),
  ]
}

describe.each(forms.map((form) => [form.id, form] as const))('%s', (id, form) => {
  test('is sound', () => {
    expect(flawsOf(form)).toEqual([])
    expect(form.fields.some(({ bySystem }) => bySystem !== true)).toBe(true)
  })
  test('holds the keys that others rely on', () => {
    const keys = form.fields.map(({ key }) => key)
    expect((fixedKeys[id]?.split(' ') ?? []).filter((key) => !keys.includes(key))).toEqual([])
  })
  test('has a limit on everything, also as a JSON schema', () => {
    const unbounded = boundless(z.toJSONSchema(schemaOf(form)))
    expect(unbounded).toEqual([])
  })
})

/** Places of a JSON schema where anything of any size would pass. */
function boundless(schema: unknown, path = ''): readonly string[] {
  if (typeof schema !== 'object' || schema === null) return []
  const { type, ...rest } = schema as Record<string, unknown>
  const here =
    type === 'string' && !('enum' in rest) && !('const' in rest) && !('maxLength' in rest)
      ? [path]
      : type === 'array' && !('maxItems' in rest)
        ? [path]
        : type === 'object' && rest['additionalProperties'] !== false
          ? [path]
          : (type === 'integer' || type === 'number') && !('maximum' in rest)
            ? [path]
            : []
  return [
    ...here,
    ...Object.entries(rest).flatMap(([key, value]) => (key === 'enum' ? [] : boundless(value, `${path}/${key}`))),
  ]
}

test.each([
  ['control: a text without end', z.strictObject({ a: z.string() }), ['/properties/a']],
  ['control: other keys', z.looseObject({ a: z.boolean() }), ['']],
  ['control: rows without end', z.strictObject({ a: z.array(z.boolean()) }), ['/properties/a']],
])('%s', (_, schema, places) => {
  expect(boundless(z.toJSONSchema(schema))).toEqual(places)
})

test.each([
  ['control: a key twice', [text('a'), text('a')], ['a']],
  [
    'control: depends on nothing',
    [{ ...text('a'), requiredWhen: { key: 'b', empty: true as const } }],
    ['a depends on b, which is not there'],
  ],
])('%s', (_, fields, flaws) => {
  expect(flawsOf({ fields })).toEqual(flaws)
})

function text(key: string): Column {
  return { key, label: key, kind: 'text', max: 10 }
}

test('every number has one form, and five are the office’s own', () => {
  expect(formIds.map((id) => formOf(id).id)).toEqual(formIds)
  expect(officeForms).toEqual(['D14b', 'D20', 'D21', 'D22', 'D23'])
})

test('the initial report has its twelve mandatory answers, and ten of them may still be 待核实', () => {
  const asked = formOf('D03').fields.filter(
    ({ key }) => !['evidence', 'noEvidenceReason', 'systemKnew', 'tookMinutes', 'timeliness'].includes(key),
  )
  // 级别 with 是否重大, and 终端数 with 业务, are one item each in the plan's list.
  expect(asked).toHaveLength(14)
  expect(asked.filter(({ bySystem }) => bySystem === true).map(({ label }) => label)).toEqual([
    '应当发现时间',
    '上报时间',
  ])
  expect(asked.filter(({ mayBePending }) => mayBePending === true)).toHaveLength(10)
  expect(pending).toBe('待核实')
})

test('nothing that is printed carries a letter code of annex B', () => {
  const printed = JSON.stringify(forms)
  expect(printed).not.toMatch(/\b(MI|NAI|IDI|ICSI|CVI|THI|MP|NA|DS)-?\d{0,3}\b/)
})
