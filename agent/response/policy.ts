/** What an alert makes the terminal do by itself: a pure decision, so that every line of it can be read and tested as a table. */

import type { Alert } from '#shared/domain/alert.ts'
import type { Isolation, IsolationState } from '#shared/domain/isolation.ts'
import type { Severity } from '#shared/domain/severity.ts'

/** What a press of the button does besides reporting (the plan 三(一)3): the site's setting. */
export type AfterPress = 'countdown' | 'ask' | 'cut'

/** How the terminal stands when the alert is made. */
export interface ResponsePosture {
  readonly isolation: Pick<Isolation, 'state' | 'scope' | 'rehearsal'>
  /** A cut is decided and about to be carried out, or counted down to. */
  readonly isCutComing: 'no' | 'counting' | 'now'
  readonly afterPress: AfterPress
  readonly countdownMs: number
}

export type Decision =
  | { readonly do: 'nothing'; readonly because: string }
  /** Evidence and the last word to the office, then cut at once. */
  | { readonly do: 'cut'; readonly scope: 'full' }
  | { readonly do: 'countdown'; readonly ms: number }
  /** The operator decides by the button; nothing happens by itself. */
  | { readonly do: 'ask' }

const nothing = (because: string): Decision => ({ do: 'nothing', because })

/** Which severities of detectors cut by themselves. `high` gets its countdown with a later rule pack; it alerts until then. */
const cutsAtOnce: Record<Severity, boolean> = { info: false, low: false, medium: false, high: false, critical: true }

/** Whether a terminal in this state is cut already or on the way to it. */
const isCut: Record<IsolationState, boolean> = {
  connected: false,
  isolating: true,
  isolated: true,
  degraded: true,
  failed: false,
  releasing: false,
}

export function decide(alert: Pick<Alert, 'origin' | 'severity' | 'drill'>, posture: ResponsePosture): Decision {
  const { isolation, isCutComing } = posture
  if (alert.drill && !isolation.rehearsal) return nothing('a drill does not touch the machine')
  switch (alert.origin) {
    case 'detector':
      if (!cutsAtOnce[alert.severity]) return nothing(`${alert.severity} alerts only`)
      // Over a selective cut it escalates: the pinned way is the office's, but the machine no longer is.
      if (isCut[isolation.state] && isolation.scope === 'full') return nothing('already cut')
      return isCutComing === 'now' ? nothing('a cut is under way') : { do: 'cut', scope: 'full' }
    case 'operator':
      // Over a selective cut a press changes nothing: the network is away, and the office keeps its handle.
      if (isCut[isolation.state]) return nothing('already cut')
      if (isCutComing !== 'no') return nothing('a cut is coming')
      return afterPress[posture.afterPress](posture)
  }
}

const afterPress: Record<AfterPress, (posture: ResponsePosture) => Decision> = {
  countdown: ({ countdownMs }) => ({ do: 'countdown', ms: countdownMs }),
  ask: () => ({ do: 'ask' }),
  cut: () => ({ do: 'cut', scope: 'full' }),
}
