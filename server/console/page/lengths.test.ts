// Lengths in words: the units a person would say.
import { expect, test } from 'vitest'
import { lengthInWords } from './lengths.ts'

const minute = 60_000
const hour = 60 * minute

test.each([
  [0, '0 秒'],
  [42_400, '42 秒'],
  [minute, '1 分'],
  [47 * minute + 59_000, '47 分'],
  [hour, '1 小时'],
  [2 * hour + 5 * minute, '2 小时 5 分'],
  [24 * hour, '1 天'],
  [76 * hour + minute, '3 天 4 小时'],
  [-5, '0 秒'],
])('%d ms', (length, words) => {
  expect(lengthInWords(length)).toBe(words)
})
