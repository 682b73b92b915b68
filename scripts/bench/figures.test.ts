/** The arithmetic of the benches: percentiles that were really measured, and targets judged the right way round. */

import { describe, expect, test } from 'vitest'
import { figure, median, percentile, spread } from './figures.ts'

const oneToTwenty = Array.from({ length: 20 }, (_, i) => 20 - i)

describe('nearest-rank percentiles', () => {
  test.each([
    ['p95 of 20 is the 19th', oneToTwenty, 95, 19],
    ['p99 of 20 is the worst', oneToTwenty, 99, 20],
    ['p50 of an even number is the lower middle', oneToTwenty, 50, 10],
    ['of one value, that value', [7], 95, 7],
    ['order does not matter and 10 is not before 9', [10, 9, 100], 50, 10],
    ['p0 is the best', oneToTwenty, 0, 1],
  ])('%s', (_, values, percent, expected) => {
    expect(percentile(values, percent)).toBe(expected)
  })

  test('the median of five rounds is the third', () => {
    expect(median([5, 1, 4, 2, 3])).toBe(3)
  })

  test('nothing measured is an error, not a zero', () => {
    expect(() => percentile([], 95)).toThrow('no value was measured')
  })

  test('what was measured is left in its order', () => {
    const values = [3, 1, 2]
    percentile(values, 50)
    expect(values).toEqual([3, 1, 2])
  })
})

describe('figures', () => {
  test.each([
    ['below a ceiling', 'lower', 299, true],
    ['at a ceiling', 'lower', 300, true],
    ['a hair above a ceiling, though it is shown as 300', 'lower', 300.4, false],
    ['above a floor', 'higher', 301, true],
    ['below a floor', 'higher', 299, false],
  ] as const)('%s', (_, better, value, holds) => {
    expect(figure({ name: 'x', value, unit: 'ms', better, target: 300 }).holds).toBe(holds)
  })

  test('a ratio is taken against the baseline of the same run', () => {
    const made = figure({
      name: 'press_to_durable_p95_ms',
      value: 41,
      unit: 'ms',
      baseline: { name: 'bare fsync', value: 3.1 },
      target: 300,
    })
    expect(made).toEqual({
      name: 'press_to_durable_p95_ms',
      value: 41,
      unit: 'ms',
      baseline: 'bare fsync',
      baselineValue: 3.1,
      ratio: 13.2,
      target: 300,
      better: 'lower',
      holds: true,
    })
  })

  test('without a target nothing holds and nothing is missed', () => {
    expect(figure({ name: 'x', value: 1, unit: 'ms' })).toEqual({ name: 'x', value: 1, unit: 'ms', better: 'lower' })
  })

  test('a spread names its percentiles and judges only the 95th', () => {
    const made = spread('cut_p95_ms', oneToTwenty, { unit: 'ms', target: 19 })
    expect(made.map(({ name, value, holds }) => [name, value, holds])).toEqual([
      ['cut_p95_ms', 19, true],
      ['cut_p50_ms', 10, undefined],
      ['cut_p99_ms', 20, undefined],
    ])
  })
})
