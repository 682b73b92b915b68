/** Every limit of the outbox in one place, each with what happens when it is reached. */

import type { Lane } from '#shared/protocol/record.ts'

export interface OutboxLimits {
  /** A segment that has grown to this is closed and the next one begun. */
  readonly segmentBytes: number
  /** What one fsync carries at most; the rest waits for the next. */
  readonly batchRecords: number
  readonly batchBytes: number
  /** Keeps that wait for the disk; beyond, `outbox/not-durable`: the disk does not keep up. */
  readonly waiting: number
  /** Bytes on disk per lane. urgent and summary refuse with `outbox/full`; telemetry drops its oldest segment and keeps a `dropped` tombstone in summary. */
  readonly laneBytes: Readonly<Record<Lane, number>>
  /** Held in a file of its own and given back, step by step, when the disk is full and an urgent record must be kept. */
  readonly reserveBytes: number
  readonly reserveStepBytes: number
  /** Acknowledged urgent segments stay on disk for the operator's recent list, up to these; then the oldest goes. */
  readonly retainedBytes: number
  readonly retainedSegments: number
  readonly retainedForMs: number
  /** Files put aside as damaged; beyond, the oldest goes. */
  readonly damagedFiles: number
}

const MiB = 1024 * 1024

export const outboxLimits: OutboxLimits = {
  segmentBytes: MiB,
  batchRecords: 64,
  batchBytes: MiB / 4,
  waiting: 4_096,
  laneBytes: { urgent: 256 * MiB, summary: 128 * MiB, telemetry: 64 * MiB },
  reserveBytes: 64 * MiB,
  reserveStepBytes: 4 * MiB,
  retainedBytes: 8 * MiB,
  retainedSegments: 256,
  retainedForMs: 30 * 24 * 60 * 60 * 1000,
  damagedFiles: 8,
}
