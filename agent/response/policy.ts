/** What an alert makes the terminal do by itself: a pure decision, so that every line of it can be read and tested as a table. */

import type { Alert } from '#shared/domain/alert.ts'
import type { Isolation, IsolationState } from '#shared/domain/isolation.ts'
import type { Severity } from '#shared/domain/severity.ts'
import { falseAlarms } from '#shared/protocol/record.ts'
import type { Postponement } from '#shared/protocol/record.ts'

/** What a press of the button does besides reporting (the plan 三(一)3): the site's setting. */
export type AfterPress = 'countdown' | 'ask' | 'cut'

/** How the terminal stands when the alert is made. */
export interface ResponsePosture {
  readonly isolation: Pick<Isolation, 'state' | 'scope' | 'rehearsal'>
  /** A cut is decided and about to be carried out, or counted down to. */
  readonly isCutComing: 'no' | 'counting' | 'now'
  readonly afterPress: AfterPress
  readonly countdownMs: number
  /** How often this rule has alerted here within 24 hours, this alert included. */
  readonly timesToday: number
}

export type Decision =
  | { readonly do: 'nothing'; readonly because: string }
  /** Evidence and the last word to the office, then cut at once. */
  | { readonly do: 'cut'; readonly scope: 'full' }
  | {
      readonly do: 'countdown'
      readonly ms: number
      /** Of a detector's alert: how often the operator may put it off, and whether 误报 ends it. Left out after a press, which the operator may stop. */
      readonly detected?: { readonly pauses: number; readonly mayCallOff: boolean } | undefined
    }
  /** The operator decides by the button; nothing happens by itself. */
  | { readonly do: 'ask' }

const nothing = (because: string): Decision => ({ do: 'nothing', because })

/** What a detector's alert leads to by its severity alone. */
const bySeverity: Record<Severity, 'alert' | 'countdown' | 'cut'> = {
  info: 'alert',
  low: 'alert',
  medium: 'alert',
  high: 'countdown',
  critical: 'cut',
}

/** An alert at severity high: the counter has so long to answer; no answer cuts. */
const highCountdownMs = 60_000
/** 正在结算，推迟: so often, by so much. */
const pausesAtMost = 2
const pauseMs = 90_000

/** A cut that a detector made below critical ends by itself after this, unless the office prolongs it. */
export const automaticCutMs = 30 * 60_000

/** Rules whose first alert in 24 hours only tells: the foreign adapter is what is wrong, and the insurance network is cut when it comes again (违规外联). */
const cutsTheSecondTime: ReadonlySet<string> = new Set(['dual-homing'])

/** Rules of this program that count down at severity high. One that came with a rule pack, Sigma's above all, alerts: until the office can brake a bad pack, it must not stop five hundred counters after a minute. */
const countsDown: ReadonlySet<string> = new Set(['dual-homing', 'isolation-undone', 'mass-rewrite', 'canary-touched'])

/** Rules that never cut by themselves, however grave: they tell of a person who covers traces, which a cut neither stops nor undoes, and which maintenance looks like too. */
const onlyTells: ReadonlySet<string> = new Set([
  'agent-stopped',
  'agent-uninstalled',
  'clock-set-back',
  'evidence-deleted',
  'log-cleared',
])

/** Rules that the operator may call off as 误报: what an honest counter causes by itself. Everything else an intruder at the keyboard would call off too. */
const mayBeCalledOff: ReadonlySet<string> = new Set(['dual-homing'])

/** Whether a terminal in this state is cut already or on the way to it. */
const isCut: Record<IsolationState, boolean> = {
  connected: false,
  isolating: true,
  isolated: true,
  degraded: true,
  failed: false,
  releasing: false,
}

export function decide(
  alert: Pick<Alert, 'origin' | 'rule' | 'severity' | 'drill'>,
  posture: ResponsePosture,
): Decision {
  const { isolation, isCutComing } = posture
  if (alert.drill && !isolation.rehearsal) return nothing('a drill does not touch the machine')
  switch (alert.origin) {
    case 'detector':
      return detected(alert, posture)
    case 'operator':
      // Over a selective cut a press changes nothing: the network is away, and the office keeps its handle.
      if (isCut[isolation.state]) return nothing('already cut')
      if (isCutComing !== 'no') return nothing('a cut is coming')
      return afterPress[posture.afterPress](posture)
  }
}

function detected({ rule, severity }: Pick<Alert, 'rule' | 'severity'>, posture: ResponsePosture): Decision {
  const { isolation, isCutComing, timesToday } = posture
  if (onlyTells.has(rule)) return nothing('this rule only tells')
  switch (bySeverity[severity]) {
    case 'alert':
      return nothing(`${severity} alerts only`)
    case 'cut':
      // Over a selective cut it escalates: the pinned way is the office's, but the machine no longer is.
      if (isCut[isolation.state] && isolation.scope === 'full') return nothing('already cut')
      return isCutComing === 'now' ? nothing('a cut is under way') : { do: 'cut', scope: 'full' }
    case 'countdown':
      if (!countsDown.has(rule)) return nothing('a rule that may not cut by itself')
      if (isCut[isolation.state]) return nothing('already cut')
      if (isCutComing === 'now') return nothing('a cut is under way')
      if (cutsTheSecondTime.has(rule) && timesToday < 2) return nothing('the first time in 24 hours alerts only')
      return {
        do: 'countdown',
        ms: highCountdownMs,
        detected: { pauses: pausesAtMost, mayCallOff: mayBeCalledOff.has(rule) },
      }
  }
}

/** A countdown that runs, as far as putting it off depends on it. */
export interface RunningCountdown {
  readonly remainingMs: number
  readonly detected?: { readonly pauses: number; readonly mayCallOff: boolean } | undefined
}

export type PutOff =
  /** Until a person cuts or the office does. */
  | { readonly do: 'stop' }
  | { readonly do: 'prolong'; readonly remainingMs: number; readonly pauses: number }
  | { readonly do: 'refuse'; readonly because: 'no-more-pauses' | 'cannot-call-off' }

/** What putting the cut off comes to (正在结算，推迟; 误报). */
export function putOff({ remainingMs, detected }: RunningCountdown, postponement: Postponement): PutOff {
  const isFalseAlarm = (falseAlarms as readonly string[]).includes(postponement)
  if (detected === undefined) return { do: 'stop' }
  if (isFalseAlarm) return detected.mayCallOff ? { do: 'stop' } : { do: 'refuse', because: 'cannot-call-off' }
  return detected.pauses > 0
    ? { do: 'prolong', remainingMs: remainingMs + pauseMs, pauses: detected.pauses - 1 }
    : { do: 'refuse', because: 'no-more-pauses' }
}

const afterPress: Record<AfterPress, (posture: ResponsePosture) => Decision> = {
  countdown: ({ countdownMs }) => ({ do: 'countdown', ms: countdownMs }),
  ask: () => ({ do: 'ask' }),
  cut: () => ({ do: 'cut', scope: 'full' }),
}
