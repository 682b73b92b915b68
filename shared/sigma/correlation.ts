/** A correlation as it is shipped: which matches are counted together, over what time, and from when they are one finding. */

import type { Severity } from '../domain/severity.ts'

export const correlationTypes = [
  'event_count',
  'value_count',
  'value_sum',
  'value_avg',
  'value_percentile',
  'temporal',
  'temporal_ordered',
] as const

export type CorrelationType = (typeof correlationTypes)[number]

export interface Bound {
  readonly op: 'gt' | 'gte' | 'lt' | 'lte' | 'eq' | 'neq'
  readonly to: number
}

export interface SigmaCorrelation {
  readonly kind: 'correlation'
  readonly id: string
  readonly name?: string | undefined
  readonly title: string
  readonly severity: Severity
  readonly status?: string | undefined
  readonly author?: string | undefined
  readonly license?: string | undefined
  readonly tags: readonly string[]
  readonly type: CorrelationType
  /** Ids or names of rules and correlations; `linkRules` makes them all ids. */
  readonly rules: readonly string[]
  readonly groupBy: readonly string[]
  readonly timespanMs: number
  /** Alias → rule → the field that it stands for there. */
  readonly aliases: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** All of them must hold. */
  readonly bounds: readonly Bound[]
  /** What is counted, summed or averaged. */
  readonly field?: string | undefined
  readonly percentile?: number | undefined
  /** Whether the rules named here still say something by themselves. */
  readonly generate: boolean
}
