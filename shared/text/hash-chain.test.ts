// Any change to an append-only list must show (promise P5).

import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { chainStart, firstBroken, linkAfter } from './hash-chain.ts'

const digest = (text: string) => createHash('sha256').update(text).digest('hex')

function chainOf(bodies: readonly unknown[]) {
  let last = chainStart
  return bodies.map((body) => {
    const link = linkAfter(last, body, digest)
    last = link
    return { link, body }
  })
}

const whole = chainOf([{ what: 'a' }, { what: 'b' }, { what: 'c' }, { what: 'd' }])
const at = (index: number) => whole[index] ?? whole[0]!

test('an untouched chain holds', () => {
  expect(firstBroken(whole, digest)).toBeUndefined()
  expect(firstBroken([], digest)).toBeUndefined()
})

test.each([
  ['a changed body', whole.with(1, { ...at(1), body: { what: 'B' } }), 2],
  ['a dropped entry', whole.toSpliced(1, 1), 2],
  ['a dropped first entry', whole.slice(1), 1],
  ['two swapped entries', whole.with(1, at(2)).with(2, at(1)), 2],
  ['an inserted entry', whole.toSpliced(2, 0, at(1)), 3],
  ['a changed hash', whole.with(3, { ...at(3), link: { ...at(3).link, hash: '0'.repeat(64) } }), 4],
])('%s is found', (_, entries, broken) => {
  expect(firstBroken(entries, digest)).toBe(broken)
})

test('control: a chain rewritten with fresh hashes holds, which is why checkpoints are printed', () => {
  expect(firstBroken(chainOf([{ what: 'a' }, { what: 'forged' }]), digest)).toBeUndefined()
})
