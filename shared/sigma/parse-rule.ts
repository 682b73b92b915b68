/** Reads a detection rule: a YAML document as an object, as SigmaHQ publishes it. */

import type { Severity } from '../domain/severity.ts'
import { parseDetection } from './detection.ts'
import type { Placeholders } from './placeholders.ts'
import type { Parsed } from './refused.ts'
import { isMap, Refused, refusing } from './refused.ts'
import type { Logsource, SigmaRule } from './rule.ts'

export interface ParseOptions {
  readonly placeholders?: Placeholders | undefined
}

export function parseRule(source: unknown, { placeholders = new Map() }: ParseOptions = {}): Parsed<SigmaRule> {
  return refusing(source, () => {
    if (!isMap(source)) throw new Refused('not-a-rule', 'not a map')
    const { id, name, title, level, status, author, license, tags, logsource, detection } = source
    const known = textOf(id) ?? textOf(name)
    if (known === undefined) throw new Refused('not-a-rule', 'neither id nor name')
    return {
      kind: 'rule',
      id: known,
      ...optional({ name, status, author, license }),
      title: textOf(title) ?? known,
      severity: severityOf(level),
      tags: Array.isArray(tags) ? tags.filter((tag) => typeof tag === 'string') : [],
      logsource: logsourceOf(logsource),
      when: parseDetection(detection, placeholders),
    }
  })
}

export const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined

const optional = (members: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(members).flatMap(([name, value]) => {
      const text = textOf(value)
      return text === undefined ? [] : [[name, text]]
    }),
  )

const levels: Readonly<Record<string, Severity>> = {
  informational: 'info',
  low: 'low',
  medium: 'medium',
  high: 'high',
  critical: 'critical',
}

/** A rule without a level is one for reading along. */
export function severityOf(level: unknown): Severity {
  if (level === undefined) return 'info'
  const severity = typeof level === 'string' ? levels[level] : undefined
  if (severity === undefined) throw new Refused('bad-value', 'level')
  return severity
}

export function logsourceOf(source: unknown): Logsource {
  if (!isMap(source)) throw new Refused('not-a-rule', 'no logsource')
  const part = (name: string) => {
    const text = textOf(source[name])?.toLowerCase()
    return text === undefined ? {} : { [name]: text }
  }
  return { ...part('product'), ...part('category'), ...part('service') }
}
