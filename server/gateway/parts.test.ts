// The small parts of the gateway: serials, pace, clones.
import { describe, expect, test } from 'vitest'
import { serialText } from './certificate-check.ts'
import { CloneWatch } from './clone-watch.ts'
import { Pace } from './pace.ts'

test.each([
  ['as Node writes it', '4A0B', '4a0b'],
  ['with colons', '4A:0B', '4a0b'],
  ['with the zero byte of the encoding', '00FA0B', 'fa0b'],
  ['nothing but zero', '00', '00'],
])('a serial %s', (_, written, expected) => {
  expect(serialText(written)).toBe(expected)
})

test('a pace gives its burst at once, then so many a second', () => {
  const pace = new Pace(10, 3, 0)
  expect([pace.take(0), pace.take(0), pace.take(0)]).toEqual([0, 0, 0])
  expect(pace.take(0)).toBe(100)
  expect(pace.take(0)).toBe(200)
  expect(pace.take(300)).toBe(0)
  expect(pace.take(100_000)).toBe(0)
  expect([pace.take(100_000), pace.take(100_000), pace.take(100_000)]).toEqual([0, 0, 100])
})

describe('a clone', () => {
  test.each([
    ['one machine that reconnects', ['a', 'a', 'a'], true, false],
    ['one machine that starts anew again and again', ['a', 'b', 'c', 'd', 'e'], true, false],
    ['two that take turns', ['a', 'b', 'a'], true, true],
    ['three that take turns', ['a', 'b', 'c', 'a'], true, true],
    ['two of which the other has left', ['a', 'b', 'a'], false, false],
  ])('%s', (_, machines, othersLive, expected) => {
    const watch = new CloneWatch()
    const seen = machines.map((machine, i) => watch.isClone('till', machine, i > 0 && othersLive))
    expect(seen.at(-1)).toBe(expected)
    expect(seen.slice(0, -1)).not.toContain(true)
  })
})
