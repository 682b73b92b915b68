// How far a form is filled, and what of it is sent.
import { describe, expect, test } from 'vitest'
import type { Column, Field, Form, FormFields } from '../../../workflow/forms/form.ts'
import { dropDrafts, draftKey, keepDraft, readDraft } from './draft.ts'
import { blockedBy, isRequired, leftIn, offeredNow, pending, toSend, withDraft, withPerson } from './filling.ts'
import { fromField, toField } from './shanghai-input.ts'

const fields: readonly Field[] = [
  { key: 'name', label: '名称', kind: 'text', max: 20 },
  { key: 'note', label: '备注', kind: 'long-text', max: 20, optional: true },
  { key: 'by', label: '系统', kind: 'time', bySystem: true },
  {
    key: 'rows',
    label: '行',
    kind: 'table',
    maxRows: 5,
    optional: true,
    columns: [
      { key: 'what', label: '什么', kind: 'text', max: 20 },
      { key: 'sum', label: '和', kind: 'number', min: 0, max: 9, bySystem: true },
    ],
  },
  { key: 'why', label: '无行的原因', kind: 'text', max: 20, requiredWhen: { key: 'rows', empty: true } },
  { key: 'secret', label: '涉密', kind: 'yes-no', optional: true },
  {
    key: 'files',
    label: '附件',
    kind: 'text',
    max: 20,
    blockedWhen: { key: 'secret', is: true, why: '涉密内容不得存入本系统' },
  },
]
const form: Form = {
  id: 'D01',
  title: '表',
  clause: '',
  operation: 'incident.register',
  phases: [],
  repeatable: false,
  fields,
}
const field = (key: string) => fields.find((each) => each.key === key)!

describe('what is left', () => {
  test.each<[string, FormFields, readonly string[]]>([
    ['nothing filled in', {}, ['name', 'why', 'files']],
    ['a blank is nothing', { name: '', why: 'x', files: 'x' }, ['name']],
    ['待核实 is an answer', { name: pending, why: 'x', files: 'x' }, []],
    ['rows take the place of the reason', { name: 'x', rows: [{ what: 'x' }], files: 'x' }, []],
    ['a row that lacks a cell', { name: 'x', rows: [{}], files: 'x' }, []],
    ['what is blocked is not asked for', { name: 'x', why: 'x', secret: true }, []],
  ])('%s', (_, filled, left) => {
    expect(leftIn(form, filled)).toEqual(left)
  })
  test('a required table needs whole rows', () => {
    const required = {
      ...form,
      fields: fields.map((each) => (each.key === 'rows' ? { ...each, optional: false } : each)),
    }
    expect(leftIn(required, { name: 'x', rows: [{}], files: 'x' })).toEqual(['rows'])
  })
  test('a field filled by the server is never asked for', () => {
    expect(isRequired(field('by'), {})).toBe(false)
  })
})

test('what is blocked says why', () => {
  expect(blockedBy(field('files'), { secret: true })).toBe('涉密内容不得存入本系统')
  expect(blockedBy(field('files'), { secret: false })).toBeUndefined()
})

test('choices that depend on another answer', () => {
  const choices = [
    { value: 'a', label: 'a' },
    { value: 'b', label: 'b', offeredWhen: { key: 'standard', is: 'new' } },
  ]
  expect(offeredNow(choices, { standard: 'old' }).map(({ value }) => value)).toEqual(['a'])
  expect(offeredNow(choices, { standard: 'new' })).toHaveLength(2)
})

test('sent: trimmed, without what the server fills, what is blocked and what is empty', () => {
  const sent = toSend(form, {
    name: ' 名称 ',
    note: '  ',
    by: 5,
    rows: [{ what: ' x ', sum: 3 }],
    secret: true,
    files: '不该寄出',
    unknown: 'x',
  })
  expect(sent).toEqual({ name: '名称', rows: [{ what: 'x' }], secret: true })
})

test('a draft lies over what was pre-filled, but never over what only the server fills', () => {
  expect(withDraft(form, { name: 'a', by: 9 }, { name: 'b', by: 1 })).toEqual({ name: 'b', by: 9 })
})

describe('drafts', () => {
  const storage = () => {
    const kept: Record<string, string> = {}
    return Object.assign(
      Object.create({
        getItem: (key: string) => kept[key] ?? null,
        setItem: (key: string, value: string) => (kept[key] = value),
        removeItem: (key: string) => delete kept[key],
      }) as Storage,
      { kept },
    )
  }
  test('are kept by person, incident and form', () => {
    const store = storage()
    keepDraft(store, draftKey('王', 'i1', 'D03'), { name: 'x' })
    expect(readDraft(store, draftKey('王', 'i1', 'D03'))).toEqual({ name: 'x' })
    expect(readDraft(store, draftKey('李', 'i1', 'D03'))).toBeUndefined()
  })
  test('that are damaged are none', () => {
    const store = storage()
    store.setItem(draftKey('王', 'i1', 'D03'), '{')
    expect(readDraft(store, draftKey('王', 'i1', 'D03'))).toBeUndefined()
  })
  test('a full storage is no reason to stop', () => {
    const full = {
      setItem: () => {
        throw new Error('full')
      },
    } as unknown as Storage
    expect(() => keepDraft(full, 'k', {})).not.toThrow()
  })
  test('go on signing out', () => {
    const removed: string[] = []
    const store = Object.assign(Object.create({ removeItem: (key: string) => removed.push(key) }) as Storage, {
      [draftKey('王', 'i1', 'D03')]: '{}',
      'sentinel.keys': 'on',
    })
    dropDrafts(store)
    expect(removed).toEqual([draftKey('王', 'i1', 'D03')])
  })
})

test.each([
  ['2026-11-22T14:03:22', Date.UTC(2026, 10, 22, 6, 3, 22)],
  ['2026-11-22T00:30', Date.UTC(2026, 10, 21, 16, 30)],
  ['', undefined],
  ['2026-11-22', undefined],
  ['2026-13-01T00:00:00', undefined],
])('Shanghai’s wall clock %s', (text, at) => {
  expect(fromField(text)).toBe(at)
  if (at !== undefined) expect(toField(at).startsWith(text)).toBe(true)
})

test('a chosen person brings name and telephone into the row, where it has columns for them', () => {
  const columns: readonly Column[] = [
    { key: 'person', label: '人员', kind: 'text', max: 60, of: 'person' },
    { key: 'name', label: '姓名', kind: 'text', max: 60 },
    { key: 'phone', label: '电话', kind: 'text', max: 40 },
  ]
  const [person] = columns
  const known = { person: [{ id: 'p1', name: '赵工', phone: '138' }] }
  expect(withPerson({ person: 'p1', arriveBy: 5 }, person!, columns, known)).toEqual({
    person: 'p1',
    name: '赵工',
    phone: '138',
    arriveBy: 5,
  })
  expect(withPerson({ person: 'p1' }, person!, [person!], known)).toEqual({ person: 'p1' })
  // What is typed into another column, and a person whom nobody knows, change nothing.
  expect(withPerson({ person: 'p1', name: '甲' }, columns[1]!, columns, known)).toEqual({ person: 'p1', name: '甲' })
  expect(withPerson({ person: 'p9' }, person!, columns, known)).toEqual({ person: 'p9' })
})
