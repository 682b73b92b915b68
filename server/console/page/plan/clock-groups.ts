/** Which clocks stand in the head of an incident: the plan's, the state's and the office's own are never mixed. */

import type { PlanClock } from '../../../workflow/clocks/clock.ts'
import type { Basis } from '../../../workflow/settings/setting.ts'

export interface ClockGroup {
  readonly basis: Basis
  readonly clocks: readonly PlanClock[]
}

const order: readonly Basis[] = ['plan', 'state', 'office']
const runs = ({ state }: PlanClock): boolean => state === 'running' || state === 'due-soon' || state === 'overdue'

/** Of what was met only what the plan and the state demand stays, and of a clock that began anew only the last. */
function isShown(clock: PlanClock, all: readonly PlanClock[]): boolean {
  if (runs(clock)) return true
  if (clock.basis === 'office' || clock.about !== undefined || clock.state === 'cancelled') return false
  return !all.some((other) => other.name === clock.name && other.startedAt > clock.startedAt)
}

/** `owed`: the two hours are shown by themselves. */
export function clockGroups(clocks: readonly PlanClock[], owed: boolean): readonly ClockGroup[] {
  const shown = clocks
    .filter((clock) => !(owed && clock.name === 'initial-report'))
    .filter((clock) => isShown(clock, clocks))
  shown.sort(byUrgency)
  return order
    .map((basis) => ({ basis, clocks: shown.filter((clock) => clock.basis === basis) }))
    .filter((group) => group.clocks.length > 0)
}

/** What runs stands before what is over, the tightest first. */
const byUrgency = (one: PlanClock, other: PlanClock): number =>
  Number(runs(other)) - Number(runs(one)) || (one.dueAt ?? Infinity) - (other.dueAt ?? Infinity)
