/** Countdowns from a press or a detector's alert to the cut, on the monotonic clock, one for each alert. */

import type { Cancel, Clock } from '#shared/time/clock.ts'
import type { Postponement } from '#shared/protocol/record.ts'
import type { RunningCountdown } from './policy.ts'

/** What the operator's screen shows of it (S2). */
export type Countdown =
  | ({ readonly state: 'running' } & RunningCountdown)
  | { readonly state: 'postponed'; readonly postponement: Postponement }
  /** The setting `ask`: only the button cuts. */
  | { readonly state: 'asking' }
  /** It has led to a cut, or the report was withdrawn before. */
  | { readonly state: 'over' }

export interface Countdowns {
  of(alert: string): Countdown | undefined
  /** After a press; one of a detector does not stop the operator's own. */
  isPressRunning(): boolean
  begin(alert: string, countdown: RunningCountdown, atEnd: () => void): void
  /** The same end, later. */
  prolong(alert: string, countdown: RunningCountdown): void
  /** Ends a running one, or notes how one stands that never ran. */
  set(alert: string, stand: Exclude<Countdown, { state: 'running' }>): void
  /** The terminal is cut: whatever ran is over. */
  allOver(): void
}

export function countdowns(clock: Clock, onChange: () => void): Countdowns {
  const running = new Map<
    string,
    { readonly endsAt: number; readonly of: RunningCountdown; readonly atEnd: () => void; readonly cancel: Cancel }
  >()
  const standing = new Map<string, Exclude<Countdown, { state: 'running' }>>()

  function set(alert: string, stand: Exclude<Countdown, { state: 'running' }>): void {
    running.get(alert)?.cancel()
    running.delete(alert)
    standing.set(alert, stand)
    onChange()
  }

  function begin(alert: string, countdown: RunningCountdown, atEnd: () => void): void {
    running.get(alert)?.cancel()
    const { remainingMs } = countdown
    const cancel = clock.after(remainingMs, () => {
      set(alert, { state: 'over' })
      atEnd()
    })
    running.set(alert, { endsAt: clock.monotonic() + remainingMs, of: countdown, atEnd, cancel })
    onChange()
  }

  return {
    of: (alert) => {
      const run = running.get(alert)
      return run === undefined
        ? standing.get(alert)
        : { ...run.of, state: 'running', remainingMs: Math.max(0, run.endsAt - clock.monotonic()) }
    },
    isPressRunning: () => [...running.values()].some(({ of }) => of.detected === undefined),
    begin,
    prolong: (alert, countdown) => {
      const run = running.get(alert)
      if (run !== undefined) begin(alert, countdown, run.atEnd)
    },
    set,
    allOver: () => {
      for (const alert of running.keys()) set(alert, { state: 'over' })
      for (const [alert, { state }] of standing) if (state === 'asking') set(alert, { state: 'over' })
    },
  }
}
