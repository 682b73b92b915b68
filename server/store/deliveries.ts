/** The port of the store for 外发通知: one row for each notice to each recipient on each channel, and what became of it. */

/** `due`: not sent yet. `sending`: handed to the channel, answer not known. The other three are ends. */
export type DeliveryState = 'due' | 'sending' | 'delivered' | 'failed' | 'stopped'

export interface DeliveryProgress {
  /** UUIDv7; the channels hand it on, so that a receiver can recognise a notice that came twice. */
  readonly id: string
  readonly state: DeliveryState
  /** How often it was handed to the channel. */
  readonly tries: number
  /** The server ended between sending and result, and it was sent once more: the recipient may have it twice. */
  readonly again: boolean
  /** Server time of the last change, milliseconds since 1970 UTC. */
  readonly changedAt: number
  /** Why it was not delivered, at most 200 characters; without secrets and addresses. */
  readonly reason?: string | undefined
}

export interface Delivery extends DeliveryProgress {
  /** Names the notice; with recipient and channel it occurs once. */
  readonly notice: string
  readonly about: { readonly kind: 'alert' | 'incident'; readonly id: string }
  /** The recipient's name in the settings, the id of a person who holds a post, or the channel's name where a machine receives. */
  readonly recipient: string
  readonly channel: string
  readonly dueAt: number
  readonly createdAt: number
}

/** A notice in a person's inbox of the console. */
export interface Received extends Delivery {
  /** When the person first opened it. */
  readonly readAt?: number | undefined
}

export interface DeliveryStore {
  /** Stores all of them or none; resolves when durable. One whose (notice, recipient, channel) is there already is left as it is. */
  add(deliveries: readonly Delivery[]): Promise<void>
  /** All of them or none; resolves when durable. Rejects where one has ended before or is not there. */
  progress(steps: readonly DeliveryProgress[]): Promise<void>
  /** Those that were due after a point in time, and those that have not ended, oldest first. */
  dueAfter(at: number): Promise<readonly Delivery[]>
  /** What was put into a person's inbox, newest first. */
  inbox(person: string, limit: number): Promise<readonly Received[]>
  /** Those of them that the person has opened now; what was opened before keeps its time, and what is somebody else's is left alone. */
  read(person: string, ids: readonly string[], at: number): Promise<void>
}
