/** The port of the outbox (发件箱): what has not yet been acknowledged by the office, on disk. */

import type { Moment } from '#shared/domain/moment.ts'
import type { Lane, RecordBody } from '#shared/protocol/record.ts'

export interface KeptRecord {
  readonly lane: Lane
  /** Changes when the outbox is begun anew, so that old and new sequences are never confused. */
  readonly epoch: string
  /** 1 for the first record of the epoch. */
  readonly sequence: number
  readonly moment: Moment
  readonly body: RecordBody
}

export interface LaneState {
  readonly lane: Lane
  readonly epoch: string
  /** The sequence that the next record will have. */
  readonly next: number
  readonly acknowledged: number
}

export interface Outbox {
  /**
   * Keeps a record and resolves only when it is durable (fsync returned): from then on it survives kill, power cut and reboot.
   * Rejects with `outbox/full` or `outbox/not-durable`; then nothing may be shown as saved.
   */
  keep(lane: Lane, body: RecordBody, moment?: Moment): Promise<KeptRecord>
  lanes(): readonly LaneState[]
  /** Records of a lane after `sequence`, in order, at most `limit`. */
  after(lane: Lane, sequence: number, limit: number): Promise<readonly KeptRecord[]>
  /** Everything of the epoch up to `sequence` is durable at the office. An unknown epoch is ignored. */
  acknowledge(epoch: string, sequence: number): Promise<void>
  /** Resolves true once the record is acknowledged, false when `withinMs` passes first. */
  acknowledged(record: Pick<KeptRecord, 'epoch' | 'sequence'>, withinMs: number): Promise<boolean>
  /** The urgent records that are still on disk, acknowledged or not, oldest first: what the operator's recent list shows. */
  recent(limit: number): Promise<readonly KeptRecord[]>
  /** Called after each record that became durable. */
  onKept(listener: (record: KeptRecord) => void): () => void
  /** Called after each acknowledgement that moved a lane. */
  onAcknowledged(listener: (lane: LaneState) => void): () => void
  /** Records not yet acknowledged, all lanes. */
  pending(): number
  close(): Promise<void>
}
