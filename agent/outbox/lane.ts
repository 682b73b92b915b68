/** One lane of the outbox as it stands on disk: its segments, what of them the office has, and reading them back. */

import { join } from 'node:path'
import { errorFields } from '#shared/log.ts'
import type { Log } from '#shared/log.ts'
import type { Lane as LaneName } from '#shared/protocol/record.ts'
import { saveCursor } from './cursor.ts'
import { isLost } from './disk.ts'
import type { Disk } from './disk.ts'
import { cursorName, segmentName } from './file-names.ts'
import type { Ordinal } from './file-names.ts'
import type { KeptRecord, LaneState } from './outbox.ts'
import { headerBytes, readRecords } from './segment-format.ts'

/** A segment is an epoch: records 1, 2, 3 … without a gap, so that a cumulative acknowledgement is always true. */
export interface LaneSegment {
  readonly ordinal: Ordinal
  readonly epoch: string
  readonly anchor: string
  /** Where each durable record begins. */
  readonly offsets: number[]
  /** Where the last durable record ends. */
  end: number
  /** The chain's hash after the last durable record. */
  hash: string
  acknowledged: number
  /** The cursor as its file has it. */
  savedCursor: number
  /** Wall clock of the first and last record. */
  firstAt: number
  lastAt: number
}

export const emptySegment = (ordinal: Ordinal, epoch: string, anchor: string): LaneSegment => ({
  ordinal,
  epoch,
  anchor,
  offsets: [],
  end: headerBytes,
  hash: anchor,
  acknowledged: 0,
  savedCursor: 0,
  firstAt: 0,
  lastAt: 0,
})

export interface LaneParts {
  readonly name: LaneName
  readonly folder: string
  readonly disk: Disk
  readonly log: Log
  readonly newEpoch: () => string
  /** A record that was durable cannot be read back; what stands before it in its segment is not affected. */
  readonly onUnreadable: (segment: LaneSegment, from: number, lost: number) => void
}

/** Fresh records that need not be read back to be sent. */
const freshRecords = 128
const readBytes = 512 * 1024

const isDone = (segment: LaneSegment): boolean => segment.acknowledged === segment.offsets.length

export class Lane {
  readonly name: LaneName
  readonly #parts: LaneParts
  /** Oldest first; the last is the one being written, and not on disk before its first record is. */
  readonly #segments: LaneSegment[]
  #fresh: KeptRecord[] = []
  #saving: Promise<void> = Promise.resolve()

  constructor(parts: LaneParts, recovered: readonly LaneSegment[], nextOrdinal: Ordinal, anchor: string) {
    this.name = parts.name
    this.#parts = parts
    this.#segments = [...recovered, emptySegment(nextOrdinal, parts.newEpoch(), anchor)]
  }

  /** The segment being written. */
  get writing(): LaneSegment {
    const last = this.#segments.at(-1)
    if (last === undefined) throw new Error('a lane without a segment')
    return last
  }

  /** What the office sees of the lane: the oldest epoch that it has not got in full. */
  state(): LaneState {
    return this.stateOf(this.#draining())
  }

  stateOf({ epoch, offsets, acknowledged }: LaneSegment): LaneState {
    return { lane: this.name, epoch, next: offsets.length + 1, acknowledged }
  }

  bytes(): number {
    return this.#segments.reduce((sum, { end, offsets }) => sum + (offsets.length > 0 ? end : 0), 0)
  }

  pending(): number {
    return this.#segments.reduce((sum, { offsets, acknowledged }) => sum + offsets.length - acknowledged, 0)
  }

  segmentOf(epoch: string): LaneSegment | undefined {
    return this.#segments.find((segment) => segment.epoch === epoch)
  }

  path(segment: LaneSegment): string {
    return join(this.#parts.folder, segmentName(this.name, segment.ordinal))
  }

  /** Seals the segment being written and plans the next. One in which nothing became durable is forgotten. */
  begin(): LaneSegment {
    const { ordinal, hash, offsets } = this.writing
    if (offsets.length === 0) this.#segments.pop()
    this.#segments.push(emptySegment(ordinal + 1, this.#parts.newEpoch(), hash))
    this.#fresh = []
    return this.writing
  }

  /** Takes note of records that have become durable in the segment being written. */
  committed(records: readonly KeptRecord[], ends: readonly number[], hash: string): void {
    const segment = this.writing
    for (const end of ends) {
      segment.offsets.push(segment.end)
      segment.end = end
    }
    segment.hash = hash
    if (segment.offsets.length === records.length) segment.firstAt = records[0]?.moment.at ?? 0
    segment.lastAt = records.at(-1)?.moment.at ?? segment.lastAt
    this.#fresh = [...this.#fresh, ...records].slice(-freshRecords)
  }

  /** Records of the oldest epoch not yet acknowledged in full, after `sequence`. */
  after(sequence: number, limit: number): Promise<readonly KeptRecord[]> {
    return this.#read(this.#draining(), sequence + 1, limit)
  }

  /** The last `limit` records on disk, oldest first. */
  async latest(limit: number): Promise<readonly KeptRecord[]> {
    let found: readonly KeptRecord[] = []
    for (const segment of this.#segments.toReversed()) {
      let wanted = limit - found.length
      if (wanted <= 0) break
      const records: KeptRecord[] = []
      for (let from = Math.max(1, segment.offsets.length - wanted + 1); wanted > 0;) {
        const read = await this.#read(segment, from, wanted)
        if (read.length === 0) break
        records.push(...read)
        from += read.length
        wanted -= read.length
      }
      found = [...records, ...found]
    }
    return found
  }

  /** Moves the cursor; the segment it moved, or nothing. */
  acknowledge(epoch: string, sequence: number): LaneSegment | undefined {
    const segment = this.segmentOf(epoch)
    if (segment === undefined) return undefined
    if (segment === this.writing && sequence > segment.offsets.length) {
      // Believing it would strike out reports that were never sent.
      this.#parts.log.error('outbox/acknowledged-unsent', { lane: this.name, epoch, sequence })
      return undefined
    }
    // A sealed segment may have lost its end to damage; what the office has of that is no harm.
    const upTo = Math.min(sequence, segment.offsets.length)
    if (upTo <= segment.acknowledged) return undefined
    segment.acknowledged = upTo
    return segment
  }

  /** Writes the cursor of a segment; several moves while one is being written share the next. */
  saveCursor(segment: LaneSegment): Promise<void> {
    this.#saving = this.#saving.then(() => this.#saveNow(segment))
    return this.#saving
  }

  async #saveNow(segment: LaneSegment): Promise<void> {
    const { disk, folder, log } = this.#parts
    const { epoch, ordinal, acknowledged } = segment
    if (segment.savedCursor === acknowledged || !this.#segments.includes(segment)) return
    try {
      await saveCursor(disk, folder, cursorName(this.name, ordinal), { epoch, acknowledged })
      segment.savedCursor = acknowledged
    } catch (error) {
      log.warn('outbox/cursor-not-saved', errorFields(error))
    }
  }

  /** Sealed segments that the office has in full, oldest first, up to the first that it has not. */
  done(): readonly LaneSegment[] {
    const first = this.#segments.findIndex((segment) => segment === this.writing || !isDone(segment))
    return this.#segments.slice(0, first)
  }

  /** The oldest sealed segment. */
  oldest(): LaneSegment | undefined {
    return this.#segments.length > 1 ? this.#segments[0] : undefined
  }

  /** Deletes a segment for good. */
  async remove(segment: LaneSegment): Promise<void> {
    const { disk, folder } = this.#parts
    const index = this.#segments.indexOf(segment)
    if (index < 0) return
    this.#segments.splice(index, 1)
    await disk.remove(this.path(segment))
    await disk.remove(join(folder, cursorName(this.name, segment.ordinal)))
  }

  async settled(): Promise<void> {
    await this.#saving
  }

  #draining(): LaneSegment {
    return this.#segments.find((segment) => !isDone(segment)) ?? this.writing
  }

  async #read(segment: LaneSegment, from: number, limit: number): Promise<readonly KeptRecord[]> {
    const { epoch, offsets } = segment
    const begin = offsets[from - 1]
    if (begin === undefined || limit <= 0) return []
    if (segment === this.writing && (this.#fresh[0]?.sequence ?? Infinity) <= from)
      return this.#fresh.filter(({ sequence }) => sequence >= from).slice(0, limit)
    let count = Math.min(limit, offsets.length - from + 1)
    const endOf = (records: number) => offsets[from - 1 + records] ?? segment.end
    while (count > 1 && endOf(count) - begin > readBytes) count = Math.ceil(count / 2)
    const bytes = await this.#bytes(segment, begin, endOf(count) - begin)
    const read = bytes === undefined ? [] : readRecords(bytes, from)
    if (read.length === 0) {
      if (count > 1) return this.#read(segment, from, 1)
      this.#cut(segment, from)
    }
    return read.map((record) => ({ lane: this.name, epoch, ...record }))
  }

  async #bytes(segment: LaneSegment, begin: number, length: number): Promise<Buffer | undefined> {
    try {
      return await this.#parts.disk.read(this.path(segment), begin, length)
    } catch (error) {
      if (isLost(error)) return undefined
      throw error
    }
  }

  /** From `sequence` on the segment cannot be read back: it ends before it, so that the lane goes on. */
  #cut(segment: LaneSegment, sequence: number): void {
    const lost = segment.offsets.length - sequence + 1
    // A segment that was deleted while it was being read is no damage.
    if (lost <= 0 || !this.#segments.includes(segment)) return
    if (segment === this.writing) this.begin()
    segment.end = segment.offsets[sequence - 1] ?? segment.end
    segment.offsets.length = sequence - 1
    segment.acknowledged = Math.min(segment.acknowledged, segment.offsets.length)
    this.#parts.onUnreadable(segment, sequence, lost)
  }
}
