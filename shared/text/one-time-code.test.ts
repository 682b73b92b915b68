// One-time codes: their shape, their evenness, and what a person may type for one.
import { expect, test } from 'vitest'
import { enrollmentCodePattern } from '../protocol/enrollment.ts'
import { oneTimeCode, readOneTimeCode } from './one-time-code.ts'

const random = (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes)

test('a code has its groups, and an enrolment code the form of the protocol', () => {
  expect(oneTimeCode([4, 4, 4], random)).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/)
  expect(oneTimeCode([5, 5], random)).toMatch(enrollmentCodePattern)
})

test('every byte maps to a sign, each sign eight times', () => {
  const all = oneTimeCode([256], (bytes) => bytes.map((_, i) => i))
  expect(new Set(all).size).toBe(32)
  expect([...all].filter((sign) => sign === 'Z')).toHaveLength(8)
})

test.each([
  ['as shown', '7F3K-M2QX-9DAB', '7F3K-M2QX-9DAB'],
  ['lower case, blanks', ' 7f3k m2qx 9dab ', '7F3K-M2QX-9DAB'],
  ['no dashes', '7F3KM2QX9DAB', '7F3K-M2QX-9DAB'],
  ['O for 0, l for 1', 'OOOO-llll-iiii', '0000-1111-1111'],
  ['too short', '7F3K-M2QX-9DA', undefined],
  ['a sign that is none', '7F3K-M2QX-9DAU', undefined],
  ['empty', '', undefined],
])('%s', (_, typed, meant) => {
  expect(readOneTimeCode(typed, [4, 4, 4])).toBe(meant)
})
