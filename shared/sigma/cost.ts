/** What a rule costs before it is sent anywhere: for each event, and at worst for a text made to hurt it. */

import { buildEngine } from './engine.ts'
import type { SigmaEvent } from './event.ts'
import type { Refusal } from './refused.ts'
import { requiredBy } from './regex-literals.ts'
import { regexMatcher } from './regex-matcher.ts'
import type { Node, SigmaRule, Test } from './rule.ts'

export interface RuleCost {
  /** Mean over the given events of its logsource, with its witness in use. */
  readonly perEventUs: number
  /** Of one expression on one hostile text of up to 4 kB. */
  readonly worstMs: number
}

export interface CostBudget {
  readonly perEventUs: number
  readonly worstMs: number
}

/** A terminal gives all rules together about 15 µs for a process; one may take a third of that, and hold up the
 * others for a tenth of a second by a text that was made for it. */
export const costBudget: CostBudget = { perEventUs: 5, worstMs: 100 }

/** `monotonic`: milliseconds with fractions, of a clock that does not jump. */
export function measureCost(rule: SigmaRule, events: readonly SigmaEvent[], monotonic: () => number): RuleCost {
  const engine = buildEngine({ rules: [rule], correlations: [], filters: [] })
  // Once for what is made when it is first asked.
  for (const event of events) engine.judge(event)
  // The best of a few rounds: other programs run beside this one.
  const rounds = Array.from({ length: 5 }, () => {
    const began = monotonic()
    for (const event of events) engine.judge(event)
    return monotonic() - began
  })
  const tookMs = Math.min(...rounds)
  const worstMs = Math.max(0, ...testsIn(rule.when).map((test) => worstOf(test, monotonic)))
  return { perEventUs: events.length === 0 ? 0 : (tookMs * 1_000) / events.length, worstMs }
}

export function costRefusal(rule: SigmaRule, cost: RuleCost, budget: CostBudget = costBudget): Refusal | undefined {
  const { id, title } = rule
  if (cost.perEventUs > budget.perEventUs)
    return { id, title, reason: 'too-costly', what: `${cost.perEventUs.toFixed(1)} µs per event` }
  if (cost.worstMs > budget.worstMs)
    return { id, title, reason: 'too-costly', what: `${cost.worstMs.toFixed(0)} ms for one text` }
  return undefined
}

const testsIn = (node: Node): readonly Test[] =>
  node.is === 'item' ? node.tests : node.is === 'not' ? testsIn(node.of) : node.of.flatMap(testsIn)

/** Grows until it hurts: with exponential backtracking the first painful length costs milliseconds, not minutes. */
const lengths = [8, 12, 16, 20, 24, 28, 32, 64, 128, 256, 512, 1_024, 2_048, 4_096] as const
const enoughMs = 200

function worstOf(test: Test, monotonic: () => number): number {
  if (test.is !== 're') return 0
  const matches = regexMatcher(test)
  const literals = requiredBy(test.source).sets.map(([first = '']) => first)
  const seeds = ['a', 'A', '0', ' ', 'a0', '\\', '/', '=', '"', literals.join(''), ...literals].filter(Boolean)
  let worst = 0
  for (const seed of new Set(seeds))
    for (const length of lengths) {
      if (worst > enoughMs) return worst
      // What is needed stands on both sides, so that the search is begun; what ends the text makes it fail late.
      const text = `${literals.join('')}${seed.repeat(Math.ceil(length / seed.length))}\u0001${literals.join('')}\u0001`
      const began = monotonic()
      matches(text.slice(0, 2 * length + 256))
      worst = Math.max(worst, monotonic() - began)
    }
  return worst
}
