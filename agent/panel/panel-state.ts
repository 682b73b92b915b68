/** What the counter's page shows: one value for S1 待命, S2 已上报 and S3 已断网 in all their states, answered by `GET /api/state`. */

import type { Isolation } from '#shared/domain/isolation.ts'
import type { Severity } from '#shared/domain/severity.ts'
import type { Annotation, Postponement } from '#shared/protocol/record.ts'

/**
 * All points in time are milliseconds since 1970 UTC on this terminal's wall clock; add `officeOffsetMs` to show the
 * office's time, so that both screens show the same second. All lengths of time come from the monotonic clock.
 */
export interface PanelState {
  /** Grows with every change; the page asks for `?after=` the version it has. */
  readonly version: number
  /** The terminal's wall clock when this was answered: the page counts on from here by its own monotonic clock. */
  readonly now: number
  /** Office time − terminal time; 0 until the office has been heard. */
  readonly officeOffsetMs: number
  /** `starting`: the button works already, the rest does not yet. */
  readonly stage: 'starting' | 'not-enrolled' | 'running'
  readonly protection: Protection
  readonly link: PanelLink
  /** Whom to call. Known from enrolment on. */
  readonly office: { readonly name: string; readonly phone: string } | undefined
  readonly endpoint: { readonly number: string; readonly name: string; readonly institution: string } | undefined
  /** What a press leads to on this terminal. */
  readonly afterPress: AfterPress
  /** Length of the countdown, seconds. */
  readonly countdownSeconds: number
  /** The drivers only rehearse (演练): no cut touches this machine. */
  readonly rehearsal: boolean
  /** The report of S2; undefined: nothing is going on. */
  readonly current: Report | undefined
  /** S3 while it is there and its state is not `connected`; undefined: never cut. */
  readonly isolation: PanelIsolation | undefined
  readonly lease: Lease | undefined
  /** 最近记录, newest first, at most 20; the current one is among them. */
  readonly recent: readonly Report[]
  /** When this terminal last rehearsed the press (请每月演练一次). */
  readonly lastDrillAt: number | undefined
}

/** `countdown`: cut after some seconds unless put off. `ask`: never by itself. `cut`: at once. */
export type AfterPress = 'countdown' | 'ask' | 'cut'

export interface Protection {
  /** `degraded`: some of it does not work; `because` says what, a sentence each. */
  readonly state: 'protected' | 'degraded'
  readonly because: readonly string[]
  /** How many of the sources (监控项) see, of how many. */
  readonly sources: { readonly seeing: number; readonly of: number }
}

export type PanelLink =
  | { readonly kind: 'connected'; readonly lastHeardAt: number }
  | {
      readonly kind: 'connecting'
      /** 1 for the first try. */
      readonly attempt: number
      readonly lastHeardAt: number | undefined
    }
  | {
      readonly kind: 'offline'
      readonly attempt: number
      /** Until the next try. */
      readonly retryInMs: number
      readonly because: string
      readonly lastHeardAt: number | undefined
    }

/** One report or one alert of this terminal, folded from what was kept and what the office answered. */
export interface Report {
  readonly alert: string
  readonly code: string
  readonly origin: 'operator' | 'detector'
  readonly rule: string
  readonly severity: Severity
  readonly because: string
  readonly drill: boolean
  /** The press, or the detector's decision. */
  readonly pressedAt: number
  /** ① It is in the list because fsync returned; when that was. */
  readonly savedAt: number
  /** ② */
  readonly delivery: Delivery
  /** ③ */
  readonly taken: { readonly by: string; readonly at: number } | undefined
  /** Delivered, nobody took it within 60 s: 值班员尚未接手，请打电话. */
  readonly unattended: boolean
  /** `BS-2026-0137`, once the office has opened or joined an incident. */
  readonly incident: string | undefined
  readonly annotation: Annotation | undefined
  readonly withdrawnAt: number | undefined
  /** Presses after the first one, within ten minutes. */
  readonly repeats: number
  readonly countdown: Countdown | undefined
  readonly evidence: EvidenceProgress | undefined
}

export type Delivery =
  /** `at` is unknown where it was acknowledged before a restart and the office has not been heard since. */
  | { readonly kind: 'delivered'; readonly at: number | undefined }
  /** Connected or about to be: 正在发送…第 `attempt` 次, next try in `retryInMs` (0: right now). */
  | { readonly kind: 'sending'; readonly attempt: number; readonly retryInMs: number }
  /** Kept here, to be sent when the network is back: 请打电话. */
  | { readonly kind: 'offline'; readonly attempt: number; readonly retryInMs: number }

/** Between a press and the cut. */
export type Countdown =
  | {
      readonly state: 'running'
      readonly remainingMs: number
      /** After an alert of a detector: how often it may still be put off, and whether 误报 ends it. */
      readonly detected?: { readonly pauses: number; readonly mayCallOff: boolean } | undefined
    }
  | { readonly state: 'postponed'; readonly postponement: Postponement }
  /** The setting `ask`: the operator decides by the button. */
  | { readonly state: 'asking' }
  /** It has led to a cut, or the report was withdrawn before. */
  | { readonly state: 'over' }

export interface EvidenceProgress {
  readonly state: 'taking' | 'kept' | 'not-kept'
  readonly done: number
  readonly of: number
  /** An estimate; 0 when done. */
  readonly remainingMs: number
}

export interface PanelIsolation {
  readonly isolation: Isolation
  /** Since this state was entered, by monotonic time where it is of the same boot. */
  readonly forMs: number
  /** The last try to restore did not succeed: still cut. */
  readonly releaseFailed: boolean
  /** The incident it belongs to, where the office has told. */
  readonly incident: string | undefined
  /** 断网恢复码: what is read out to the office; undefined where this terminal has none to offer now. */
  readonly release: Release | undefined
  /** While releasing: layers already gone, of all. */
  readonly releasing: { readonly done: number; readonly of: number } | undefined
}

export interface Release {
  readonly sequence: number
  /** Eight digits and their check digit. */
  readonly challenge: string
  readonly triesLeft: number
  /** Until a try is free again; 0 while there is one. */
  readonly nextTryInMs: number
}

/** What ends by itself: an automatic cut (S3), or a release for four hours (S1). */
export interface Lease {
  readonly of: 'cut' | 'release'
  readonly remainingMs: number
}

/** What the page is told when a call is refused or fails. */
export interface PanelRefusal {
  readonly refusal: PanelRefusalKind
  /** A sentence in the operator's language. */
  readonly message: string
}

export type PanelRefusalKind =
  | 'wrong-host'
  | 'wrong-origin'
  | 'wrong-method'
  | 'wrong-content-type'
  | 'no-token'
  | 'ticket-used'
  | 'too-large'
  | 'not-a-call'
  | 'not-found'
  /** Nothing was saved: the message is the binding sentence ✖ 本机无法保存上报…. */
  | 'not-saved'
  | 'not-possible'

/** Answer of `POST /api/report`. */
export interface PressAnswer {
  readonly alert: string
  readonly code: string
  /** When it became durable, terminal wall clock. */
  readonly at: number
  readonly outcome: 'new' | 'repeat' | 'coalesced'
  /** Presses after the first. */
  readonly repeats: number
}
