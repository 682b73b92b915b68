/** What stands behind the bars of `field|contains|all`: each modifier changes the values or how they are tested, in the order given. */

import { base64, base64Offsets, utf16, windashVariants } from './encodings.ts'
import { parseNetwork } from './network.ts'
import type { Pattern } from './pattern.ts'
import { hasWildcards, joined, patternOf, plainText, testOf } from './pattern.ts'
import { expanded } from './placeholders.ts'
import type { Placeholders } from './placeholders.ts'
import { Refused } from './refused.ts'
import { regexOf } from './regex.ts'
import type { Comparison, DatePart, Item, Test, TextRelation } from './rule.ts'
import { anyRun } from './rule.ts'

/** One value on its way from the document to a test; a value may become several (`windash`, `base64offset`, `expand`). */
interface State {
  readonly raw: unknown
  readonly patterns: readonly Pattern[]
  /** Set by a modifier that says what kind of value this is. */
  readonly type?: 're' | 'cidr' | 'exists' | 'fieldref'
  readonly compare?: Comparison
  readonly part?: DatePart
  readonly how: TextRelation
  readonly regexFlags: ReadonlySet<string>
  readonly cased: boolean
  /** The texts hold bytes, as UTF-16 left them. */
  readonly bytes: boolean
}

type Change = (state: State, placeholders: Placeholders) => State

const relation =
  (how: TextRelation, wrap: (pattern: Pattern) => Pattern): Change =>
  (state) => {
    if (state.type === 'fieldref') return { ...state, how }
    if (state.type !== undefined) throw new Refused('modifier-misused', `${how} after ${state.type}`)
    return { ...state, how, patterns: state.patterns.map((pattern) => joined(wrap(pattern))) }
  }

const typed =
  (type: NonNullable<State['type']>): Change =>
  (state) => ({ ...state, type })

const onTexts =
  (name: string, change: (text: string, state: State) => readonly string[], after: Partial<State> = {}): Change =>
  (state) => ({
    ...state,
    ...after,
    patterns: state.patterns.flatMap((pattern) => {
      if (hasWildcards(pattern)) throw new Refused('modifier-misused', `${name} with a wildcard`)
      return change(plainText(pattern), state).map((text) => [text])
    }),
  })

const wide = (as: 'utf16' | 'utf16le' | 'utf16be'): Change =>
  onTexts(as, (text) => [utf16(text, as)], { bytes: true, cased: true })

const compare =
  (op: Comparison): Change =>
  (state) => ({ ...state, compare: op })

const datePart =
  (part: DatePart): Change =>
  (state) => ({ ...state, part })

const regexFlag =
  (flag: string): Change =>
  (state) => {
    if (state.type !== 're') throw new Refused('modifier-misused', `${flag} without re`)
    return { ...state, regexFlags: new Set([...state.regexFlags, flag]) }
  }

const unchanged: Change = (state) => state

const changes: Readonly<Record<string, Change>> = {
  contains: relation('contains', (pattern) => [anyRun, ...pattern, anyRun]),
  startswith: relation('startswith', (pattern) => [...pattern, anyRun]),
  endswith: relation('endswith', (pattern) => [anyRun, ...pattern]),
  cased: (state) => ({ ...state, cased: true }),
  re: typed('re'),
  i: regexFlag('i'),
  m: regexFlag('m'),
  s: regexFlag('s'),
  cidr: typed('cidr'),
  exists: typed('exists'),
  fieldref: typed('fieldref'),
  windash: (state) => ({
    ...state,
    // The variants of the texts between the wildcards, each with each.
    patterns: state.patterns.flatMap((pattern) =>
      pattern.reduce<Pattern[]>(
        (starts, piece) =>
          (typeof piece === 'string' ? windashVariants(piece) : [piece]).flatMap((variant) =>
            starts.map((start) => [...start, variant]),
          ),
        [[]],
      ),
    ),
  }),
  base64: onTexts('base64', (text, { bytes }) => [base64(text, bytes)], { cased: true }),
  base64offset: onTexts('base64offset', (text, { bytes }) => base64Offsets(text, bytes), { cased: true }),
  wide: wide('utf16le'),
  utf16le: wide('utf16le'),
  utf16be: wide('utf16be'),
  utf16: wide('utf16'),
  expand: (state, placeholders) => ({
    ...state,
    patterns: state.patterns.flatMap((pattern) => expanded(pattern, placeholders)),
  }),
  gt: compare('gt'),
  gte: compare('gte'),
  lt: compare('lt'),
  lte: compare('lte'),
  minute: datePart('minute'),
  hour: datePart('hour'),
  day: datePart('day'),
  week: datePart('week'),
  month: datePart('month'),
  year: datePart('year'),
  // Of the item, not of a value: see `itemOf`.
  all: unchanged,
  neq: unchanged,
}

const valuesAtMost = 5_000

/** `field|modifier|…: values` as one item. An empty field name means keywords. */
export function itemOf(key: string, value: unknown, placeholders: Placeholders): Item {
  const [name = '', ...modifiers] = key.split('|')
  const unknown = modifiers.find((modifier) => !Object.hasOwn(changes, modifier))
  if (unknown !== undefined) throw new Refused('unknown-modifier', unknown)
  const values: readonly unknown[] = Array.isArray(value) ? value : [value]
  if (values.length === 0) throw new Refused('bad-value', `${key}: no value`)
  if (values.length > valuesAtMost) throw new Refused('too-large', `${key}: ${values.length} values`)
  const isAll = modifiers.includes('all')
  const field = name === '' ? null : name
  const tests = values.flatMap((one) => testsOf(one, { field, key, modifiers, placeholders, isAll }))
  return {
    is: 'item',
    field,
    tests: isAll ? tests : merged(tests),
    ...(isAll && { all: true }),
    ...(modifiers.includes('neq') && { neq: true }),
  }
}

interface Context {
  readonly field: string | null
  readonly key: string
  readonly modifiers: readonly string[]
  readonly placeholders: Placeholders
  readonly isAll: boolean
}

function testsOf(raw: unknown, { field, key, modifiers, placeholders, isAll }: Context): readonly Test[] {
  if (raw === null) {
    if (modifiers.some((modifier) => modifier !== 'all' && modifier !== 'neq') || field === null)
      throw new Refused('modifier-misused', `${key}: null`)
    return [{ is: 'null' }]
  }
  if (typeof raw !== 'string' && typeof raw !== 'number' && typeof raw !== 'boolean' && typeof raw !== 'bigint')
    throw new Refused('bad-value', `${key}: not a plain value`)
  const start: State = {
    raw,
    patterns: [patternOf(String(raw))],
    how: 'equals',
    regexFlags: new Set(),
    cased: false,
    bytes: false,
  }
  const state = modifiers.reduce((before, modifier) => (changes[modifier] ?? unchanged)(before, placeholders), start)
  const tests = merged(finished(state, field, key))
  // With `all` the variants of one value stay one test: any of them will do, but every value must be met.
  if (isAll && tests.length > 1) throw new Refused('modifier-misused', `${key}: all with several kinds of variants`)
  return tests
}

function finished(state: State, field: string | null, key: string): readonly Test[] {
  const { raw, type, patterns, cased, how } = state
  const text = String(raw)
  const casing = cased ? ({ cased: true } as const) : {}
  if (state.compare !== undefined || state.part !== undefined) {
    const to = typeof raw === 'string' && /^-?\d+(?:\.\d+)?$/.test(raw) ? Number(raw) : raw
    if (typeof to !== 'number' || !Number.isFinite(to)) throw new Refused('bad-value', `${key}: ${text}`)
    return [{ is: 'compare', op: state.compare ?? 'eq', to, ...(state.part && { part: state.part }) }]
  }
  // A keyword is looked for anywhere in a value.
  if (type === undefined)
    return patterns.map((pattern) => testOf(field === null ? joined([anyRun, ...pattern, anyRun]) : pattern, cased))
  switch (type) {
    case 're':
      return [{ is: 're', ...regexOf(text, state.regexFlags) }]
    case 'cidr':
      parseNetwork(text)
      return [{ is: 'cidr', network: text }]
    case 'exists':
      if (field === null || !/^(?:true|false)$/i.test(text)) throw new Refused('modifier-misused', `${key}: ${text}`)
      return [{ is: 'exists', exists: text.toLowerCase() === 'true' }]
    case 'fieldref':
      if (field === null || text === '') throw new Refused('modifier-misused', `${key}: ${text}`)
      return [{ is: 'field', field: text, how, ...casing }]
  }
}

/** Texts that are tested the same way become one test. */
function merged(tests: readonly Test[]): readonly Test[] {
  const texts = new Map<string, string[]>()
  const out: Test[] = []
  for (const test of tests) {
    if (!('texts' in test)) {
      out.push(test)
      continue
    }
    const kind = `${test.is} ${test.cased === true}`
    const known = texts.get(kind)
    if (known) known.push(...test.texts)
    else {
      const own = [...test.texts]
      texts.set(kind, own)
      out.push({ ...test, texts: own })
    }
  }
  return out
}
