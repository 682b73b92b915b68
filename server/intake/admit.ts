/** Whether a record is taken as new; a late one is still taken, since the plan forbids losing a report (五(一)1). */

export type Admission =
  | { readonly verdict: 'new' }
  | { readonly verdict: 'late'; readonly byMs: number }
  /** Stored before: acknowledged again, never inserted again. */
  | { readonly verdict: 'repeat' }
  /** Taking it would acknowledge what never came. */
  | { readonly verdict: 'out-of-order'; readonly expected: number }

export interface Arriving {
  readonly sequence: number
  /** Server time at which it happened. */
  readonly happenedAt: number
}

/** `cursor`: the highest sequence that is stored of its epoch, 0 for none. */
export function admit({ sequence, happenedAt }: Arriving, cursor: number, now: number, lateAfterMs: number): Admission {
  if (sequence <= cursor) return { verdict: 'repeat' }
  if (sequence > cursor + 1) return { verdict: 'out-of-order', expected: cursor + 1 }
  const age = now - happenedAt
  return age > lateAfterMs ? { verdict: 'late', byMs: age - lateAfterMs } : { verdict: 'new' }
}
