/** 告警: what a terminal sends up: detections folded together, or a press of the button (一键上报). */

import type { Detection } from './detection.ts'
import type { Moment } from './moment.ts'
import type { Severity } from './severity.ts'

/** The rule id under which a press of the button stands. */
export const operatorReportRule = 'operator-report'

export interface Alert {
  /** UUIDv7, made on the terminal. */
  readonly id: string
  /** The short report code that both screens, the phone and the log use: `BS-1122-7F3K-2`. */
  readonly code: string
  readonly origin: 'operator' | 'detector'
  readonly rule: string
  readonly severity: Severity
  /** When the alert was made: the press, or the decision of the detector. */
  readonly raised: Moment
  /** The first fact it rests on: from here it should have been found (应当被发现, the plan 三(一)2). */
  readonly detected: Moment
  readonly because: string
  /** At most 20; `count` tells how many there were. */
  readonly detections: readonly Detection[]
  readonly count: number
  /** A drill (演练): kept apart from every metric. */
  readonly drill: boolean
}
