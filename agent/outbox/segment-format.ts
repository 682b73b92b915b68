/** The bytes of an outbox segment: one header, then records. Pure, so that every torn and every flipped byte can be tried. */

import { hash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import type { Moment } from '#shared/domain/moment.ts'
import { lanes } from '#shared/protocol/record.ts'
import type { Lane, RecordBody } from '#shared/protocol/record.ts'
import { maxFrameBytes } from '#shared/protocol/limits.ts'

/** Raised when an older agent could no longer read the file. */
export const formatVersion = 1

/**
 * Little-endian. Header, 68 bytes: magic 8 · version u16 · lane u8 · 0 · epoch 16 · anchor 32 · reserved 4 · CRC-32 of all before.
 * Record: CRC-32 of all that follows u32 · length u32 · payload, JSON that begins `{"sequence":N,"previous":"<hash>","at":MS,`.
 */
export const headerBytes = 68
export const recordHeadBytes = 8

/** A payload is a frame without its envelope, plus the previous hash. */
const maxPayloadBytes = maxFrameBytes + 256
const magic = Buffer.from('YBOUTBOX', 'latin1')

export interface SegmentHeader {
  readonly lane: Lane
  /** Every segment is an epoch of its own: its sequences begin at 1 and have no gap. */
  readonly epoch: string
  /** Hash of the last durable record of the lane before this segment; `firstAnchor` or `brokenAnchor`. */
  readonly anchor: string
}

/** Of the first segment of all. */
export const firstAnchor = '0'.repeat(64)
/** What came before could not be read whole when this segment was begun, so the anchor says nothing about it. */
export const brokenAnchor = 'f'.repeat(64)

/** One record as it stands in a payload. */
export interface StoredRecord {
  readonly sequence: number
  readonly moment: Moment
  readonly body: RecordBody
}

export interface RecordPlace {
  /** Where the record begins, counted from the start of the file. */
  readonly offset: number
  /** The chain's hash up to and including this record. */
  readonly hash: string
  /** Wall clock of the record. */
  readonly at: number
}

export type Segment =
  | { readonly verdict: 'newer-format' }
  /** The header does not hold, so the epoch is unknown; whole records may still stand behind it. */
  | { readonly verdict: 'no-header'; readonly tail: 'torn' | 'damaged'; readonly strays: readonly StoredRecord[] }
  | {
      readonly verdict: 'read'
      readonly header: SegmentHeader
      /** The longest valid prefix. */
      readonly places: readonly RecordPlace[]
      /** Where that prefix ends. */
      readonly end: number
      /** What stands behind it: nothing; bytes that a cut write leaves; bytes that were once whole. */
      readonly tail: 'clean' | 'torn' | 'damaged'
      /** Whole records behind the first bad byte. */
      readonly strays: readonly StoredRecord[]
    }

export function encodeHeader({ lane, epoch, anchor }: SegmentHeader): Buffer {
  const bytes = Buffer.alloc(headerBytes)
  magic.copy(bytes)
  bytes.writeUInt16LE(formatVersion, 8)
  bytes.writeUInt8(lanes.indexOf(lane), 10)
  bytes.write(epoch.replaceAll('-', ''), 12, 'hex')
  bytes.write(anchor, 28, 'hex')
  bytes.writeUInt32LE(crc32(bytes.subarray(0, headerBytes - 4)), headerBytes - 4)
  return bytes
}

/** The record's bytes and the chain's hash after it. */
export function encodeRecord(
  { sequence, moment, body }: StoredRecord,
  previous: string,
): { bytes: Buffer; hash: string } {
  const payload = Buffer.from(
    `${payloadStart(sequence, previous)}${moment.at},"moment":${JSON.stringify(moment)},"body":${JSON.stringify(body)}}`,
  )
  const bytes = Buffer.allocUnsafe(recordHeadBytes + payload.length)
  bytes.writeUInt32LE(payload.length, 4)
  payload.copy(bytes, recordHeadBytes)
  bytes.writeUInt32LE(crc32(bytes.subarray(4)), 0)
  return { bytes, hash: digest(payload) }
}

/** Reads a whole segment file; whatever the bytes are, it answers. */
export function readSegment(bytes: Buffer): Segment {
  const header = readHeader(bytes)
  if (header === 'newer-format') return { verdict: header }
  if (header === 'damaged') {
    // Made, and then killed or cut off before its first write arrived: nothing but zeros follows.
    const unborn = bytes.subarray(headerBytes).every((byte) => byte === 0)
    return { verdict: 'no-header', tail: unborn ? 'torn' : 'damaged', strays: straysFrom(bytes, 0) }
  }
  const places: RecordPlace[] = []
  let previous = header.anchor
  let offset = headerBytes
  for (;;) {
    const payload = payloadAt(bytes, offset)
    const at = payload && timeOf(payload, places.length + 1, previous)
    if (!payload || at === undefined) break
    previous = digest(payload)
    places.push({ offset, hash: previous, at })
    offset += recordHeadBytes + payload.length
  }
  const strays = offset < bytes.length ? straysFrom(bytes, offset) : []
  return { verdict: 'read', header, places, end: offset, tail: judgeTail(bytes, offset, strays.length), strays }
}

/** The records of a stretch of bytes that begins at a record, as far as they are whole and in order. */
export function readRecords(bytes: Buffer, firstSequence: number): readonly StoredRecord[] {
  const records: StoredRecord[] = []
  for (let offset = 0; offset < bytes.length;) {
    const payload = payloadAt(bytes, offset)
    const stored = payload && parsePayload(payload)
    if (!payload || stored?.sequence !== firstSequence + records.length) break
    records.push(stored)
    offset += recordHeadBytes + payload.length
  }
  return records
}

function readHeader(bytes: Buffer): SegmentHeader | 'damaged' | 'newer-format' {
  if (bytes.length < headerBytes || !bytes.subarray(0, magic.length).equals(magic)) return 'damaged'
  if (bytes.readUInt32LE(headerBytes - 4) !== crc32(bytes.subarray(0, headerBytes - 4))) return 'damaged'
  if (bytes.readUInt16LE(8) !== formatVersion) return 'newer-format'
  const lane = lanes[bytes.readUInt8(10)]
  if (lane === undefined) return 'damaged'
  const hex = bytes.toString('hex', 12, 28)
  const epoch = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
  return { lane, epoch, anchor: bytes.toString('hex', 28, 60) }
}

const payloadStart = (sequence: number, previous: string) => `{"sequence":${sequence},"previous":"${previous}","at":`

/** The wall clock of a payload that is the next of its chain; read from its beginning, since parsing it all would double the time of a start. */
function timeOf(payload: Buffer, sequence: number, previous: string): number | undefined {
  const start = payloadStart(sequence, previous)
  const text = payload.toString('latin1', 0, start.length + 16)
  return text.startsWith(start) ? Number.parseInt(text.slice(start.length), 10) : undefined
}

function payloadAt(bytes: Buffer, offset: number): Buffer | undefined {
  if (offset + recordHeadBytes > bytes.length) return undefined
  const length = bytes.readUInt32LE(offset + 4)
  const end = offset + recordHeadBytes + length
  if (length < 2 || length > maxPayloadBytes || end > bytes.length) return undefined
  // Over the length as well, so that a flipped length cannot make other bytes look whole.
  if (bytes.readUInt32LE(offset) !== crc32(bytes.subarray(offset + 4, end))) return undefined
  return bytes.subarray(offset + recordHeadBytes, end)
}

const digest = (payload: Buffer): string => hash('sha256', payload, 'hex')

function parsePayload(payload: Buffer): StoredRecord | undefined {
  let value: Partial<StoredRecord> | null
  try {
    value = JSON.parse(payload.toString('utf8')) as Partial<StoredRecord> | null
  } catch {
    return undefined
  }
  const { sequence, moment, body } = value ?? {}
  if (typeof sequence !== 'number' || typeof moment?.at !== 'number' || typeof body?.kind !== 'string') return undefined
  return { sequence, moment, body }
}

/** JSON has no byte below 0x20, so a length that could be true is found almost only where a record begins: the search is cheap. */
function straysFrom(bytes: Buffer, from: number): readonly StoredRecord[] {
  const strays: StoredRecord[] = []
  for (let offset = from; offset + recordHeadBytes < bytes.length;) {
    const payload = payloadAt(bytes, offset)
    const stored = payload && parsePayload(payload)
    if (payload && stored) {
      strays.push(stored)
      offset += recordHeadBytes + payload.length
    } else offset++
  }
  return strays
}

/** A power cut leaves a short record or zeros where pages did not arrive; anything else was once whole. */
function judgeTail(bytes: Buffer, end: number, strays: number): 'clean' | 'torn' | 'damaged' {
  if (end === bytes.length) return 'clean'
  const left = bytes.length - end
  if (left < recordHeadBytes) return strays > 0 ? 'damaged' : 'torn'
  const length = bytes.readUInt32LE(end + 4)
  const cutShort = length >= 2 && length <= maxPayloadBytes && recordHeadBytes + length > left
  const span = bytes.subarray(end, end + recordHeadBytes + maxPayloadBytes)
  const zeros = span.includes(unwritten) || bytes.at(-1) === 0
  if (strays > 0) return zeros ? 'torn' : 'damaged'
  return cutShort || zeros ? 'torn' : 'damaged'
}

/** Unwritten pages read as zeros; no record holds a run of them, and none ends in one. */
const unwritten = Buffer.alloc(64)
