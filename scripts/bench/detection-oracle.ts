// Holds what the engine finds against what an independent implementation in SQL selects, and explains each difference.
import type { SigmaEngine } from '#shared/sigma/engine.ts'
import type { Fields } from '#shared/sigma/event.ts'
import { textOfValue } from '#shared/sigma/event.ts'
import { EventView, FieldNumbers } from '#shared/sigma/event-view.ts'
import { matcherOf } from '#shared/sigma/matcher.ts'
import type { Node, SigmaRule } from '#shared/sigma/rule.ts'
import type { EventFile, Recorded } from './detection-data.ts'

/** Matches of one file: rule → numbers of events. */
export type Found = ReadonlyMap<string, ReadonlySet<number>>

export interface Difference {
  readonly file: string
  readonly set: string
  readonly rule: SigmaRule
  /** Events that only we select, and events that only the oracle selects. */
  readonly ours: number
  readonly theirs: number
  readonly because: string
}

export interface Agreement {
  /** One for each rule and file: does it select the same events. */
  readonly checks: number
  readonly differences: readonly Difference[]
}

export function findAll(engine: SigmaEngine, { events }: EventFile): Found {
  const found = new Map<string, Set<number>>()
  for (const { number, event } of events)
    for (const { rule } of engine.judge(event).matches) {
      const numbers = found.get(rule.id) ?? new Set<number>()
      found.set(rule.id, numbers.add(number))
    }
  return found
}

/** What the sets of the oracle look at: one knows Sysmon as the source of categories, the other the native channels. */
function isInScope(set: string, rule: SigmaRule, { channel }: Recorded): boolean {
  const isSysmon = channel === 'microsoft-windows-sysmon/operational'
  if (set.startsWith('sysmon'))
    return isSysmon || rule.logsource.category?.startsWith('ps_') === true || rule.logsource.service !== undefined
  return !isSysmon
}

export function compare(
  file: EventFile,
  found: Found,
  rules: readonly SigmaRule[],
  unusable: ReadonlySet<string>,
): Agreement {
  const byNumber = new Map(file.events.map((recorded) => [recorded.number, recorded]))
  const differences: Difference[] = []
  for (const rule of rules)
    for (const [set, selections] of Object.entries(file.oracle ?? {})) {
      const selected = selections[rule.id]
      // A rule that a set does not name selects nothing there, or is not in it: only what it names can be compared.
      if (selected === undefined || unusable.has(`${set}:${rule.id}`)) continue
      const own = [...(found.get(rule.id) ?? [])].flatMap((number) => byNumber.get(number) ?? [])
      const theirs = selected.filter((number) => found.get(rule.id)?.has(number) !== true)
      const extra = own.filter(({ number }) => !selected.includes(number))
      const inScope = extra.filter((recorded) => isInScope(set, rule, recorded))
      if (theirs.length === 0 && inScope.length === 0) continue
      const because = reason(
        rule,
        inScope,
        theirs.flatMap((number) => byNumber.get(number) ?? []),
      )
      differences.push({ file: file.name, set, rule, ours: inScope.length, theirs: theirs.length, because })
    }
  return { checks: rules.length, differences }
}

function reason(rule: SigmaRule, ours: readonly Recorded[], theirs: readonly Recorded[]): string {
  if (theirs.length > 0) {
    const accepted = theirs.filter(({ event }) => canSee(rule, event.origin))
    if (accepted.length === 0) return 'another logsource: the event is not of the category that the rule asks for'
    return 'the rule as it is now does not select these: its text was changed since the oracle was built'
  }
  const native = ours.filter(({ channel }) => channel === 'security')
  if (ours.every(({ event }) => inSql(rule.when, event.fields) === undefined))
    return 'a missing field inside NOT: SQL drops the row, in Sigma the item is false'
  if (native.length === ours.length && rule.logsource.category !== undefined)
    return 'our mapping is wider: native audit events are put into the category too'
  return 'the rule as it is now selects these: its text was changed since the oracle was built'
}

const canSee = ({ logsource }: SigmaRule, origin: { readonly categories: readonly string[] }): boolean =>
  logsource.category === undefined || origin.categories.includes(logsource.category)

/** As SQL has it: what compares with a missing column is neither true nor false, and neither is its negation. */
export function inSql(node: Node, fields: Fields): boolean | undefined {
  switch (node.is) {
    case 'item': {
      const isMissing =
        node.field !== null && textOfValue(fields[node.field]) === undefined && !Array.isArray(fields[node.field])
      const asksForNothing = node.tests.some(({ is }) => is === 'null' || is === 'exists')
      return isMissing && !asksForNothing ? undefined : plainly(node, fields)
    }
    case 'not': {
      const inner = inSql(node.of, fields)
      return inner === undefined ? undefined : !inner
    }
    case 'and': {
      const all = node.of.map((child) => inSql(child, fields))
      return all.includes(false) ? false : all.includes(undefined) ? undefined : true
    }
    case 'or':
    case 'atleast': {
      const all = node.of.map((child) => inSql(child, fields))
      const needed = node.is === 'atleast' ? node.count : 1
      if (all.filter((one) => one === true).length >= needed) return true
      return all.includes(undefined) ? undefined : false
    }
  }
}

function plainly(node: Node, fields: Fields): boolean {
  const numbers = new FieldNumbers()
  const matches = matcherOf(node, numbers)
  const view = new EventView(numbers)
  view.show(fields)
  return matches(view)
}
