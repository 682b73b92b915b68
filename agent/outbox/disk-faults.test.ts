// T4: every call to the disk fails once, in every way. Nothing is ever called kept that is not there after a kill or a power cut.

import { describe, expect, test } from 'vitest'
import { FaultyDisk } from '#test/fakes/faulty-disk.ts'
import type { Call, DiskFault } from '#test/fakes/faulty-disk.ts'
import { numbered, numberOf, opened, unsentNumbers } from '#test/fakes/outbox-parts.ts'
import { isFault } from '#shared/fault.ts'

const limits = { segmentBytes: 900 }

/** Keeps 24 records over several segments and a restart, acknowledges a few; tells which keeps resolved. */
async function work(disk: FaultyDisk) {
  const kept: number[] = []
  const acknowledged: number[] = []
  for (const start of [0, 100]) {
    const { outbox } = await opened(disk, limits)
    for (let i = 1; i <= 6; i++) {
      const group = [start + i, start + 20 + i]
      const outcomes = await Promise.allSettled(group.map((number) => outbox.keep('urgent', numbered(number))))
      for (const [j, outcome] of outcomes.entries()) {
        if (outcome.status === 'fulfilled') kept.push(group[j]!)
        else if (!isFault(outcome.reason)) throw outcome.reason
      }
      const { epoch, acknowledged: upTo, next } = outbox.lanes()[0]!
      if (i === 3 && next > upTo + 1) {
        const [record] = await outbox.after('urgent', upTo, 1).catch(() => [])
        if (record) acknowledged.push(numberOf(record))
        if (record) await outbox.acknowledge(epoch, record.sequence)
      }
    }
    await outbox.close()
  }
  return { kept, acknowledged }
}

async function callsOf(): Promise<readonly Call[]> {
  const disk = new FaultyDisk()
  await work(disk)
  return disk.log
}

const faults: readonly (readonly [string, DiskFault, readonly Call['operation'][]])[] = [
  ['EIO', { error: 'EIO' }, ['create', 'write', 'sync', 'close', 'rename', 'remove', 'syncFile', 'syncFolder', 'read']],
  ['ENOSPC', { error: 'ENOSPC' }, ['create', 'write', 'sync', 'syncFolder', 'rename']],
  ['EROFS', { error: 'EROFS' }, ['create', 'write', 'rename']],
  ['EMFILE', { error: 'EMFILE' }, ['create', 'read']],
  ['a write of 1 byte', { takes: 1 }, ['write']],
  ['a write of all but 1 byte', { takes: 100 }, ['write']],
  ['a write of nothing', { takes: 0 }, ['write']],
]

/** After a failed write or fsync nothing may be written to or synced on that file again. */
function retriedDescriptor(disk: FaultyDisk, failed: Call): Call | undefined {
  return disk.log.find(
    ({ index, operation, path }) =>
      index > failed.index && path === failed.path && (operation === 'write' || operation === 'sync'),
  )
}

test('control: without a fault all is kept', async () => {
  const disk = new FaultyDisk()
  const { kept } = await work(disk)
  expect(kept.length).toBe(24)
})

test('control: a disk that forgets what it synced is found out', async () => {
  const disk = new FaultyDisk()
  const { kept, acknowledged } = await work(disk)
  const forgetful = disk.afterKill()
  for (const name of forgetful.names('/outbox'))
    if (name.endsWith('.segment')) forgetful.put(`/outbox/${name}`, forgetful.peek(`/outbox/${name}`).subarray(0, -40))
  const there = new Set([...(await unsentNumbers((await opened(forgetful)).outbox)), ...acknowledged])
  expect(kept.filter((number) => !there.has(number))).not.toEqual([])
})

describe.each(faults)('%s', (_, fault, operations) => {
  test('at every call', async () => {
    const calls = (await callsOf()).filter(({ operation }) => operations.includes(operation))
    let effective = 0
    for (const { index } of calls) {
      const disk = new FaultyDisk()
      let failed: Call | undefined
      disk.fault = (call) => {
        if (call.index !== index) return undefined
        failed = call
        return fault
      }
      const { kept, acknowledged } = await work(disk)
      if (!failed) continue
      effective++
      const where = `${failed.operation} ${failed.path} (call ${index})`
      if ('error' in fault && /^(write|sync)$/.test(failed.operation) && failed.path.endsWith('segment'))
        expect(retriedDescriptor(disk, failed), where).toBeUndefined()
      for (const found of [disk.afterKill(), disk.afterPowerCut(Math.random)]) {
        const { outbox, damages } = await opened(found, limits)
        const there = await unsentNumbers(outbox)
        expect(
          there.toSorted((a, b) => a - b),
          where,
        ).toEqual([...new Set(there)].toSorted((a, b) => a - b))
        expect(
          kept.filter((number) => !there.includes(number) && !acknowledged.includes(number)),
          where,
        ).toEqual([])
        expect(
          damages.filter(({ kind }) => kind !== 'torn-tail'),
          where,
        ).toEqual([])
      }
      // One fault is one failed keep at most, and only where there is no room is even that allowed.
      expect(kept.length, where).toBeGreaterThanOrEqual('error' in fault && fault.error === 'ENOSPC' ? 22 : 24)
    }
    expect(effective).toBeGreaterThan(3)
  }, 60_000)
})

test.each([
  ['EIO', 'outbox/not-durable'],
  ['ENOSPC', 'outbox/full'],
  ['EROFS', 'outbox/not-durable'],
])(
  'a disk that goes on failing with %s: every keep says %s, and the first after it recovers is kept',
  async (error, code) => {
    const disk = new FaultyDisk()
    const { outbox } = await opened(disk)
    await outbox.keep('urgent', numbered(1))
    disk.fault = ({ operation }) => (operation === 'sync' || operation === 'create' ? { error } : undefined)
    for (const number of [2, 3]) await expect(outbox.keep('urgent', numbered(number))).rejects.toMatchObject({ code })
    disk.fault = () => undefined
    await outbox.keep('urgent', numbered(4))
    const again = await opened(disk.afterPowerCut(Math.random))
    expect(await unsentNumbers(again.outbox)).toEqual([1, 4])
    expect(again.damages).toEqual([])
  },
)

test('a record that turned bad while the outbox was at work: those around it are sent, its loss is told', async () => {
  const disk = new FaultyDisk()
  const before = await opened(disk)
  for (let number = 1; number <= 20; number++) await before.outbox.keep('urgent', numbered(number))
  await before.outbox.close()
  const { outbox, damages } = await opened(disk)
  const path = '/outbox/urgent-0000000001.segment'
  const bytes = disk.peek(path)
  bytes.writeUInt8(bytes.readUInt8(1_200) ^ 1, 1_200)
  disk.put(path, bytes)
  const first = await unsentNumbers(outbox)
  for (let i = 0; i < 50; i++) await new Promise((resolve) => setImmediate(resolve))
  const rest = await unsentNumbers(outbox)
  const all = new Set([...first, ...rest])
  expect(damages).toMatchObject([{ kind: 'corrupt', lost: 1 }])
  expect(Array.from({ length: 20 }, (_, i) => i + 1).filter((number) => !all.has(number)).length).toBe(1)
})
