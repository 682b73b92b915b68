// One value, one text: what is signed and hashed must not depend on how an object was built.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalJson } from './canonical-json.ts'

test.each([
  [{ b: 1, a: { d: [3, { z: 0, y: null }], c: 'é' } }, '{"a":{"c":"é","d":[3,{"y":null,"z":0}]},"b":1}'],
  [{ here: 1, gone: undefined }, '{"here":1}'],
  [[1e21, -0, 0.1], '[1e+21,0,0.1]'],
  ['\u2028"\\', '"\u2028\\"\\\\"'],
])('%j', (value, text) => {
  expect(canonicalJson(value)).toBe(text)
})

test.each([[Number.NaN], [Number.POSITIVE_INFINITY], ['\uD800'], [undefined], [() => 1]])(
  '%s has no canonical form',
  (value) => {
    expect(() => canonicalJson(value)).toThrow(TypeError)
  },
)

test('the order of members never matters, and the text parses back to the value', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue({ stringUnit: 'grapheme' })), (value) => {
      const reversed = Object.fromEntries(Object.entries(value).toReversed())
      expect(canonicalJson(reversed)).toBe(canonicalJson(value))
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
    }),
  )
})
