// The limit on tries: how many, how long, against whom, and that memory stays bounded.
import { describe, expect, test } from 'vitest'
import { originOfTries, tenInFifteenMinutes, TryLimit } from './try-limit.ts'

const minute = 60_000

function limit(origins = 100) {
  const time = { ms: 0 }
  return { time, tries: new TryLimit({ ...tenInFifteenMinutes, origins, monotonic: () => time.ms }) }
}

describe('ten tries in fifteen minutes', () => {
  test('the eleventh is refused', () => {
    const { tries, time } = limit()
    for (let i = 0; i < 10; i++) expect(tries.take('a')).toBe(true)
    time.ms = 5 * minute
    expect(tries.take('a')).toBe(false)
  })
  test('a refused try costs nothing: the wait ends 15 minutes after the first one', () => {
    const { tries, time } = limit()
    for (let i = 0; i < 10; i++) tries.take('a')
    time.ms = 14 * minute
    for (let i = 0; i < 1000; i++) expect(tries.take('a')).toBe(false)
    time.ms = 15 * minute
    expect(tries.take('a')).toBe(true)
  })
  test('one origin that is out of tries leaves the others alone', () => {
    const { tries } = limit()
    for (let i = 0; i < 50; i++) tries.take('attacker')
    expect(tries.take('attacker')).toBe(false)
    expect(tries.take('pharmacy')).toBe(true)
  })
  test('a right try is given back', () => {
    const { tries } = limit()
    for (let i = 0; i < 100; i++) {
      expect(tries.take('a')).toBe(true)
      tries.giveBack('a')
    }
  })
  test('a flood of origins is forgotten from the oldest on, and refuses nobody', () => {
    const { tries } = limit(3)
    for (const origin of ['a', 'b', 'c', 'd', 'e']) for (let i = 0; i < 10; i++) expect(tries.take(origin)).toBe(true)
    expect(['c', 'd', 'e'].map((origin) => tries.take(origin))).toEqual([false, false, false])
    expect(tries.take('a')).toBe(true)
  })
})

test.each([
  ['10.1.0.4', '10.1.0.4'],
  ['::ffff:10.1.0.4', '10.1.0.4'],
  ['::1', '0:0:0:0::/64'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:DB8:1:2::9', '2001:db8:1:2::/64'],
  ['2001:0db8::1', '2001:db8:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
])('%s counts against %s', (address, origin) => {
  expect(originOfTries(address)).toBe(origin)
})
