/** Reads a correlation document. */

import type { Bound, CorrelationType, SigmaCorrelation } from './correlation.ts'
import { correlationTypes } from './correlation.ts'
import { severityOf, textOf } from './parse-rule.ts'
import type { Parsed } from './refused.ts'
import { isMap, Refused, refusing } from './refused.ts'

export function parseCorrelation(source: unknown): Parsed<SigmaCorrelation> {
  return refusing(source, () => {
    if (!isMap(source) || !isMap(source['correlation'])) throw new Refused('not-a-rule', 'no correlation')
    const { id, name, title, level, status, author, license, tags, correlation } = source
    const known = textOf(id) ?? textOf(name)
    if (known === undefined) throw new Refused('not-a-rule', 'neither id nor name')
    const type = typeOf(correlation['type'])
    const rules = textsOf(correlation['rules'], 'rules')
    if (rules.length === 0) throw new Refused('bad-correlation', 'rules')
    const generate = correlation['generate'] ?? source['generate'] ?? false
    return {
      kind: 'correlation',
      id: known,
      ...(textOf(name) !== undefined && { name: textOf(name) }),
      title: textOf(title) ?? known,
      severity: severityOf(level),
      ...(textOf(status) !== undefined && { status: textOf(status) }),
      ...(textOf(author) !== undefined && { author: textOf(author) }),
      ...(textOf(license) !== undefined && { license: textOf(license) }),
      tags: Array.isArray(tags) ? tags.filter((tag) => typeof tag === 'string') : [],
      type,
      rules,
      groupBy: textsOf(correlation['group-by'] ?? [], 'group-by'),
      timespanMs: timespanOf(correlation['timespan']),
      aliases: aliasesOf(correlation['aliases']),
      ...conditionOf(type, correlation['condition'], rules.length),
      generate: generate === true,
    }
  })
}

function typeOf(value: unknown): CorrelationType {
  const type = correlationTypes.find((known) => known === value)
  if (!type) throw new Refused('bad-correlation', `type ${String(value)}`)
  return type
}

function textsOf(value: unknown, what: string): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value]
  return list.map((one) => {
    const text = textOf(one)
    if (text === undefined) throw new Refused('bad-correlation', what)
    return text
  })
}

const unitsMs: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }

function timespanOf(value: unknown): number {
  const [, count, unit = ''] = typeof value === 'string' ? (/^(\d{1,6})([smhd])$/.exec(value) ?? []) : []
  const ms = Number(count) * (unitsMs[unit] ?? Number.NaN)
  if (!(ms > 0)) throw new Refused('bad-correlation', 'timespan')
  return ms
}

function aliasesOf(value: unknown): SigmaCorrelation['aliases'] {
  if (value === undefined) return {}
  if (!isMap(value)) throw new Refused('bad-correlation', 'aliases')
  return Object.fromEntries(
    Object.entries(value).map(([alias, fields]) => {
      if (!isMap(fields)) throw new Refused('bad-correlation', `alias ${alias}`)
      const entries = Object.entries(fields).map(([rule, field]) => {
        const text = textOf(field)
        if (text === undefined) throw new Refused('bad-correlation', `alias ${alias}`)
        return [rule, text]
      })
      return [alias, Object.fromEntries(entries)]
    }),
  )
}

const isTemporal = (type: CorrelationType) => type === 'temporal' || type === 'temporal_ordered'

function conditionOf(
  type: CorrelationType,
  value: unknown,
  rules: number,
): Pick<SigmaCorrelation, 'bounds' | 'field' | 'percentile'> {
  // All rules must have been seen, unless a number of them is said to be enough.
  if (value === undefined && isTemporal(type)) return { bounds: [{ op: 'gte', to: rules }] }
  if (!isMap(value)) throw new Refused('bad-correlation', 'condition')
  const { field, percentile, ...rest } = value
  const bounds = Object.entries(rest).map(([op, to]): Bound => {
    if (op !== 'gt' && op !== 'gte' && op !== 'lt' && op !== 'lte' && op !== 'eq' && op !== 'neq')
      throw new Refused('bad-correlation', `condition ${op}`)
    if (typeof to !== 'number' || !Number.isFinite(to)) throw new Refused('bad-correlation', `condition ${op}`)
    return { op, to }
  })
  if (bounds.length === 0) throw new Refused('bad-correlation', 'condition without a number')
  // More than these a group would have to remember.
  const isCount = type === 'event_count' || type === 'value_count'
  if (isCount && bounds.some(({ to }) => to > countAtMost)) throw new Refused('too-large', 'condition')
  const counted = textOf(field)
  if (type.startsWith('value_') !== (counted !== undefined)) throw new Refused('bad-correlation', 'condition field')
  if (type === 'value_percentile' && !(typeof percentile === 'number' && percentile > 0 && percentile <= 100))
    throw new Refused('bad-correlation', 'condition percentile')
  return {
    bounds,
    ...(counted !== undefined && { field: counted }),
    ...(typeof percentile === 'number' && { percentile }),
  }
}

const countAtMost = 10_000
