/** The rules of a bundle as text: one JSON document a line, so that a terminal can read them between two events, a few at a time. */

import type { SigmaCorrelation } from './correlation.ts'
import type { EventOrigin, Fields } from './event.ts'
import type { RuleSet } from './link-rules.ts'
import type { SigmaFilter, SigmaRule } from './rule.ts'

/** What a rule must say to one event, or a bundle is not taken into use. */
export interface SelfTest {
  readonly kind: 'self-test'
  /** Id of the rule. */
  readonly rule: string
  readonly origin: EventOrigin
  readonly fields: Fields
  readonly matches: boolean
}

export type BundleLine = SigmaRule | SigmaCorrelation | SigmaFilter | SelfTest

export interface BundleParts extends RuleSet {
  readonly selfTests: readonly SelfTest[]
}

export const bundleText = ({ rules, correlations, filters, selfTests }: BundleParts): string =>
  [...rules, ...correlations, ...filters, ...selfTests].map((line) => `${JSON.stringify(line)}\n`).join('')

/** Lines read in one step. */
const linesAStep = 16

/** Takes a few lines a step. Throws where a line is no JSON: what is signed is whole, or it is not ours. */
export function* readingBundle(text: string): Generator<void, BundleParts> {
  const rules: SigmaRule[] = []
  const correlations: SigmaCorrelation[] = []
  const filters: SigmaFilter[] = []
  const selfTests: SelfTest[] = []
  let lines = 0
  for (let start = 0; start < text.length;) {
    const end = text.indexOf('\n', start)
    const line = JSON.parse(text.slice(start, end < 0 ? text.length : end)) as BundleLine
    if (line.kind === 'rule') rules.push(line)
    else if (line.kind === 'correlation') correlations.push(line)
    else if (line.kind === 'filter') filters.push(line)
    else selfTests.push(line)
    start = end < 0 ? text.length : end + 1
    if (++lines % linesAStep === 0) yield
  }
  return { rules, correlations, filters, selfTests }
}
