/** The moment of now: both clocks read at once. */

import type { Moment } from '#shared/domain/moment.ts'
import type { Clock } from '#shared/time/clock.ts'

export const momentOf = (clock: Clock): Moment => ({
  at: clock.now(),
  clockId: clock.id,
  monotonicMs: clock.monotonic(),
})
