/** What the workflow needs of others, and what others may ask of it. */

import type { Actor, Officer } from '#shared/domain/actor.ts'
import type { Endpoint } from '#shared/domain/endpoint.ts'
import type { Institution } from '#shared/domain/institution.ts'
import type { Order, OrderAction, SignedOrder } from '#shared/domain/order.ts'
import type { ReleaseAction, ReleaseQuestion } from '#shared/text/release-code.ts'
import type { Acted, PlanCommand } from './commands.ts'
import type { FieldRefusals } from './forms/form.ts'
import type { Entry, NewEntry, Subject } from './history.ts'
import type { OfficeActed, OfficeCommand } from './office-commands.ts'
import type { Situation } from './situation.ts'

/** Signs orders with the office's online key; implemented in `pki/order-signing`. */
export interface OrderSigner {
  sign(order: Order): SignedOrder
}

/** Makes the nine digits that the office reads out; implemented in `pki/release-codes`. */
export interface ReleaseCodeMaker {
  /** `publicKey`: the terminal's, SPKI in base64. */
  code(publicKey: string, question: ReleaseQuestion, action: ReleaseAction): string
}

/** What an officer asks on the telephone. */
export interface ReleaseAsked {
  readonly endpoint: string
  readonly sequence: number
  /** As the operator read it out, nine digits. */
  readonly challenge: string
  readonly action: ReleaseAction
  readonly reason: string
}

/** The code to read out, or who has to agree before there is one. */
export type ReleaseAnswer = { readonly code: string } | { readonly awaiting: 'second-person' }

/** Where decisions become durable; the store fills it. `Kept` is what came from terminals and goes into the same commit unread. */
export interface Ledger<Kept> {
  commit(change: {
    readonly records: readonly Kept[]
    readonly entries: readonly NewEntry[]
  }): Promise<readonly Entry[]>
  history(subject: Subject): Promise<readonly Entry[]>
  entriesAfter(position: number, limit: number): Promise<readonly Entry[]>
}

/** Who and what there is; the store's registry fills it. */
export interface Directory {
  institutions(): Promise<readonly Institution[]>
  endpoints(): Promise<readonly Endpoint[]>
  endpoint(id: string): Promise<Endpoint | undefined>
}

export interface WorkflowStore<Kept> {
  readonly history: Ledger<Kept>
  readonly registry: Directory
}

/** What a step decided: the entries to append, what is kept with them, and the answer to the one who asked. */
export interface Decision<T, Kept = never> {
  readonly entries: readonly NewEntry[]
  readonly records?: readonly Kept[] | undefined
  readonly value: T
}

/** What the verification of the chains found when the histories were loaded. */
export interface Integrity {
  /** Entries whose link was checked. */
  readonly checked: number
  /** The first entry of each chain that does not fit; empty is good. */
  readonly broken: readonly { readonly subject: Subject; readonly index: number }[]
  /** How much the newest verification against the sealed checkpoints found, once there was one. */
  readonly findings?: number | undefined
}

/** An expected outcome of a command: done, or refused with the reason as a wording key. */
export type Outcome<T = undefined> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: CommandRefusal; readonly fields?: FieldRefusals | undefined }

export const commandRefusals = [
  'unknown-alert',
  'unknown-incident',
  'unknown-endpoint',
  'taken-by-another',
  'reason-missing',
  // ── of the plan: guards.ts, filing.ts and the steps ──
  'form-incomplete',
  'form-missing',
  'wrong-phase',
  'already-done',
  'proposal-pending',
  'nothing-proposed',
  'text-missing',
  'time-not-possible',
  'unknown-form',
  'not-verified-as-real',
  'not-verified-as-false',
  'second-person-needed',
  'target-not-open',
  'drills-apart',
  'terminal-in-another-incident',
  'not-assessed',
  'form-says-otherwise',
  'proposer-cannot-approve',
  'team-not-of-the-office',
  'not-examined',
  'not-contained',
  'not-eradicated',
  'not-restored',
  'reconnection-not-approved',
  'passwords-not-changed',
  'team-opinion-missing',
  'not-reported-to-the-group',
  'result-not-filed',
  'directive-open',
  'counter-attack-refused',
  'classified-refused',
  'scan-not-clean',
  'statement-first',
  'not-open-to-comment',
  'unknown-directive',
  'directive-not-issued',
  'directive-not-signed-for',
  'directive-withdrawn',
  'directive-not-due',
  'not-countersigned',
  'not-approved',
  'unknown-evidence',
  'retention-not-over',
  'receiver-missing',
  'alert-not-taken-over',
  'alert-settled',
  // ── of the office ──
  'not-permitted',
  // ── of a release by telephone ──
  'challenge-misread',
  'release-action-unavailable',
  'release-key-unknown',
  'already-set-up',
  'unknown-person',
  'login-taken',
  'persons-not-different',
  'no-post',
  'account-disabled',
  'last-administrator',
  'document-missing',
  'period-wrong',
  'unit-wrong',
  'post-taken',
  'posts-exclude',
  'unknown-post',
  'not-the-deputy',
  'unknown-delegation',
  // ── of the office's own work: settings, explanations, calendar, roster, registry, tokens ──
  'unknown-setting',
  'unknown-institution',
  'setting-fixed',
  'setting-not-a-value',
  'setting-out-of-range',
  'below-legal-floor',
  'not-a-department',
  'unknown-explanation',
  'notice-wrong',
  'unknown-calendar',
  'shifts-overlap',
  'unknown-token',
  'name-taken',
  'version-not-next',
] as const
export type CommandRefusal = (typeof commandRefusals)[number]

/** What changed by one commit; ids to look up in `situation`, entries for a timeline that is open. */
export interface SituationChange {
  readonly situation: Situation
  readonly entries: readonly Entry[]
  readonly alerts: ReadonlySet<string>
  readonly incidents: ReadonlySet<string>
  readonly endpoints: ReadonlySet<string>
}

/** The one who performs what the steps decide: the console and the gateway talk to it. */
export interface Conductor {
  situation(): Situation
  /** Called after the commit, in order, in the same turn in which `situation()` changed: a snapshot taken then misses nothing. */
  onChange(listener: (change: SituationChange) => void): () => void
  takeOver(alert: string, officer: Officer): Promise<Outcome>
  /** Signs, stores and hands on an order. */
  order(
    endpoint: string,
    action: OrderAction,
    reason: string,
    officer: Officer,
  ): Promise<Outcome<{ readonly order: string }>>
  /** 断网恢复码: resolves when the chain holds who decided it. */
  releaseByPhone(asked: ReleaseAsked, officer: Officer): Promise<Outcome<ReleaseAnswer>>
  note(incident: string, text: string, officer: Officer): Promise<Outcome>
  /** What a person asks of the plan; resolves when the chain holds it. A form that is filled wrongly comes back with its fields. */
  act(command: PlanCommand, officer: Officer): Promise<Outcome<Acted>>
  /** What is asked of the office itself; resolves when its chain holds it. `by` is a person, or the server for what it does by itself. */
  actInOffice(command: OfficeCommand, by: Actor): Promise<Outcome<OfficeActed>>
  history(subject: Subject): Promise<readonly Entry[]>
  /** Whether what was stored is still what was written; the console shows a broken chain on every page. */
  integrity(): Integrity
}
