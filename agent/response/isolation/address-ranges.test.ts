// Ranges of addresses: every way Windows writes them, and the holes that are left open.
import { expect, test } from 'vitest'
import { contains, everythingExcept, parseRange, sameRanges } from './address-ranges.ts'

test.each([
  [
    ['10.9.0.1'],
    ['0.0.0.0-10.9.0.0', '10.9.0.2-255.255.255.255', '0:0:0:0:0:0:0:0-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ],
  [['0.0.0.0'], ['0.0.0.1-255.255.255.255', '0:0:0:0:0:0:0:0-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff']],
  [['255.255.255.255', '::/0'], ['0.0.0.0-255.255.255.254']],
  [
    ['10.0.0.5', '10.0.0.0/24', '::/0'],
    ['0.0.0.0-9.255.255.255', '10.0.1.0-255.255.255.255'],
  ],
])('everything except %j', (list, ranges) => expect(everythingExcept(list)).toEqual(ranges))

test.each(['office.example', '', '10.9.0', 'fe80::1%12', '10.0.0.0/33'])('%j is no address', (text) => {
  expect(everythingExcept([text])).toBeUndefined()
})

test.each([
  ['10.0.0.0/8', '10.0.0.0/255.0.0.0', true],
  ['10.0.0.0/8', '10.0.0.0-10.255.255.255', true],
  ['10.0.0.1', '10.0.0.1/255.255.255.255', true],
  ['::ffff:10.0.0.1', '::ffff:a00:1', true],
  ['fd09::/64', 'fd09::-fd09::ffff:ffff:ffff:ffff', true],
  ['LocalSubnet', 'LocalSubnet', true],
  ['10.0.0.0/8', '10.0.0.0/9', false],
  ['::1', '0.0.0.1', false],
  ['LocalSubnet', 'DNS', false],
])('%s and %s: the same %s', (one, other, expected) => expect(sameRanges([one], [other])).toBe(expected))

test('one range of two is not the same', () => {
  expect(sameRanges(['10.0.0.1', '10.0.0.2'], ['10.0.0.1'])).toBe(false)
})

test.each([
  ['0.0.0.0/0', '10.9.0.1', true],
  ['::/0', '10.9.0.1', false],
  ['fd09::/16', 'fd09::1', true],
  ['10.9.0.0/24', '10.9.1.0', false],
])('%s holds %s: %s', (range, address, expected) => expect(contains(parseRange(range)!, address)).toBe(expected))
