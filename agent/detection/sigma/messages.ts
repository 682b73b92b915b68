/** What the agent and the thread that judges say to each other. */

import type { EventOrigin, Fields } from '#shared/sigma/event.ts'
import type { SigmaRule } from '#shared/sigma/rule.ts'

/** A fact as its source tells it; the thread puts it into Sigma's taxonomy. */
export type NativeEvent =
  | { readonly from: 'windows' | 'auditd' | 'syslog'; readonly record: Fields; readonly at: number }
  /** Already in the taxonomy: what the agent's own sources and detectors emit. */
  | { readonly from: 'sigma'; readonly origin: EventOrigin; readonly record: Fields; readonly at: number }

export type ToThread =
  /** `benched`: ids of rules that hung before, left out. */
  | { readonly say: 'load'; readonly bundle: string; readonly benched: readonly string[] }
  | { readonly say: 'judge'; readonly events: readonly NativeEvent[] }
  | { readonly say: 'tick'; readonly at: number }

/** What of a rule travels with each match: DRL 1.1 wants its author and licence on the screen that shows it. */
export type RuleLabel = Pick<SigmaRule, 'id' | 'title' | 'severity' | 'status' | 'author' | 'license' | 'tags'>

export type SigmaFinding =
  | {
      readonly kind: 'rule'
      readonly rule: RuleLabel
      readonly at: number
      /** Field → value, for "why this alert". */
      readonly facts: Readonly<Record<string, string>>
      readonly hiddenBy?: string | undefined
      readonly wouldHide?: string | undefined
      readonly isPart: boolean
    }
  | {
      readonly kind: 'correlation'
      readonly rule: RuleLabel
      readonly at: number
      readonly since: number
      readonly measure: number
      readonly group: Readonly<Record<string, string>>
    }

export interface Loaded {
  readonly ok: boolean
  readonly rules: number
  /** Why it was not taken: rules whose self-test failed, or what could not be read. The bundle before it stays in use. */
  readonly failures: readonly string[]
  /** The longest time for which no event could be judged. */
  readonly longestSliceMs: number
}

export interface ThreadHealth {
  readonly groups: number
  readonly forgottenGroups: number
  /** Rules that threw, with what. */
  readonly benched: readonly { readonly rule: string; readonly error: string }[]
}

export type FromThread =
  | { readonly say: 'loaded'; readonly loaded: Loaded }
  /** After each batch, with findings or without. */
  | {
      readonly say: 'judged'
      readonly events: number
      readonly findings: readonly SigmaFinding[]
      readonly health: ThreadHealth
    }

/** Shared memory, so that a thread that hangs need not answer: the number of the rule that is being asked, from 1; 0 when none. */
export const askedPlace = 0
/** Counts what was judged. */
export const progressPlace = 1
export const sharedPlaces = 2
