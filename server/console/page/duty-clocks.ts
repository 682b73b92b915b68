/** 时限: which running clocks of which incidents stand before the officer: by who fixed them, the most overdue first. Pure. */

import type { Basis } from '../../workflow/settings/setting.ts'
import type { IncidentRow, RowClock } from '../feed-frame.ts'

export interface DutyClock {
  readonly incident: IncidentRow
  readonly clock: RowClock
}

export interface DutyClocks {
  readonly basis: Basis
  readonly shown: readonly DutyClock[]
  /** How many more there are. */
  readonly others: number
}

const order: readonly Basis[] = ['plan', 'state', 'office']
// More than these push the terminals off the screen; the incident itself shows them all.
const shownAtOnce = 5

export function dutyClocks(incidents: Iterable<IncidentRow>): readonly DutyClocks[] {
  const all = [...incidents].flatMap((incident) => incident.clocks.map((clock) => ({ incident, clock })))
  all.sort(byUrgency)
  return order
    .map((basis) => all.filter(({ clock }) => clock.basis === basis))
    .flatMap((group) => {
      const [first] = group
      if (first === undefined) return []
      const shown = group.slice(0, shownAtOnce)
      return [{ basis: first.clock.basis, shown, others: group.length - shown.length }]
    })
}

/** Real before drill; what has been due for longest first; what has no date last. */
const byUrgency = (one: DutyClock, other: DutyClock): number =>
  Number(one.incident.drill) - Number(other.incident.drill) ||
  (one.clock.dueAt ?? Infinity) - (other.clock.dueAt ?? Infinity)

/** How a clock that runs stands at a moment, as the server would say it. */
export const stateAt = ({ dueAt = Infinity, soonAt = Infinity }: RowClock, now: number) =>
  now > dueAt ? 'overdue' : now >= soonAt ? 'due-soon' : 'running'
