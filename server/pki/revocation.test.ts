// Certificates that were taken back: refused at the next connection, and found while they are connected.
import { beforeEach, describe, expect, test } from 'vitest'
import { CollectedLog } from '#test/fakes/collected-log.ts'
import { ManualClock } from '#test/fakes/manual-clock.ts'
import { lookAgainMs, Revocation } from './revocation.ts'

const certificate = { serial: '4a', endpoint: 'till', notAfter: 9e12 }
let registered: (typeof certificate & { revokedAt?: number }) | undefined
let clock: ManualClock
let log: CollectedLog
let revocation: Revocation
let broken = false

beforeEach(() => {
  registered = certificate
  broken = false
  clock = new ManualClock()
  log = new CollectedLog()
  const registry = {
    async certificate(serial: string) {
      if (broken) throw new Error('disk')
      return serial === registered?.serial ? registered : undefined
    },
  }
  revocation = new Revocation({ registry, clock, log })
})

test.each([
  ['one that was given', '4a', undefined, 'till'],
  ['one that was taken back', '4a', 5, 'revoked'],
  ['one that was never given', '4b', undefined, undefined],
])('%s', async (_, serial, revokedAt, found) => {
  registered = revokedAt === undefined ? certificate : { ...certificate, revokedAt }
  expect(await revocation.check(serial)).toBe(found)
})

describe('a terminal that is connected', () => {
  async function watched(connected = true) {
    const turnedAway: string[] = []
    await revocation.check('4a')
    const end = revocation.watch(
      () => connected,
      (endpoint) => turnedAway.push(endpoint),
    )
    return { turnedAway, end }
  }
  test('is turned away once, soon after', async () => {
    const { turnedAway } = await watched()
    await clock.advance(lookAgainMs)
    expect(turnedAway).toEqual([])
    registered = { ...certificate, revokedAt: 1 }
    await clock.advance(lookAgainMs * 3)
    expect(turnedAway).toEqual(['till'])
  })
  test('is left alone while the registry cannot be read, and found afterwards', async () => {
    const { turnedAway } = await watched()
    broken = true
    await clock.advance(lookAgainMs)
    expect(turnedAway).toEqual([])
    expect(log.codes('error')).toEqual(['enrollment/revocation-not-read'])
    broken = false
    registered = { ...certificate, revokedAt: 1 }
    await clock.advance(lookAgainMs)
    expect(turnedAway).toEqual(['till'])
  })
  test('that left is not looked at any more', async () => {
    const { turnedAway } = await watched(false)
    await clock.advance(lookAgainMs)
    registered = { ...certificate, revokedAt: 1 }
    await clock.advance(lookAgainMs * 2)
    expect(turnedAway).toEqual([])
  })
})
