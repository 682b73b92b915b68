/** 两小时报告: where the clock of an incident stands; computed from stored times, so that no restart and no timer can change it. */

import { initialReportWithinMs } from '#shared/domain/incident.ts'
import type { Found } from '#shared/domain/incident.ts'
import type { IncidentStanding } from './situation.ts'

/** Three quarters of the time are gone: a rule of this office, not of the plan. */
export const dueSoonAfterMs = 90 * 60 * 1000

export const deadlineStates = ['running', 'due-soon', 'overdue'] as const
export type DeadlineState = (typeof deadlineStates)[number]

export interface Deadline {
  readonly state: DeadlineState
  readonly dueAt: number
  /** Milliseconds that are left; negative once overdue. */
  readonly leftMs: number
  /** It was late before the office could know: shown as such, never as our delay. */
  readonly overdueAtBirth: boolean
}

export const initialReportDueAt = ({ at }: Pick<Found, 'at'>): number => at + initialReportWithinMs

/** A report at exactly two hours is on time: “2小时内”. */
export function initialReport(
  { found, receivedAt }: Pick<IncidentStanding, 'found' | 'receivedAt'>,
  now: number,
): Deadline {
  const dueAt = initialReportDueAt(found)
  const state = now > dueAt ? 'overdue' : now >= found.at + dueSoonAfterMs ? 'due-soon' : 'running'
  return { state, dueAt, leftMs: dueAt - now, overdueAtBirth: receivedAt > dueAt }
}
