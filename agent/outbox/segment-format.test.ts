// Segments as bytes: what is read back when they are cut or flipped anywhere.

import { crc32 } from 'node:zlib'
import { expect, test } from 'vitest'
import { numbered } from '#test/fakes/outbox-parts.ts'
import { encodeHeader, encodeRecord, formatVersion, headerBytes, readRecords, readSegment } from './segment-format.ts'

const epoch = '01990000-0000-7000-8000-0000000000ff'
const anchor = '0'.repeat(64)
const moment = { at: 1_790_000_000_000, clockId: 'boot', monotonicMs: 12.5 }

/** A segment of `count` records, and where each begins. */
function segmentOf(count: number) {
  const pieces = [encodeHeader({ lane: 'urgent', epoch, anchor })]
  const offsets: number[] = []
  let previous = anchor
  let offset = headerBytes
  for (let sequence = 1; sequence <= count; sequence++) {
    const { bytes, hash } = encodeRecord({ sequence, moment, body: numbered(sequence) }, previous)
    previous = hash
    pieces.push(bytes)
    offsets.push(offset)
    offset += bytes.length
  }
  return { bytes: Buffer.concat(pieces), offsets }
}

function read(bytes: Buffer) {
  const segment = readSegment(bytes)
  if (segment.verdict !== 'read') throw new Error(segment.verdict)
  return segment
}

const whole = segmentOf(200)

test('what was written is read', () => {
  const { header, places, end, tail } = read(whole.bytes)
  expect({ header, end, tail }).toEqual({
    header: { lane: 'urgent', epoch, anchor },
    end: whole.bytes.length,
    tail: 'clean',
  })
  expect(places.map(({ offset }) => offset)).toEqual(whole.offsets)
})

test('cut at every byte: every record before the cut, and none that is not whole', () => {
  for (let length = 0; length < whole.bytes.length; length++) {
    const segment = readSegment(whole.bytes.subarray(0, length))
    if (length < headerBytes) {
      expect(segment).toEqual({ verdict: 'no-header', tail: 'torn', strays: [] })
      continue
    }
    if (segment.verdict !== 'read') throw new Error(`cut at ${length}: ${segment.verdict}`)
    const expected = whole.offsets.filter((_, i) => (whole.offsets[i + 1] ?? whole.bytes.length) <= length).length
    if (segment.places.length !== expected) throw new Error(`cut at ${length}: ${segment.places.length} records`)
    const clean = length === segment.end
    if (segment.tail !== (clean ? 'clean' : 'torn')) throw new Error(`cut at ${length}: ${segment.tail}`)
  }
}, 120_000)

test.each([
  ['zeros behind the end', (b: Buffer) => Buffer.concat([b, Buffer.alloc(4096)]), 200, 'torn', 0],
  ['the last record twice', (b: Buffer) => Buffer.concat([b, b.subarray(whole.offsets[199])]), 200, 'damaged', 1],
  ['garbage behind the end', (b: Buffer) => Buffer.concat([b, Buffer.alloc(4096, 0xa7)]), 200, 'damaged', 0],
  ['a page of zeros in the middle', (b: Buffer) => Buffer.from(b).fill(0, 8192, 12288), 'prefix', 'torn', 'rest'],
  ['two records swapped', swapped, 100, 'damaged', 100],
  ['a record taken out', without, 100, 'damaged', 99],
] as const)('%s', (_, change, records, tail, strays) => {
  const segment = read(change(whole.bytes))
  const intact = whole.offsets.filter((_, i) => (whole.offsets[i + 1] ?? 0) <= 8192 && i < 199).length
  expect(segment.places.length).toBe(records === 'prefix' ? intact : records)
  expect(segment.tail).toBe(tail)
  if (strays === 'rest') expect(segment.strays.at(-1)?.sequence).toBe(200)
  else expect(segment.strays.length).toBe(strays)
})

function swapped(bytes: Buffer): Buffer {
  const [a = 0, b = 0, c = 0] = whole.offsets.slice(100, 103)
  return Buffer.concat([bytes.subarray(0, a), bytes.subarray(b, c), bytes.subarray(a, b), bytes.subarray(c)])
}

function without(bytes: Buffer): Buffer {
  const [a = 0, b = 0] = whole.offsets.slice(100, 102)
  return Buffer.concat([bytes.subarray(0, a), bytes.subarray(b)])
}

test('a newer format is left alone; a flipped version number is damage', () => {
  const header = encodeHeader({ lane: 'urgent', epoch, anchor })
  header.writeUInt16LE(formatVersion + 1, 8)
  expect(readSegment(header).verdict).toBe('no-header')
  header.writeUInt32LE(crc32(header.subarray(0, headerBytes - 4)), headerBytes - 4)
  expect(readSegment(header).verdict).toBe('newer-format')
})

test('a stretch that does not begin with the wanted record gives nothing', () => {
  const stretch = whole.bytes.subarray(whole.offsets[10])
  expect(readRecords(stretch, 11).length).toBe(190)
  expect(readRecords(stretch, 12)).toEqual([])
})
