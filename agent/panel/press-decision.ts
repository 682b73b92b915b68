/** What one press of the button is: a new report, a repeat of the open one, or one press too many in a minute. */

import type { Moment } from '#shared/domain/moment.ts'

export const repeatWithinMs = 10 * 60_000

/** Per account; the seventh press in a minute is folded into the report that is there, never dropped. */
export const pressesPerMinute = 6

/** Over all accounts, since an account's name over the pipe is only claimed. */
export const pressesPerMinuteOfAll = 30

export interface Press {
  /** Becomes the alert's id. */
  readonly id: string
  readonly account: string
  readonly drill: boolean
  readonly moment: Moment
  /** `spool`: made while the agent did not answer; its code has been told to the operator and must stay. */
  readonly via: 'agent' | 'spool'
}

/** What the decision needs to know of a report that was kept before. */
export interface KeptReport {
  readonly alert: string
  readonly raised: Moment
  readonly drill: boolean
  readonly withdrawn: boolean
  /** Presses after the first. */
  readonly repeats: number
}

export type PressDecision =
  /** Kept already, under this very id: only the answer was lost. */
  | { readonly is: 'known'; readonly report: KeptReport }
  | { readonly is: 'new' }
  | { readonly is: 'repeat'; readonly report: KeptReport; readonly times: number }
  /** Counted, and written down with the next repeat or at the end of the minute. */
  | { readonly is: 'coalesced'; readonly report: KeptReport }

export interface PressCount {
  readonly ofAccount: number
  readonly ofAll: number
}

/** `reports`: the operator's reports still on disk, oldest first. `lately`: presses of the last minute, this one not among them. */
export function decidePress(press: Press, reports: readonly KeptReport[], lately: PressCount): PressDecision {
  const known = reports.find(({ alert }) => alert === press.id)
  if (known !== undefined) return { is: 'known', report: known }
  if (press.via === 'spool') return { is: 'new' }
  const sameKind = reports.filter(({ drill }) => drill === press.drill)
  const open = sameKind.findLast((report) => !report.withdrawn && isWithin(report.raised, press.moment, repeatWithinMs))
  const tooMany = lately.ofAccount >= pressesPerMinute || lately.ofAll >= pressesPerMinuteOfAll
  if (!tooMany) return open === undefined ? { is: 'new' } : { is: 'repeat', report: open, times: open.repeats + 1 }
  // Pressed and withdrawn over and over: counted to the newest one, which the office has.
  const newest = open ?? sameKind.findLast((report) => isWithin(report.raised, press.moment, repeatWithinMs))
  return newest === undefined ? { is: 'new' } : { is: 'coalesced', report: newest }
}

/** By the monotonic clock where both are of one boot: a wall clock that was set must not split one emergency in two. */
export function isWithin(earlier: Moment, later: Moment, withinMs: number): boolean {
  const passed = earlier.clockId === later.clockId ? later.monotonicMs - earlier.monotonicMs : later.at - earlier.at
  return passed >= -withinMs && passed < withinMs
}
