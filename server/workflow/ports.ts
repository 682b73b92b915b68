/** What the workflow needs of others, and what others may ask of it. */

import type { Officer } from '#shared/domain/actor.ts'
import type { Endpoint } from '#shared/domain/endpoint.ts'
import type { Institution } from '#shared/domain/institution.ts'
import type { Order, OrderAction, SignedOrder } from '#shared/domain/order.ts'
import type { Entry, NewEntry, Subject } from './history.ts'
import type { Situation } from './situation.ts'

/** Signs orders with the office's online key; implemented in `pki/order-signing`. */
export interface OrderSigner {
  sign(order: Order): SignedOrder
}

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
  | { readonly ok: false; readonly refusal: CommandRefusal }

export const commandRefusals = [
  'unknown-alert',
  'unknown-incident',
  'unknown-endpoint',
  'taken-by-another',
  'reason-missing',
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
  note(incident: string, text: string, officer: Officer): Promise<Outcome>
  history(subject: Subject): Promise<readonly Entry[]>
  /** Whether what was stored is still what was written; the console shows a broken chain on every page. */
  integrity(): Integrity
}
