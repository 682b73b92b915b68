/** The link's times and limits. */

import type { BackoffLimits } from '#shared/time/backoff.ts'
import type { Pace } from './pace.ts'
import type { Windows } from './sender.ts'

export interface LinkSettings {
  readonly heartbeatMs: number
  /** Looked at with each heartbeat, so a half-open connection is given up at most `heartbeatMs` later. */
  readonly silentAfterMs: number
  /** TCP, TLS, upgrade and welcome, each. */
  readonly answerWithinMs: number
  /** What a connection gets to show life when somebody is in a hurry. */
  readonly probeWithinMs: number
  readonly backoff: BackoffLimits
  readonly windows: Windows
  /** Below what the office reads of one terminal (200 records a second, 2,000 at once): beyond it the office stops reading for a while, and heartbeats would be late. */
  readonly pace: Pace
}

export const linkSettings: LinkSettings = {
  heartbeatMs: 10_000,
  silentAfterMs: 19_500,
  answerWithinMs: 10_000,
  probeWithinMs: 3_000,
  backoff: { baseMs: 1_000, capMs: 60_000 },
  windows: { urgent: 64, summary: 32, telemetry: 32 },
  pace: { framesPerSecond: 150, burst: 1_000 },
}
