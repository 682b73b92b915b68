/** How many files may be read in a second: what is over it is reported without its content. */

import type { Clock } from '#shared/time/clock.ts'

/** A full second's worth may be taken at once; then it fills up evenly. */
export function readBudget(clock: Clock, perSecond: number): { take(): boolean } {
  let left = perSecond
  let filledAt = clock.monotonic()
  return {
    take() {
      const now = clock.monotonic()
      left = Math.min(perSecond, left + ((now - filledAt) / 1000) * perSecond)
      filledAt = now
      if (left < 1) return false
      left--
      return true
    },
  }
}
