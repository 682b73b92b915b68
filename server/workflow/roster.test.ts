// Hours that nobody has: found however the shifts are written down.
import { expect, test } from 'vitest'
import { gapsIn } from './roster.ts'

const shifts = (...pairs: readonly (readonly [number, number])[]) => pairs.map(([from, to]) => ({ from, to }))

test.each([
  ['nobody at all', shifts(), [[0, 10]]],
  ['all of it', shifts([0, 10]), []],
  ['more than all of it', shifts([-5, 15]), []],
  ['two that meet, in any order', shifts([5, 10], [0, 5]), []],
  ['a hole', shifts([0, 4], [6, 10]), [[4, 6]]],
  [
    'both ends',
    shifts([3, 7]),
    [
      [0, 3],
      [7, 10],
    ],
  ],
  ['one inside another', shifts([0, 8], [2, 3]), [[8, 10]]],
  ['shifts of other days', shifts([-9, 0], [10, 20]), [[0, 10]]],
])('%s', (_, given, gaps) => {
  expect(gapsIn(given, 0, 10).map(({ from, to }) => [from, to])).toEqual(gaps)
})
