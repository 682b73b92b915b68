/** 事实: what the accounts of an incident show, with the rows that they rest on. The server finds facts; only the leader finds fault (五(二)1, form D18). */

import type { Clocks } from '../clocks/clocks.ts'
import type { Entry } from '../history.ts'
import type { IncidentStanding, Situation } from '../situation.ts'
import type { Settings } from '../settings/settings.ts'

export const factCodes = ['H1', 'H2', 'H3', 'L1', 'L2', 'L3', 'M1', 'M2', 'M3', 'M4', 'M5', 'Z1', 'Z2'] as const
export type FactCode = (typeof factCodes)[number]

/** What a fact says in numbers: moments (`…At`) and lengths (`…Ms`) in milliseconds, and a few words. */
export type FactValues = Readonly<Record<string, string | number | boolean>>

export interface Fact {
  readonly code: FactCode
  /** An institution's or department's id, or `office`. */
  readonly unit: string
  readonly values: FactValues
  /** Positions of the entries without which it would not stand, in order. */
  readonly rows: readonly number[]
}

/** Everything facts are found in, at one moment. */
export interface Case {
  readonly incident: IncidentStanding
  /** The incident's chain; those of what it absorbed and of its terminals may be among them. In the order of their positions. */
  readonly entries: readonly Entry[]
  readonly situation: Situation
  readonly clocks: Clocks
  readonly settings: Settings
  /** The department that answers for an institution (归口科室), where one is set. */
  readonly answering?: string | undefined
  readonly now: number
}

export const office = 'office'

/** Who owes the report: the office; for an event of a department both (三(一)2, 三(二)). */
export function reportingUnits({ incident, situation }: Pick<Case, 'incident' | 'situation'>): readonly string[] {
  const { institution } = incident
  return situation.office.institutions.get(institution)?.kind === 'department' ? [institution, office] : [office]
}

export const inOrder = (...rows: readonly (number | undefined)[]): readonly number[] =>
  [...new Set(rows.filter((row) => row !== undefined))].toSorted((one, other) => one - other)
