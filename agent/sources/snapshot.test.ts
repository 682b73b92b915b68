// The difference between two looks, as a table.
import { expect, test } from 'vitest'
import { difference } from './snapshot.ts'

const map = (entries: Record<string, number>) => new Map(Object.entries(entries))

test.each([
  ['nothing twice', {}, {}, [], [], []],
  ['one comes', {}, { a: 1 }, ['a'], [], []],
  ['one goes', { a: 1 }, {}, [], [], ['a']],
  ['one changes', { a: 1 }, { a: 2 }, [], ['a'], []],
  ['one stays', { a: 1 }, { a: 1 }, [], [], []],
  ['all at once', { a: 1, b: 1, c: 1 }, { b: 2, c: 1, d: 1 }, ['d'], ['b'], ['a']],
])('%s', (_, before, after, added, changed, removed) => {
  const found = difference(map(before), map(after))
  const keys = (list: readonly (readonly [string, number])[]) => list.map(([key]) => key)
  expect([keys(found.added), keys(found.changed), keys(found.removed)]).toEqual([added, changed, removed])
})

test('a thing that is there without a value is there', () => {
  const found = difference(new Map([['a', undefined]]), new Map([['a', undefined]]))
  expect([found.added, found.changed]).toEqual([[], []])
})
