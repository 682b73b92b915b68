// T3 and the model: whatever happens to the files, the longest valid prefix and every whole record behind it come back, and damage is told.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FaultyDisk } from '#test/fakes/faulty-disk.ts'
import { folder, numbered, numberOf, opened, unsentNumbers } from '#test/fakes/outbox-parts.ts'
import { damageFault } from './damage.ts'
import type { DiskFile } from './disk.ts'

const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i)
const ascending = (list: readonly number[]) => list.toSorted((a, b) => a - b)

async function diskWith(records: number, segmentBytes = 1e9): Promise<FaultyDisk> {
  const disk = new FaultyDisk()
  const { outbox } = await opened(disk, { segmentBytes })
  for (let number = 1; number <= records; number++) await outbox.keep('urgent', numbered(number))
  await outbox.close()
  return disk
}

const path = (ordinal: number) => `${folder}/urgent-${String(ordinal).padStart(10, '0')}.segment`

test('2,000 flipped bits in a file of 200 records: at most one record is lost, the damage is told, the start is fast', async () => {
  const whole = (await diskWith(200)).peek(path(1))
  let told = 0
  let slowestMs = 0
  for (let trial = 0; trial < 2_000; trial++) {
    const bit = Math.floor((trial / 2_000) * whole.length * 8 + (trial % 7))
    const disk = new FaultyDisk()
    const bytes = Buffer.from(whole)
    const at = Math.min(bytes.length - 1, bit >> 3)
    bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << (bit & 7)), at)
    disk.put(path(1), bytes)
    const began = performance.now()
    const { outbox, damages } = await opened(disk)
    slowestMs = Math.max(slowestMs, performance.now() - began)
    const there = await unsentNumbers(outbox)
    const missing = numbers(1, 200).filter((number) => !there.includes(number))
    if (missing.length > 1 || there.length !== 200 - missing.length)
      throw new Error(`bit ${bit}: ${missing.join()} missing`)
    if (damages.length !== 1) throw new Error(`bit ${bit}: told ${damages.length} times`)
    if (damages[0]?.kind !== 'torn-tail') {
      told++
      expect(disk.names(folder)).toContain('damaged-urgent-0000000001.segment')
      expect(damageFault(damages[0]!)?.code).toBe('outbox/damaged')
    }
  }
  // Only a flipped length of the last record looks like a torn write.
  expect(told).toBeGreaterThan(1_990)
  expect(slowestMs).toBeLessThan(1_000)
}, 120_000)

test('mending is done once: the next start finds nothing wrong', async () => {
  const disk = await diskWith(50, 2_000)
  const bytes = disk.peek(path(2))
  bytes.writeUInt8(bytes.readUInt8(500) ^ 4, 500)
  const first = await opened(disk)
  expect(first.damages).toMatchObject([{ kind: 'corrupt', lost: 1, aside: 'damaged-urgent-0000000002.segment' }])
  await first.outbox.close()
  const { outbox, damages } = await opened(disk)
  expect(damages).toEqual([])
  expect((await unsentNumbers(outbox)).length).toBe(49)
  const summary = await opened(disk)
  expect(summary.damages).toEqual([])
})

test('the office is told how many records are gone', async () => {
  const disk = await diskWith(20)
  disk.peek(path(1)).fill(0x41, 1_000, 1_600)
  const { outbox, damages } = await opened(disk)
  const [state] = outbox.lanes().filter(({ lane }) => lane === 'summary')
  const [tombstone] = await outbox.after('summary', state!.acknowledged, 10)
  const there = await unsentNumbers(outbox)
  expect(tombstone?.body).toMatchObject({ kind: 'dropped', lane: 'urgent', dropped: 20 - there.length })
  expect(damages).toMatchObject([{ lost: 20 - there.length, salvaged: there.length - damages[0]!.intact }])
})

test.each([
  ['a segment between two others is gone', (disk: FaultyDisk) => disk.remove(path(2)), 'missing'],
  ['a segment is cut at the end of a record', cutAtRecord, 'missing'],
  ['a segment of a newer version', newer, 'newer-format'],
])('%s', async (_, spoil, kind) => {
  const disk = await diskWith(50, 2_000)
  await spoil(disk)
  const { outbox, damages } = await opened(disk)
  expect(damages.map((damage) => damage.kind)).toEqual([kind])
  expect(await unsentNumbers(outbox)).toContain(50)
})

async function cutAtRecord(disk: FaultyDisk): Promise<void> {
  const bytes = disk.peek(path(2))
  const last = bytes.lastIndexOf('{"sequence"') - 8
  await disk.truncate(path(2), last)
}

async function newer(disk: FaultyDisk): Promise<void> {
  const { crc32 } = await import('node:zlib')
  const bytes = disk.peek(path(2))
  bytes.writeUInt16LE(9, 8)
  bytes.writeUInt32LE(crc32(bytes.subarray(0, 64)), 64)
}

describe('files that are not ours or of no use', () => {
  test('are left alone or swept', async () => {
    const disk = await diskWith(3)
    for (const name of ['notes.txt', 'urgent-0000000001.segment.bak', 'urgent-0000000009.cursor', 'x.unfinished'])
      disk.put(`${folder}/${name}`, Buffer.from('x'))
    const { outbox, damages } = await opened(disk)
    expect(damages).toEqual([])
    expect(await unsentNumbers(outbox)).toEqual([1, 2, 3])
    expect(disk.names(folder).toSorted()).toEqual(
      [
        'notes.txt',
        'urgent-0000000001.cursor',
        'urgent-0000000001.segment',
        'urgent-0000000001.segment.bak',
      ].toSorted(),
    )
  })

  test('an empty segment file, left by a kill, is removed and is no damage', async () => {
    const disk = await diskWith(3)
    disk.put(path(2), Buffer.alloc(0))
    const { damages } = await opened(disk)
    expect(damages.map(damageFault)).toEqual([undefined])
    expect(disk.names(folder)).not.toContain('urgent-0000000002.segment')
  })
})

type Step =
  | readonly ['keep', number]
  | readonly ['acknowledge', number]
  | readonly ['kill']
  | readonly ['power', number]

const steps = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.tuple(fc.constant('keep' as const), fc.integer({ min: 1, max: 5 })) },
    { weight: 2, arbitrary: fc.tuple(fc.constant('acknowledge' as const), fc.nat(20)) },
    { weight: 1, arbitrary: fc.tuple(fc.constant('kill' as const)) },
    { weight: 1, arbitrary: fc.tuple(fc.constant('power' as const), fc.nat(1e6)) },
  ),
  { maxLength: 40 },
)

test('model: any order of keeping, acknowledging, kills and power cuts loses nothing and doubles nothing', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (list: readonly Step[]) => {
      let disk = new FaultyDisk()
      let { outbox } = await opened(disk, { segmentBytes: 1_200 })
      let last = 0
      let process = 0
      const kept = new Set<number>()
      const atOffice = new Set<number>()
      for (const step of list) {
        if (step[0] === 'keep') {
          const group = numbers(last + 1, last + step[1])
          last += step[1]
          for (const { body } of await Promise.all(group.map((n) => outbox.keep('urgent', numbered(n)))))
            kept.add(numberOf({ body }))
        } else if (step[0] === 'acknowledge') {
          const { epoch, acknowledged } = outbox.lanes()[0]!
          for (const record of await outbox.after('urgent', acknowledged, step[1])) {
            atOffice.add(numberOf(record))
            await outbox.acknowledge(epoch, record.sequence)
          }
        } else {
          // What was on its way when the process died is neither promised nor forbidden.
          const underWay = numbers(last + 1, last + 3)
          last += 3
          const mine = process
          const told = (number: number) => {
            if (process === mine) kept.add(number)
          }
          for (const number of underWay)
            void outbox.keep('urgent', numbered(number)).then(
              () => told(number),
              () => {},
            )
          const turns = step[0] === 'power' ? step[1] % 12 : 4
          for (let turn = 0; turn < turns; turn++) await Promise.resolve()
          let seed = step[1] ?? 0
          const random = () => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648
          const promised = [...kept]
          process++
          disk = step[0] === 'kill' ? disk.afterKill() : disk.afterPowerCut(random)
          const again = await opened(disk, { segmentBytes: 1_200 })
          outbox = again.outbox
          expect([...kept]).toEqual(promised)
          expect(again.damages.filter(({ kind }) => kind !== 'torn-tail')).toEqual([])
        }
      }
      const { outbox: final } = await opened(disk.afterKill(), { segmentBytes: 1_200 })
      const there = await unsentNumbers(final)
      expect(ascending(there)).toEqual(ascending([...new Set(there)]))
      expect([...kept].filter((number) => !there.includes(number) && !atOffice.has(number))).toEqual([])
      expect(there.filter((number) => number > last)).toEqual([])
    }),
    { numRuns: 300 },
  )
}, 120_000)

test('control: a disk that says "synced" and is not loses what was promised, and the power cut shows it', async () => {
  class LyingDisk extends FaultyDisk {
    override async create(path: string): Promise<DiskFile> {
      const file = await super.create(path)
      return { ...file, sync: async () => {} }
    }
  }
  const disk = new LyingDisk()
  const { outbox } = await opened(disk)
  await Promise.all(numbers(1, 20).map((number) => outbox.keep('urgent', numbered(number))))
  const there = await unsentNumbers((await opened(disk.afterPowerCut(() => 0))).outbox)
  expect(there).toEqual([])
})

test('random bytes in the place of a segment never stop the start', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 3_000 }), fc.nat(3_000), async (garbage, at) => {
      const disk = await diskWith(10)
      const bytes = Buffer.concat([disk.peek(path(1)), Buffer.alloc(600)])
      Buffer.from(garbage).copy(bytes, at % bytes.length)
      disk.put(path(1), bytes)
      const { outbox } = await opened(disk)
      await outbox.keep('urgent', numbered(11))
      expect(await unsentNumbers(outbox)).toContain(11)
    }),
    { numRuns: 300 },
  )
})
