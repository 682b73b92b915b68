/** 值班表: who is on duty at a moment, and when nobody is. Pure. */

import type { Shift } from './office-history.ts'

export interface Stretch {
  readonly from: number
  readonly to: number
}

/** The stretches between two moments that no shift covers; shifts may come in any order. */
export function gapsIn(shifts: readonly Pick<Shift, 'from' | 'to'>[], from: number, to: number): readonly Stretch[] {
  const gaps: Stretch[] = []
  let covered = from
  for (const shift of shifts.toSorted((one, other) => one.from - other.from)) {
    if (shift.to <= covered) continue
    if (shift.from >= to) break
    if (shift.from > covered) gaps.push({ from: covered, to: shift.from })
    covered = shift.to
  }
  if (covered < to) gaps.push({ from: covered, to })
  return gaps
}
