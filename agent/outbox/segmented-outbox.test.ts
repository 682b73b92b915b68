// The outbox as its users see it: kept, sent, acknowledged, bounded, and the same again after a restart.

import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { FaultyDisk } from '#test/fakes/faulty-disk.ts'
import { drained, folder, numbered, numberOf, opened, unsentNumbers } from '#test/fakes/outbox-parts.ts'
import type { Outbox } from './outbox.ts'

const keepAll = async (outbox: Outbox, from: number, to: number) => {
  for (let number = from; number <= to; number++) await outbox.keep('urgent', numbered(number))
}

describe('sequences', () => {
  test('begin at 1, have no gap, and belong to one epoch', async () => {
    const { outbox } = await opened(new FaultyDisk())
    const kept = [await outbox.keep('urgent', numbered(1)), await outbox.keep('urgent', numbered(2))]
    expect(kept.map(({ sequence }) => sequence)).toEqual([1, 2])
    expect(kept[0]?.epoch).toBe(kept[1]?.epoch)
    expect(outbox.lanes()[0]).toEqual({ lane: 'urgent', epoch: kept[0]?.epoch, next: 3, acknowledged: 0 })
  })

  test('a restart begins a new epoch, so that no sequence ever means two records', async () => {
    const disk = new FaultyDisk()
    const before = await opened(disk)
    const first = await before.outbox.keep('urgent', numbered(1))
    await before.outbox.close()
    const { outbox } = await opened(disk)
    const second = await outbox.keep('urgent', numbered(2))
    expect(second.sequence).toBe(1)
    expect(second.epoch).not.toBe(first.epoch)
    // The office is told of the older epoch until it has all of it.
    expect(outbox.lanes()[0]?.epoch).toBe(first.epoch)
    await outbox.acknowledge(first.epoch, 1)
    expect(outbox.lanes()[0]).toEqual({ lane: 'urgent', epoch: second.epoch, next: 2, acknowledged: 0 })
  })
})

test('keeps of one turn share one fsync', async () => {
  const disk = new FaultyDisk()
  const { outbox } = await opened(disk)
  await Promise.all(Array.from({ length: 50 }, (_, i) => outbox.keep('urgent', numbered(i))))
  expect(disk.log.filter(({ operation }) => operation === 'sync').length).toBe(1)
})

test('nothing resolves before its bytes are synced', async () => {
  const disk = new FaultyDisk()
  const { outbox } = await opened(disk)
  outbox.onKept(() => {
    expect(disk.log.at(-1)?.operation).toMatch(/sync/)
  })
  await keepAll(outbox, 1, 5)
  expect(await unsentNumbers((await opened(disk.afterPowerCut(() => 0))).outbox)).toEqual([1, 2, 3, 4, 5])
})

describe('acknowledgement', () => {
  test('is cumulative, told to listeners, and survives a restart', async () => {
    const disk = new FaultyDisk()
    const { outbox } = await opened(disk)
    await keepAll(outbox, 1, 10)
    const { epoch } = outbox.lanes()[0]!
    const heard: number[] = []
    outbox.onAcknowledged(({ acknowledged }) => heard.push(acknowledged))
    await outbox.acknowledge(epoch, 4)
    await outbox.acknowledge(epoch, 3)
    await outbox.acknowledge(epoch, 7)
    expect(heard).toEqual([4, 7])
    expect(outbox.pending()).toBe(3)
    await outbox.close()
    expect(await unsentNumbers((await opened(disk)).outbox)).toEqual([8, 9, 10])
  })

  test.each([
    ['an unknown epoch', '01990000-0000-7000-8000-00000000dead', 5],
    ['more than was ever kept', undefined, 11],
  ])('of %s is ignored', async (_, epoch, sequence) => {
    const { outbox } = await opened(new FaultyDisk())
    await keepAll(outbox, 1, 10)
    await outbox.acknowledge(epoch ?? outbox.lanes()[0]!.epoch, sequence)
    expect(outbox.pending()).toBe(10)
  })

  test.each([
    ['lost', (disk: FaultyDisk, path: string) => disk.remove(path)],
    [
      'garbled',
      async (disk: FaultyDisk, path: string) => disk.put(path, Buffer.from(disk.peek(path)).fill(0x37, 46, 48)),
    ],
    ['torn', async (disk: FaultyDisk, path: string) => disk.put(path, disk.peek(path).subarray(0, 20))],
  ])('a %s cursor only means sending again', async (_, spoil) => {
    const disk = new FaultyDisk()
    const { outbox } = await opened(disk)
    await keepAll(outbox, 1, 10)
    await outbox.acknowledge(outbox.lanes()[0]!.epoch, 4)
    await outbox.close()
    await spoil(disk, join(folder, 'urgent-0000000001.cursor'))
    const again = await opened(disk)
    expect(await unsentNumbers(again.outbox)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    expect(again.damages).toEqual([])
  })

  test('can be waited for, within a limit', async () => {
    const { outbox, clock } = await opened(new FaultyDisk())
    const record = await outbox.keep('urgent', numbered(1))
    const late = outbox.acknowledged(record, 2_000)
    await clock.advance(2_000)
    expect(await late).toBe(false)
    const soon = outbox.acknowledged(record, 2_000)
    await outbox.acknowledge(record.epoch, 1)
    expect(await soon).toBe(true)
    expect(await outbox.acknowledged(record, 0)).toBe(true)
  })
})

test('the operator’s recent list: the last urgent records, acknowledged or not, over restarts', async () => {
  const disk = new FaultyDisk()
  const before = await opened(disk)
  await keepAll(before.outbox, 1, 5)
  await drained(before.outbox)
  await before.outbox.close()
  const { outbox } = await opened(disk)
  await keepAll(outbox, 6, 7)
  expect((await outbox.recent(4)).map(numberOf)).toEqual([4, 5, 6, 7])
  expect((await outbox.recent(50)).map(numberOf)).toEqual([1, 2, 3, 4, 5, 6, 7])
})

test('acknowledged segments go when there are too many or they are too old; others never', async () => {
  const disk = new FaultyDisk()
  for (let start = 1; start <= 5; start++) {
    const { outbox } = await opened(disk)
    await outbox.keep('urgent', numbered(start))
    if (start < 5) await drained(outbox)
    await outbox.close()
  }
  const few = await opened(disk, { retainedSegments: 2 })
  expect((await few.outbox.recent(10)).map(numberOf)).toEqual([3, 4, 5])
  await few.outbox.close()
  const { outbox } = await opened(disk, { retainedForMs: -1 })
  expect((await outbox.recent(10)).map(numberOf)).toEqual([5])
})

test('a backlog over many segments comes out whole and in order', async () => {
  const disk = new FaultyDisk()
  const { outbox } = await opened(disk, { segmentBytes: 2_000 })
  await Promise.all(Array.from({ length: 300 }, (_, i) => outbox.keep('urgent', numbered(i))))
  await outbox.close()
  const again = await opened(disk, { segmentBytes: 2_000 })
  expect(disk.names(folder).length).toBeGreaterThan(3)
  expect(await unsentNumbers(again.outbox)).toEqual(Array.from({ length: 300 }, (_, i) => i))
})

describe('when a lane is full', () => {
  test('telemetry drops its oldest segment and keeps a tombstone; no sequence of an epoch is missing', async () => {
    const { outbox } = await opened(new FaultyDisk(), {
      segmentBytes: 1_000,
      laneBytes: { urgent: 1e9, summary: 1e9, telemetry: 4_000 },
    })
    for (let i = 1; i <= 60; i++) await outbox.keep('telemetry', numbered(i))
    const sent = await drained(outbox)
    const telemetry = sent.filter(({ lane }) => lane === 'telemetry')
    const dropped = sent.flatMap(({ body }) => (body.kind === 'dropped' ? [body.dropped] : []))
    expect(telemetry.map(numberOf).at(-1)).toBe(60)
    expect(dropped.reduce((a, b) => a + b, 0) + telemetry.length).toBe(60)
    for (const [i, record] of telemetry.entries())
      if (i > 0 && telemetry[i - 1]!.epoch === record.epoch)
        expect(record.sequence).toBe(telemetry[i - 1]!.sequence + 1)
  })

  test('urgent gives up acknowledged segments first, then refuses', async () => {
    const { outbox } = await opened(new FaultyDisk(), {
      segmentBytes: 1_000,
      laneBytes: { urgent: 4_000, summary: 1e9, telemetry: 1e9 },
    })
    await keepAll(outbox, 1, 10)
    await drained(outbox)
    let kept = 10
    const full = async () => {
      for (;;) {
        await outbox.keep('urgent', numbered(kept + 1))
        kept++
      }
    }
    await expect(full()).rejects.toMatchObject({ code: 'outbox/full' })
    expect(kept).toBeGreaterThan(14)
    expect(await unsentNumbers(outbox)).toEqual(Array.from({ length: kept - 10 }, (_, i) => i + 11))
    await keepAll(outbox, kept + 1, kept + 1)
  })

  test('a disk that does not keep up is said, not waited for without end', async () => {
    const { outbox } = await opened(new FaultyDisk(), { waiting: 3 })
    const outcomes = await Promise.allSettled(Array.from({ length: 5 }, (_, i) => outbox.keep('urgent', numbered(i))))
    expect(outcomes.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'fulfilled',
      'rejected',
      'rejected',
    ])
  })
})

describe('when the disk is full', () => {
  const limits = { reserveBytes: 40_000, reserveStepBytes: 10_000 }

  test('urgent records use up the reserve, then are refused, and are kept again when there is room', async () => {
    const disk = new FaultyDisk()
    disk.capacity = 200_000
    const { outbox } = await opened(disk, limits)
    await outbox.keep('urgent', numbered(1))
    for (let i = 0; i < 50; i++) await new Promise((resolve) => setImmediate(resolve))
    expect(disk.peek(join(folder, 'reserve')).length).toBe(40_000)
    // Another program takes all that is left.
    disk.capacity = disk.used()
    let kept = 1
    const full = async () => {
      for (;;) {
        await outbox.keep('urgent', numbered(kept + 1))
        kept++
      }
    }
    await expect(full()).rejects.toMatchObject({
      code: 'outbox/full',
      hint: expect.stringContaining('值班电话') as string,
    })
    expect(kept).toBeGreaterThan(100)
    await expect(outbox.keep('summary', numbered(0))).rejects.toMatchObject({ code: 'outbox/full' })
    disk.capacity += 10_000
    await keepAll(outbox, kept + 1, kept + 1)
    await outbox.close()
    const again = await opened(disk.afterKill(), limits)
    expect(await unsentNumbers(again.outbox)).toEqual(Array.from({ length: kept + 1 }, (_, i) => i + 1))
    expect(again.damages).toEqual([])
  })

  test('no reserve is made where the disk has not twice as much to spare', async () => {
    const disk = new FaultyDisk()
    disk.capacity = 60_000
    const { outbox } = await opened(disk, limits)
    await outbox.close()
    expect(disk.names(folder)).toEqual([])
  })
})

test('after closing nothing is kept', async () => {
  const { outbox } = await opened(new FaultyDisk())
  await outbox.close()
  await expect(outbox.keep('urgent', numbered(1))).rejects.toMatchObject({ code: 'outbox/not-durable' })
})
