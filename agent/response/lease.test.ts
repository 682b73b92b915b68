// A lease over kills, boots and clocks that were set: it errs to the side of being cut.
import { describe, expect, test } from 'vitest'
import { CollectedLog } from '#test/fakes/collected-log.ts'
import { ManualClock } from '#test/fakes/manual-clock.ts'
import { MemoryFile } from '#test/fakes/memory-file.ts'
import { openLease, remainingMs } from './lease.ts'
import type { Lease } from './lease.ts'

const moment = (at: number, monotonicMs: number, clockId = 'boot-1') => ({ at, clockId, monotonicMs })
const lease = (of: Lease['of']): Lease => ({ of, ms: 1_000, since: moment(10_000, 500) })

test.each<[string, Lease['of'], ReturnType<typeof moment>, number]>([
  ['half of it has passed', 'cut', moment(10_500, 1_000), 500],
  ['the wall clock was set forward', 'cut', moment(99_999_999, 1_000), 500],
  ['the wall clock was set back', 'release', moment(0, 1_000), 500],
  ['it is over', 'release', moment(11_500, 2_000), 0],
  ['a cut after a boot begins anew', 'cut', moment(99_999_999, 1, 'boot-2'), 1_000],
  ['a release after a boot goes on by the wall clock', 'release', moment(10_400, 1, 'boot-2'), 600],
  ['a release after a boot, the wall clock set back: over', 'release', moment(9_000, 1, 'boot-2'), 0],
  ['a release after a long time switched off: over', 'release', moment(99_999_999, 1, 'boot-2'), 0],
])('%s', (_, of, now, left) => {
  expect(remainingMs(lease(of), now)).toBe(left)
})

async function book(file = new MemoryFile(), clock = new ManualClock()) {
  const log = new CollectedLog()
  const over: string[] = []
  const stop = new AbortController()
  const leases = await openLease({ file, clock, log })
  leases.start(({ of }) => over.push(of), stop.signal)
  await clock.advance(0)
  return { leases, file, clock, over, stop }
}

describe('a book of leases', () => {
  test('tells once when it is over, and not where it was ended', async () => {
    const { leases, clock, over } = await book()
    await leases.begin({ of: 'cut', ms: 1_000, alert: 'a' })
    expect(leases.current()).toEqual({ of: 'cut', alert: 'a', remainingMs: 1_000 })
    await clock.advance(1_000)
    expect(over).toEqual(['cut'])
    await leases.begin({ of: 'release', ms: 1_000 })
    await leases.end()
    await clock.advance(5_000)
    expect(over).toEqual(['cut'])
    expect(leases.current()).toBeUndefined()
  })
  test('goes on after a kill where it was', async () => {
    const before = await book()
    await before.leases.begin({ of: 'release', ms: 1_000 })
    await before.clock.advance(400)
    before.stop.abort()
    const after = await book(before.file, before.clock)
    await after.clock.advance(599)
    expect(after.over).toEqual([])
    await after.clock.advance(1)
    expect(after.over).toEqual(['release'])
    expect(before.over).toEqual([])
  })
  test('a damaged file counts as a release that is over', async () => {
    const { over } = await book(new MemoryFile('{"version":1,"of":"cut"'))
    expect(over).toEqual(['release'])
  })
  test('one that cannot be kept is none', async () => {
    const { leases, file, clock, over } = await book()
    file.refuses = true
    await expect(leases.begin({ of: 'release', ms: 1_000 })).rejects.toMatchObject({ code: 'config/unwritable' })
    await clock.advance(5_000)
    expect(over).toEqual([])
  })
})
