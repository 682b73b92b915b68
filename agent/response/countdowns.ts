/** Countdowns from a press to the cut, on the monotonic clock, one for each alert. */

import type { Cancel, Clock } from '#shared/time/clock.ts'
import type { Postponement } from '#shared/protocol/record.ts'

/** What the operator's screen shows of it (S2). */
export type Countdown =
  | { readonly state: 'running'; readonly remainingMs: number }
  | { readonly state: 'postponed'; readonly postponement: Postponement }
  /** The setting `ask`: only the button cuts. */
  | { readonly state: 'asking' }
  /** It has led to a cut, or the report was withdrawn before. */
  | { readonly state: 'over' }

export interface Countdowns {
  of(alert: string): Countdown | undefined
  isRunning(): boolean
  begin(alert: string, ms: number, atEnd: () => void): void
  /** Ends a running one, or notes how one stands that never ran. */
  set(alert: string, stand: Exclude<Countdown, { state: 'running' }>): void
  /** The terminal is cut: whatever ran is over. */
  allOver(): void
}

export function countdowns(clock: Clock, onChange: () => void): Countdowns {
  const running = new Map<string, { readonly endsAt: number; readonly cancel: Cancel }>()
  const standing = new Map<string, Exclude<Countdown, { state: 'running' }>>()

  function set(alert: string, stand: Exclude<Countdown, { state: 'running' }>): void {
    running.get(alert)?.cancel()
    running.delete(alert)
    standing.set(alert, stand)
    onChange()
  }

  return {
    of: (alert) => {
      const run = running.get(alert)
      return run === undefined
        ? standing.get(alert)
        : { state: 'running', remainingMs: Math.max(0, run.endsAt - clock.monotonic()) }
    },
    isRunning: () => running.size > 0,
    begin: (alert, ms, atEnd) => {
      running.get(alert)?.cancel()
      const cancel = clock.after(ms, () => {
        set(alert, { state: 'over' })
        atEnd()
      })
      running.set(alert, { endsAt: clock.monotonic() + ms, cancel })
      onChange()
    },
    set,
    allOver: () => {
      for (const alert of running.keys()) set(alert, { state: 'over' })
      for (const [alert, { state }] of standing) if (state === 'asking') set(alert, { state: 'over' })
    },
  }
}
