/** A Sigma rule as it is shipped to a terminal: parsed, resolved and JSON all through, so that no terminal ever reads YAML. */

import type { Severity } from '../domain/severity.ts'

/** Which events a rule is about; what is not given is not asked for. */
export interface Logsource {
  readonly product?: string | undefined
  readonly category?: string | undefined
  readonly service?: string | undefined
}

export type DatePart = 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year'
export type TextRelation = 'equals' | 'contains' | 'startswith' | 'endswith'
export type Comparison = 'eq' | 'gt' | 'gte' | 'lt' | 'lte'

/** A run of any characters, or exactly one UTF-16 unit, or plain text. */
export type GlobPiece = string | typeof anyRun | typeof oneUnit
export const anyRun = 0
export const oneUnit = 1

/** What a value must be. Texts are in lower case unless `cased`; several texts mean any of them. */
export type Test =
  | { readonly is: TextRelation; readonly texts: readonly string[]; readonly cased?: true }
  | { readonly is: 'like'; readonly glob: readonly GlobPiece[]; readonly cased?: true }
  | { readonly is: 're'; readonly source: string; readonly flags: string }
  | { readonly is: 'cidr'; readonly network: string }
  | { readonly is: 'compare'; readonly op: Comparison; readonly to: number; readonly part?: DatePart }
  | { readonly is: 'field'; readonly field: string; readonly how: TextRelation; readonly cased?: true }
  | { readonly is: 'exists'; readonly exists: boolean }
  | { readonly is: 'present' }
  | { readonly is: 'null' }

export interface Item {
  readonly is: 'item'
  /** `null`: keywords, which are looked for in every value of the event. */
  readonly field: string | null
  /** Any of them, or with `all` every one. */
  readonly tests: readonly Test[]
  readonly all?: true
  /** Present, and none of the tests holds. */
  readonly neq?: true
}

export type Node =
  | Item
  | { readonly is: 'and' | 'or'; readonly of: readonly Node[] }
  | { readonly is: 'not'; readonly of: Node }
  | { readonly is: 'atleast'; readonly count: number; readonly of: readonly Node[] }

/**
 * One necessary sign of a rule, in lower case: the field is there; it equals a text; its last path component does; it
 * contains a text, found by the window of `width` bytes that begins at byte `at` of its UTF-8.
 */
export type Sign =
  | { readonly by: 'present'; readonly field: string }
  | { readonly by: 'equals'; readonly field: string; readonly text: string }
  | { readonly by: 'basename'; readonly field: string; readonly text: string }
  | {
      readonly by: 'contains'
      readonly field: string | null
      readonly text: string
      readonly at: number
      readonly width: 2 | 3 | 4
    }

/** Unless one of these signs is seen, the rule cannot match. Without a witness it is asked about every event of its logsource. */
export type Witness = readonly Sign[]

export interface SigmaRule {
  readonly kind: 'rule'
  readonly id: string
  /** What correlations may call it by instead of the id. */
  readonly name?: string | undefined
  readonly title: string
  readonly severity: Severity
  readonly status?: string | undefined
  /** DRL 1.1: author and licence travel with the rule and with every match. */
  readonly author?: string | undefined
  readonly license?: string | undefined
  readonly tags: readonly string[]
  readonly logsource: Logsource
  readonly when: Node
  readonly witness?: Witness | undefined
}

/** A per-institution exception: `AND NOT` into the rules it names, until its end. */
export interface SigmaFilter {
  readonly kind: 'filter'
  readonly id: string
  readonly title: string
  /** Ids or names; `any` is every rule of its logsource. */
  readonly rules: readonly string[] | 'any'
  readonly logsource: Logsource
  readonly when: Node
  /** Milliseconds since 1970-01-01 UTC; from then on it hides nothing. */
  readonly until?: number | undefined
  /** Says what it would have hidden, and hides nothing. */
  readonly preview?: true
}
