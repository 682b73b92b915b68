/** What the counter needs of the rest of the agent; wired in agent.ts, nothing here is implemented in this folder. */

import type { Actor } from '#shared/domain/actor.ts'
import type { Alert } from '#shared/domain/alert.ts'
import type { Isolation } from '#shared/domain/isolation.ts'
import type { Moment } from '#shared/domain/moment.ts'
import type { Coverage } from '#shared/protocol/frame.ts'
import type { Lane, Postponement, RecordBody } from '#shared/protocol/record.ts'
import type { ReleaseAction } from '#shared/text/release-code.ts'
import type { AfterPress, Countdown, EvidenceProgress, Lease, Release } from './panel-state.ts'

export interface Kept {
  readonly lane: Lane
  readonly epoch: string
  readonly sequence: number
  readonly moment: Moment
  readonly body: RecordBody
}

export interface LaneCursor {
  readonly lane: Lane
  readonly epoch: string
  readonly acknowledged: number
}

/** The part of the outbox that the counter uses. */
export interface Keeper {
  /** Resolves only when the record is durable; rejects with `outbox/full` or `outbox/not-durable`. */
  keep(lane: Lane, body: RecordBody, moment?: Moment): Promise<Kept>
  /** Urgent records still on disk, oldest first. */
  recent(limit: number): Promise<readonly Kept[]>
  lanes(): readonly LaneCursor[]
  pending(): number
  onKept(listener: (record: Kept) => void): () => void
  onAcknowledged(listener: (lane: LaneCursor) => void): () => void
}

export type LinkSight =
  | { readonly kind: 'connected'; readonly lastHeardAt: number }
  | { readonly kind: 'connecting'; readonly attempt: number }
  /** `retryAt`: wall clock. */
  | { readonly kind: 'waiting'; readonly attempt: number; readonly retryAt: number; readonly because: string }

/** The part of the link that the counter uses. */
export interface Line {
  state(): LinkSight
  onState(listener: () => void): () => void
  hurry(): void
}

/** What came of asking for a cut or a release. Expected outcomes are values; a Fault may be thrown as well. */
export type Outcome = { readonly ok: true } | { readonly ok: false; readonly because: string }

/** The part of the response that the counter touches. */
export interface Response {
  isolation(): Isolation | undefined
  countdown(alert: string): Countdown | undefined
  evidence(alert: string): EvidenceProgress | undefined
  lease(): Lease | undefined
  /** A report became durable: evidence, and what the policy says of it, which knows drills too. Never called twice for one alert. */
  pressed(alert: Alert, kept: Pick<Kept, 'epoch' | 'sequence'>): void
  /** Returns once the cut is under way; its progress shows in `isolation()`. */
  cut(request: { readonly alert: string | undefined; readonly by: Actor; readonly because: string }): Promise<Outcome>
  release(request: { readonly by: Actor; readonly because: string }): Promise<Outcome>
  /** Stops the countdown, which is noted already. */
  postpone(alert: string, postponement: Postponement): Outcome
  /** The report was withdrawn: no countdown may end in a cut any more. False where it has. */
  withdraw(alert: string): Outcome
  /** Called when anything above may answer differently. */
  onChange(listener: () => void): () => void
}

/** 断网恢复码, where the terminal is enrolled. */
export interface ReleaseDesk {
  sight(): Release | undefined
  /** What the operator typed; the code itself says what is done. */
  enter(
    typed: string,
    account: string,
  ): Promise<{ readonly ok: true; readonly action: ReleaseAction } | { readonly ok: false; readonly because: string }>
  onChange(listener: () => void): () => void
}

/** What the agent knows of itself. */
export interface Standing {
  readonly enrolled: boolean
  readonly started: boolean
  readonly office: { readonly name: string; readonly phone: string } | undefined
  readonly endpoint: { readonly number: string; readonly name: string; readonly institution: string } | undefined
  /** Office time − terminal time; 0 until the office has been heard. */
  readonly officeOffsetMs: number
  readonly afterPress: AfterPress
  readonly countdownSeconds: number
  readonly rehearsal: boolean
  readonly sources: readonly Coverage[]
  /** What else does not work, a sentence each: 磁盘已满. */
  readonly faults: readonly string[]
}
