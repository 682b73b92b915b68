/** The port that the gateway hands its frames to; intake fills it. */

import type { ClockReading } from '#shared/domain/moment.ts'
import type { SignedOrder } from '#shared/domain/order.ts'
import type { Hello, Notice, Posture, RecordFrame } from '#shared/protocol/frame.ts'
import type { Refusal } from '#shared/protocol/refusal.ts'

/** One connected terminal, as its certificate and its hello say. */
export interface Visitor {
  readonly endpoint: string
  readonly hello: Hello
  /** For correcting the terminal's clock; renewed with each heartbeat. */
  clock(): ClockReading
}

export interface Greeting {
  readonly institution: string
  readonly endpoint: { readonly number: string; readonly name: string }
  readonly cursors: readonly { readonly epoch: string; readonly acknowledged: number }[]
  /** Orders that have no receipt yet. */
  readonly orders: readonly SignedOrder[]
  /** Where the terminal's recent reports stand. */
  readonly notices: readonly Notice[]
}

/** What became of a record: durable, with the acknowledgement to send, or not taken, with the reason to close with. */
export type Taken =
  | { readonly ok: true; readonly epoch: string; readonly sequence: number }
  | { readonly ok: false; readonly refusal: Refusal }

export interface Inbox {
  /** Rejects where the registry does not know the endpoint, or cannot be read. */
  greet(visitor: Visitor): Promise<Greeting>
  /** Resolves when the record is durable. Rejects with `store/not-durable`: then nothing may be acknowledged. */
  receive(visitor: Visitor, record: RecordFrame, receivedAt: number): Promise<Taken>
  orderDelivered(endpoint: string, order: string): void
}

/** Who is connected now; kept in memory only, since heartbeats never touch the database. */
export interface Presence {
  readonly endpoint: string
  readonly online: boolean
  readonly lastHeardAt: number
  readonly agent: string
  readonly posture: Posture
  /** Terminal wall clock minus server clock. */
  readonly clockOffsetMs: number
}

export interface Gateway {
  presence(endpoint: string): Presence | undefined
  onPresence(listener: (presence: Presence) => void): () => void
  /** Sends at once where the terminal is connected; false where it is not (it will come with the next greeting). */
  sendOrder(endpoint: string, signed: SignedOrder): boolean
  sendNotice(endpoint: string, notice: Notice): boolean
}
