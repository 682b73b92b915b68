/** 排班: who is woken first, shift by shift; the new shifts take the place of all in their stretch (二(一); 三(一)1). */

import { holds } from '../who.ts'
import { officeEntries, refused } from './office-step.ts'
import type { OfficeStep } from './office-step.ts'

/** A year and a day: a roster beyond it is a slip of the pen. */
const longestMs = 366 * 24 * 3_600_000
const mostShifts = 1_500

export const setDutyRoster: OfficeStep<'set-duty-roster'> = {
  operation: 'duty-roster.set',
  decide({ office }, asking) {
    const { from, to, shifts } = asking.command
    if (to <= from || to - from > longestMs || shifts.length > mostShifts) return refused('period-wrong')
    const sorted = shifts.toSorted((one, other) => one.from - other.from)
    if (sorted.some((shift) => shift.to <= shift.from || shift.from < from || shift.to > to))
      return refused('period-wrong')
    if (sorted.some((shift, i) => shift.from < (sorted[i - 1]?.to ?? from))) return refused('shifts-overlap')
    // A shift that reaches into the stretch from outside would be cut out whole, and its other end left empty.
    if (office.shifts.some((one) => (one.from < from && one.to > from) || (one.from < to && one.to > to)))
      return refused('shifts-overlap')
    if (!sorted.every(({ person, from: begins }) => mayBeOnDuty(office, person, begins)))
      return refused('unknown-person')
    const numbered = sorted.map((shift) => ({ id: asking.newId(), ...shift }))
    return officeEntries(asking, [{ kind: 'duty-roster-set', from, to, shifts: numbered }])
  },
}

type Known = Parameters<typeof holds>[0]

/** People of the office or its head, by the posts that are in force when the shift begins. */
const mayBeOnDuty = (office: Known, person: string, at: number): boolean =>
  holds(office, person, at).some(({ role }) => role === 'office' || role === 'deputy')
