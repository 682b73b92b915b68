// A map that is never changed, against a Map that is.
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { PersistentMap } from './persistent-map.ts'

const keys = fc.oneof(fc.uuid(), fc.constantFrom('', 'a', 'b', 'ab', 'ba'))

test('holds what a Map would hold, and the older maps what they held', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(keys, fc.integer()), { maxLength: 200 }), (pairs) => {
      const model = new Map<string, number>()
      const versions: (readonly [PersistentMap<number>, ReadonlyMap<string, number>])[] = []
      let map = PersistentMap.empty<number>()
      for (const [key, value] of pairs) {
        map = map.with(key, value)
        model.set(key, value)
        versions.push([map, new Map(model)])
      }
      for (const [version, expected] of versions.slice(-5)) {
        expect(version.size).toBe(expected.size)
        expect(new Map(version)).toEqual(expected)
        expect([...version.keys()].toSorted()).toEqual([...expected.keys()].toSorted())
        expect(new Set(version.values())).toEqual(new Set(expected.values()))
        for (const [key, value] of expected) expect(version.get(key)).toBe(value)
      }
    }),
    { numRuns: 200 },
  )
})

test.each([
  ['a missing key', 'x', undefined, false],
  ['a key of an object', 'toString', undefined, false],
  ['a key that is there', 'a', 1, true],
  ['a key whose value is nothing', 'b', undefined, true],
])('%s', (_, key, value, there) => {
  const map = PersistentMap.empty<number | undefined>().with('a', 1).with('b', undefined)
  expect([map.get(key), map.has(key)]).toEqual([value, there])
})

test('is made of any map, and of itself only once', () => {
  const map = PersistentMap.of(new Map([['a', 1]]))
  expect([...map]).toEqual([['a', 1]])
  expect(PersistentMap.of(map)).toBe(map)
})

test('ten thousand keys spread, and visiting sees each once', () => {
  let map = PersistentMap.empty<number>()
  for (let i = 0; i < 10_000; i++) map = map.with(`key-${i}`, i)
  const seen = new Set<number>()
  map.forEach((value, key, whole) => {
    expect(whole.get(key)).toBe(value)
    seen.add(value)
  })
  expect(seen.size).toBe(10_000)
})
