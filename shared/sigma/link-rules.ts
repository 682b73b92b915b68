/** Puts a bundle's documents together: names become ids, correlations come after what they count, filters know their rules. */

import type { SigmaCorrelation } from './correlation.ts'
import type { Refusal, RefusalReason } from './refused.ts'
import type { Logsource, SigmaFilter, SigmaRule } from './rule.ts'

/** Everything that an engine runs. */
export interface RuleSet {
  readonly rules: readonly SigmaRule[]
  /** In the order of what counts what. */
  readonly correlations: readonly SigmaCorrelation[]
  readonly filters: readonly SigmaFilter[]
}

export interface Linked extends RuleSet {
  /** Correlations and filters that name what is not there, or each other in a circle. */
  readonly refused: readonly Refusal[]
}

export function linkRules({ rules, correlations, filters }: RuleSet): Linked {
  const ids = new Map<string, string>()
  for (const { id, name } of [...rules, ...correlations]) {
    ids.set(id, id)
    if (name !== undefined) ids.set(name, id)
  }
  const refused: Refusal[] = []
  const refuse = ({ id, title }: SigmaCorrelation | SigmaFilter, reason: RefusalReason, what: string) =>
    void refused.push({ id, title, reason, what })

  const linked = new Map<string, SigmaCorrelation>()
  for (const correlation of correlations) {
    const missing = correlation.rules.find((rule) => !ids.has(rule))
    if (missing !== undefined) refuse(correlation, 'unknown-rule', missing)
    else linked.set(correlation.id, withIds(correlation, ids))
  }
  const ordered: SigmaCorrelation[] = []
  const placed = new Set(rules.map(({ id }) => id))
  // Each pass places what counts only what is placed; what is left over counts itself, or what was refused.
  for (let before = -1; before !== ordered.length;) {
    before = ordered.length
    for (const correlation of linked.values())
      if (!placed.has(correlation.id) && correlation.rules.every((rule) => placed.has(rule))) {
        placed.add(correlation.id)
        ordered.push(correlation)
      }
  }
  for (const correlation of linked.values())
    if (!placed.has(correlation.id)) refuse(correlation, 'circular', correlation.rules.join(', '))

  const kept = filters.flatMap((filter): SigmaFilter[] => {
    if (filter.rules === 'any') return [filter]
    const known = filter.rules.flatMap((rule) => ids.get(rule) ?? [])
    if (known.length === 0) refuse(filter, 'unknown-rule', filter.rules.join(', '))
    return known.length === 0 ? [] : [{ ...filter, rules: known }]
  })
  return { rules, correlations: ordered, filters: kept, refused }
}

function withIds(correlation: SigmaCorrelation, ids: ReadonlyMap<string, string>): SigmaCorrelation {
  const idOf = (rule: string) => ids.get(rule) ?? rule
  return {
    ...correlation,
    rules: correlation.rules.map(idOf),
    aliases: Object.fromEntries(
      Object.entries(correlation.aliases).map(([alias, fields]) => [
        alias,
        Object.fromEntries(Object.entries(fields).map(([rule, field]) => [idOf(rule), field])),
      ]),
    ),
  }
}

/** Whether a filter speaks about a rule: it names it, and its logsource does not contradict the rule's. */
export function isAbout({ rules, logsource }: SigmaFilter, rule: SigmaRule): boolean {
  if (rules !== 'any' && !rules.includes(rule.id)) return false
  return (['product', 'category', 'service'] satisfies (keyof Logsource)[]).every(
    (part) =>
      logsource[part] === undefined || rule.logsource[part] === undefined || logsource[part] === rule.logsource[part],
  )
}
