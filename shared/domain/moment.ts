/** A point in time as a terminal saw it, and its correction by the server, because a terminal's wall clock may be wrong or offline for days. */

export interface Moment {
  /** The terminal's wall clock, milliseconds since 1970 UTC. */
  readonly at: number
  /** Which monotonic clock `monotonicMs` belongs to (`Clock.id`). */
  readonly clockId: string
  readonly monotonicMs: number
}

/** The terminal's clocks as read into its hello, beside the server's time of arrival. */
export interface ClockReading {
  readonly reading: Moment
  readonly receivedAt: number
}

export interface Corrected {
  /** Server time at which it happened, milliseconds since 1970 UTC; never after its arrival. */
  readonly at: number
  /** What was added to the terminal's own wall clock. */
  readonly offsetMs: number
  /** How far the monotonic and the wall clock disagree: suspension or a clock that was set. */
  readonly uncertaintyMs: number
}

/**
 * Puts a terminal's moment on the server's clock; by monotonic time where both come from one boot, else by the wall clocks' difference (the plan 三(一)2: a wrong clock cannot buy time).
 * `arrivedAt`: server time at which what tells of the moment came in, which may be long after the reading.
 */
export function correct(moment: Moment, { reading, receivedAt }: ClockReading, arrivedAt: number): Corrected {
  const byWall = moment.at + (receivedAt - reading.at)
  const sameClock = moment.clockId === reading.clockId
  const byMonotonic = receivedAt - (reading.monotonicMs - moment.monotonicMs)
  // Monotonic clocks tell fractions; points in time are whole milliseconds everywhere else.
  const at = Math.min(Math.round(sameClock ? byMonotonic : byWall), arrivedAt)
  return { at, offsetMs: at - moment.at, uncertaintyMs: sameClock ? Math.round(Math.abs(byMonotonic - byWall)) : 0 }
}
