/** 流程: the sixteen phases as a path: which were gone through, where the incident is, and what may follow. */

import { phases } from '#shared/domain/incident.ts'
import type { Phase } from '#shared/domain/incident.ts'
import type { Move } from '../../../workflow/course.ts'

/** Beside the way that an incident usually goes; each stands under the phase that it leaves. */
export const sidePhases = { 'false-alarm': 'verifying', merged: 'reported', routine: 'activated' } as const

export interface PhaseStanding {
  readonly phase: Phase
  readonly state: 'here' | 'taken' | 'may-follow' | 'ahead'
  /** When it was entered last; nothing where it never was. */
  readonly at: number | undefined
}

/** `follow`: phases that the server says an event may lead to. */
export function phasePath(
  here: Phase,
  receivedAt: number,
  moves: readonly Pick<Move, 'to' | 'at'>[],
  follow: readonly Phase[],
): readonly PhaseStanding[] {
  const entered = new Map<Phase, number>([['received', receivedAt]])
  for (const { to, at } of moves) entered.set(to, at)
  return phases.map((phase) => {
    const at = entered.get(phase)
    const state = phase === here ? 'here' : follow.includes(phase) ? 'may-follow' : at === undefined ? 'ahead' : 'taken'
    return { phase, state, at }
  })
}
