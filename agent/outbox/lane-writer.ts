/** Writes a lane: group commit, and a rule for every way in which a disk can fail. */

import { Fault } from '#shared/fault.ts'
import type { Moment } from '#shared/domain/moment.ts'
import { errorFields } from '#shared/log.ts'
import type { Log } from '#shared/log.ts'
import type { RecordBody } from '#shared/protocol/record.ts'
import { isNoSpace, writeAll } from './disk.ts'
import type { Disk, DiskFile } from './disk.ts'
import type { Lane, LaneSegment } from './lane.ts'
import type { OutboxLimits } from './outbox-limits.ts'
import type { KeptRecord } from './outbox.ts'
import { encodeHeader, encodeRecord } from './segment-format.ts'

export interface LaneWriterParts {
  readonly lane: Lane
  readonly folder: string
  readonly disk: Disk
  readonly log: Log
  readonly limits: OutboxLimits
  /** Makes room, for `bytes` more, in the lane's quota or on the disk; false where there is no more to give. */
  readonly makeRoom: (where: 'quota' | 'disk', bytes: number) => Promise<boolean>
  readonly onDurable: (record: KeptRecord) => void
}

interface Waiting {
  readonly body: RecordBody
  readonly moment: Moment
  readonly bytes: number
  readonly resolve: (record: KeptRecord) => void
  readonly reject: (reason: unknown) => void
}

/** A failed disk gets one more chance, with a new file. */
const tries = 2

export class LaneWriter {
  readonly #parts: LaneWriterParts
  readonly #waiting: Waiting[] = []
  /** The open file of the segment being written; none before the segment's first batch. */
  #open: { readonly file: DiskFile; readonly segment: LaneSegment } | undefined
  #draining: Promise<void> | undefined
  #closed = false

  constructor(parts: LaneWriterParts) {
    this.#parts = parts
  }

  keep(body: RecordBody, moment: Moment): Promise<KeptRecord> {
    const { lane, limits } = this.#parts
    if (this.#closed) return Promise.reject(new Fault('outbox/not-durable', 'the outbox is closed'))
    if (this.#waiting.length >= limits.waiting)
      return Promise.reject(
        new Fault('outbox/not-durable', `${limits.waiting} records of ${lane.name} wait for the disk already`),
      )
    return new Promise((resolve, reject) => {
      this.#waiting.push({ body, moment, bytes: Buffer.byteLength(JSON.stringify(body)), resolve, reject })
      this.#draining ??= this.#drain()
    })
  }

  /** Writes what waits, then closes. */
  async close(): Promise<void> {
    this.#closed = true
    await this.#draining
    await this.#closeFile()
  }

  /** Commits all that waits as soon as the commit before has ended: no timer, and what comes meanwhile shares the next fsync. */
  async #drain(): Promise<void> {
    // What is kept in the same turn shares the first one too.
    await Promise.resolve()
    while (this.#waiting.length > 0) {
      const batch = this.#nextBatch()
      try {
        const records = await this.#commit(batch)
        for (const [i, record] of records.entries()) batch[i]?.resolve(record)
        for (const record of records) this.#parts.onDurable(record)
      } catch (reason) {
        for (const { reject } of batch) reject(reason)
      }
    }
    this.#draining = undefined
  }

  #nextBatch(): Waiting[] {
    const { batchRecords, batchBytes } = this.#parts.limits
    let count = 0
    for (let bytes = 0; count < Math.min(batchRecords, this.#waiting.length); count++) {
      bytes += this.#waiting[count]?.bytes ?? 0
      if (count > 0 && bytes > batchBytes) break
    }
    return this.#waiting.splice(0, count)
  }

  async #commit(batch: readonly Waiting[]): Promise<readonly KeptRecord[]> {
    const { lane, folder, limits, makeRoom, log } = this.#parts
    for (let attempt = 1; ;) {
      if (lane.writing.end >= limits.segmentBytes) await this.#beginSegment()
      const encoded = encodeBatch(lane, batch)
      while (lane.bytes() + encoded.bytes.length > limits.laneBytes[lane.name])
        if (!(await makeRoom('quota', encoded.bytes.length)))
          throw new Fault('outbox/full', `lane ${lane.name} holds ${lane.bytes()} bytes that the office has not got`)
      // Making room may have begun another segment.
      if (encoded.segment !== lane.writing) continue
      try {
        await this.#write(encoded)
        lane.committed(encoded.records, encoded.ends, encoded.hash)
        return encoded.records
      } catch (cause) {
        log.error('outbox/write-failed', { lane: lane.name, attempt, ...errorFields(cause) })
        // After a failed write or fsync nobody can say what of the file is durable, and a second fsync would say "yes" to pages that the kernel has dropped: the descriptor is given up.
        await this.#beginSegment()
        if (isNoSpace(cause)) {
          if (await makeRoom('disk', encoded.bytes.length)) continue
          throw new Fault('outbox/full', `no room for ${encoded.bytes.length} bytes in ${folder}`, {
            cause,
            hint: `请立即拨打值班电话报告，并清理 ${folder} 所在磁盘`,
          })
        }
        if (attempt++ >= tries)
          throw new Fault('outbox/not-durable', `${folder} cannot be written to`, {
            cause,
            hint: `请立即拨打值班电话报告，并检查 ${folder} 所在磁盘`,
          })
      }
    }
  }

  async #write({ segment, bytes }: EncodedBatch): Promise<void> {
    const { lane, disk, folder } = this.#parts
    if (this.#open?.segment !== segment) {
      await this.#closeFile()
      this.#open = { file: await disk.create(lane.path(segment)), segment }
    }
    const fresh = segment.offsets.length === 0
    await writeAll(this.#open.file, bytes)
    await this.#open.file.sync()
    // Before the folder is synced the file may have no name after a power cut.
    if (fresh) await disk.syncFolder(folder)
    if (segment !== lane.writing) throw new Error('the segment was given up while it was being written')
  }

  /** Closes the file for good; what is kept next begins a new one. */
  async #beginSegment(): Promise<void> {
    const { lane, disk } = this.#parts
    const given = this.#open?.segment
    await this.#closeFile()
    if (given === lane.writing || given === undefined) lane.begin()
    // Nothing in it was promised; where even this fails, the next segment's anchor tells that it does not count.
    if (given?.offsets.length === 0) await disk.remove(lane.path(given)).catch(() => {})
  }

  async #closeFile(): Promise<void> {
    const open = this.#open
    this.#open = undefined
    // Nothing rests on it: all that counts is synced.
    await open?.file.close().catch(() => {})
  }
}

interface EncodedBatch {
  readonly segment: LaneSegment
  readonly bytes: Buffer
  readonly records: readonly KeptRecord[]
  /** Where each record ends in the file. */
  readonly ends: readonly number[]
  readonly hash: string
}

function encodeBatch(lane: Lane, batch: readonly Waiting[]): EncodedBatch {
  const segment = lane.writing
  const { epoch, anchor, offsets } = segment
  const pieces = offsets.length === 0 ? [encodeHeader({ lane: lane.name, epoch, anchor })] : []
  const records: KeptRecord[] = []
  const ends: number[] = []
  let { end, hash } = segment
  for (const { body, moment } of batch) {
    const sequence = offsets.length + records.length + 1
    const encoded = encodeRecord({ sequence, moment, body }, hash)
    hash = encoded.hash
    pieces.push(encoded.bytes)
    records.push({ lane: lane.name, epoch, sequence, moment, body })
    ends.push((end += encoded.bytes.length))
  }
  return { segment, bytes: Buffer.concat(pieces), records, ends, hash }
}
