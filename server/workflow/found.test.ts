// From when the two hours run, alert by alert (三(一)2).
import { describe, expect, test } from 'vitest'
import { foundBy, foundByReport, movedTo } from './found.ts'

const at = (time: number) => ({ at: time, offsetMs: 5, uncertaintyMs: 7 })
const found = (time: number) => ({ basis: 'found', ...at(time) }) as const
const should = (time: number) => ({ basis: 'should-have-been-found', ...at(time) }) as const

test.each([
  ['a press', 'operator', at(100), at(100), found(100)],
  ['a press after something that could have been seen', 'operator', at(100), at(60), should(60)],
  ['a press whose first fact came later', 'operator', at(100), at(130), found(100)],
  ['a detector', 'detector', at(100), at(100), should(100)],
  ['a detector that took its time', 'detector', at(100), at(40), should(40)],
  ['a detector with its clocks in disorder', 'detector', at(100), at(110), should(100)],
] as const)('%s', (_, origin, raised, detected, expected) => {
  expect(foundBy({ origin }, raised, detected)).toEqual(expected)
})

describe('the moment moves', () => {
  test.each([
    ['to an earlier fact', found(100), should(40), should(40)],
    ['to an earlier press', should(100), found(40), found(40)],
    ['not to a later one', found(100), should(101), undefined],
    ['not to the same one: what was said first stands', should(100), found(100), undefined],
  ] as const)('%s', (_, current, next, expected) => {
    expect(movedTo(current, next)).toEqual(expected)
  })
})

describe('a registered report (D01)', () => {
  const [stated, called, now] = [100, 400, 900]
  test.each([
    // The unit's own people knew.
    ['telephone', { calledAt: called }, stated],
    ['terminal-button', {}, stated],
    // The office's own people knew.
    ['inspection', {}, stated],
    // Nobody says who knew: an unclear source gains no time.
    ['other', {}, stated],
    ['system-alert', {}, stated],
    // Another party's finding is its own: the office knew with its notice, and not later than it says that it came in.
    ['superior', {}, now],
    ['superior', { calledAt: called }, called],
    ['other-institution', {}, now],
    ['cac', {}, now],
    ['police', { calledAt: called }, called],
    // Nothing lies in the future.
    ['police', { calledAt: now + 1 }, now],
    ['telephone', { foundAt: now + 1 }, now],
  ])('%s with %j: known since %i', (source, more, expected) => {
    expect(foundByReport({ source, foundAt: stated, ...more }, now)).toEqual({
      at: expected,
      basis: 'found',
      offsetMs: 0,
      uncertaintyMs: 0,
    })
  })
})
