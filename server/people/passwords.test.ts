// Hashing: what is kept, that it verifies, and that guessing takes up neither the event loop nor the time of others.
import { expect, test } from 'vitest'
import { argon2Parameters, BusyError, Passwords } from './passwords.ts'

const passwords = new Passwords()

test('is kept in the PHC format, with a salt of its own each time', async () => {
  const [one, other] = [await passwords.hash('Guard-2026-ab'), await passwords.hash('Guard-2026-ab')]
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/)
  expect(one).not.toBe(other)
})

test.each([
  ['the same', 'Guard-2026-ab', true],
  ['another', 'Guard-2026-ac', false],
  ['in capitals', 'GUARD-2026-AB', false],
  ['empty', '', false],
])('%s', async (_, typed, right) => {
  expect(await passwords.verify(typed, await passwords.hash('Guard-2026-ab'))).toBe(right)
})

test('an accent typed on another keyboard is the same password', async () => {
  expect(await passwords.verify('Caf\u0065\u0301-2026-ab', await passwords.hash('Caf\u00E9-2026-ab'))).toBe(true)
})

test('an outside vector: the reference implementation’s hash of "password" with other parameters verifies', async () => {
  // phc-winner-argon2, test.c: version 0x13, t=2, m=2^16, p=1, salt "somesalt", Argon2id.
  const hash = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc'
  expect(await passwords.verify('password', hash)).toBe(true)
  expect(await passwords.verify('passwort', hash)).toBe(false)
})

test.each([undefined, '', 'x', '$argon2i$v=19$m=8,t=1,p=1$AA$AA'])('no hash that could open: %j', async (hash) => {
  expect(await passwords.verify('', hash)).toBe(false)
})

test('where there is no hash it takes as long as where there is one', async () => {
  const hash = await passwords.hash('Guard-2026-ab')
  await passwords.verify('x', undefined)
  const median = async (of: string | undefined) => {
    const took: number[] = []
    for (let i = 0; i < 9; i++) {
      const from = performance.now()
      await passwords.verify('wrong', of)
      took.push(performance.now() - from)
    }
    return took.toSorted((a, b) => a - b)[4]!
  }
  const ratio = (await median(undefined)) / (await median(hash))
  expect(ratio).toBeGreaterThan(0.5)
  expect(ratio).toBeLessThan(2)
})

test('the event loop goes on meanwhile, and memory stays that of two', async () => {
  let turns = 0
  const counting = setInterval(() => turns++, 1)
  await Promise.all(Array.from({ length: 6 }, () => passwords.hash('Guard-2026-ab')))
  clearInterval(counting)
  expect(turns).toBeGreaterThan(10)
  expect(argon2Parameters.memory * 2).toBeLessThan(64 * 1024)
})

test(
  'beyond 66 at once the rest is told to come back, and the next is looked at again',
  { timeout: 60_000 },
  async () => {
    const busy = new Passwords()
    const all = await Promise.allSettled(Array.from({ length: 80 }, () => busy.hash('Guard-2026-ab')))
    const refused = all.filter((one) => one.status === 'rejected')
    expect(refused).toHaveLength(80 - 66)
    expect(refused.every(({ reason }) => reason instanceof BusyError)).toBe(true)
    expect(await busy.hash('Guard-2026-ab')).toBeTypeOf('string')
  },
)

test('a login that nobody has does not tell itself apart after a crowd at the door', async () => {
  const crowded = new Passwords()
  const waiting = Array.from({ length: 66 }, () => crowded.hash('Guard-2026-ab'))
  // The first time that nobody's hash is asked for, there is no room.
  await expect(crowded.verify('x', undefined)).rejects.toThrow(BusyError)
  await Promise.all(waiting)
  expect(await crowded.verify('x', undefined)).toBe(false)
}, 20_000)
