// A cursor that is believed strikes out reports, so nothing but a whole one is.

import { expect, test } from 'vitest'
import { FaultyDisk } from '#test/fakes/faulty-disk.ts'
import { parseCursor, readCursor, saveCursor } from './cursor.ts'
import { readName, segmentName } from './file-names.ts'

const cursor = { epoch: '01990000-0000-7000-8000-000000000001', acknowledged: 1_234 }

test('is read as it was saved, and no single flipped bit passes', async () => {
  const disk = new FaultyDisk()
  await saveCursor(disk, '/o', 'urgent-0000000001.cursor', cursor)
  expect(await readCursor(disk, '/o', 'urgent-0000000001.cursor')).toEqual(cursor)
  const bytes = disk.peek('/o/urgent-0000000001.cursor')
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const flipped = Buffer.from(bytes)
    flipped.writeUInt8(flipped.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3)
    expect(parseCursor(flipped.toString('latin1'))).toBeUndefined()
  }
})

test.each(['', 'cursor 1', `cursor 1 ${cursor.epoch} 1234 00000000\n`])('%j is none', (text) => {
  expect(parseCursor(text)).toBeUndefined()
})

test.each([
  [segmentName('urgent', 7), { kind: 'segment', lane: 'urgent', ordinal: 7 }],
  ['damaged-summary-0000000012.segment', { kind: 'damaged', lane: 'summary', ordinal: 12 }],
  ['reserve', { kind: 'reserve' }],
  ['reserve.unfinished', { kind: 'unfinished' }],
  ['urgent-7.segment', undefined],
  ['damaged-urgent-0000000001.cursor', undefined],
  ['other-0000000001.segment', undefined],
])('the file name %s', (name, file) => {
  expect(readName(name)).toEqual(file)
})
