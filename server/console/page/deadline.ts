/** 时限: how an incident's two-hour clock stands. It is never reset and never hidden (三(一)2). */

import { initialReportWithinMs } from '#shared/domain/incident.ts'
import type { IncidentRow } from '../feed-frame.ts'

export interface Deadline {
  readonly tone: 'calm' | 'hurry' | 'over'
  /** Until it is due; after it, since then. Milliseconds. */
  readonly lengthMs: number
  /** What is left of the two hours, 1 to 0. */
  readonly share: number
  /** How much had gone when the first word of it came in: a terminal that was offline buys no time. */
  readonly spentMs: number
}

// SCREENS §5: 请尽快 from a quarter on.
const hurryBelow = 0.25
const worthSayingMs = 60_000

/** `now`: server time. */
export function deadline({ initialReportDueAt, receivedAt, found, clocks }: IncidentRow, now: number): Deadline {
  // Where the leader has decided on another moment (核定), the clock knows it.
  const leftMs = (clocks.find(({ name }) => name === 'initial-report')?.dueAt ?? initialReportDueAt) - now
  const share = Math.min(1, Math.max(0, leftMs / initialReportWithinMs))
  const spentMs = receivedAt - found.at
  return {
    tone: leftMs <= 0 ? 'over' : share <= hurryBelow ? 'hurry' : 'calm',
    lengthMs: Math.abs(leftMs),
    share,
    spentMs: spentMs >= worthSayingMs ? spentMs : 0,
  }
}
