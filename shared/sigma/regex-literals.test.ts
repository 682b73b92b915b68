// What an expression needs: texts in their order, and a least length.
import { expect, test } from 'vitest'
import { requiredBy } from './regex-literals.ts'

test.each<[string, readonly (readonly string[])[], number]>([
  ['Foo', [['foo']], 3],
  ['foo.*bar', [['foo'], ['bar']], 6],
  ['fo+bar', [['fo'], ['bar']], 5],
  ['fo?bar', [['f'], ['bar']], 4],
  ['fo{2}bar', [['fo'], ['bar']], 6],
  ['(foo|ba)r', [['foor', 'bar']], 3],
  ['(foo|.*)r', [['r']], 1],
  ['(foo|b.ar)', [['foo', 'ar']], 3],
  ['[Ff]oo', [['foo']], 3],
  ['\\s[a-f0-9]{64}', [], 65],
  ['a(?=foo)b', [['a'], ['b']], 2],
  ['(?<!foo)bar', [['bar']], 3],
  ['^foo\\.exe$', [['foo.exe']], 7],
  ['foo\\\\bar', [['foo\\bar']], 7],
  ['\\x41foo', [['foo']], 3],
  ['药foo', [['foo']], 4],
  [`${'('.repeat(60)}foo${')'.repeat(60)}`, [], 0],
])('%s', (source, sets, least) => {
  const { sets: found, least: shortest } = requiredBy(source)
  expect([found.map((set) => [...set].toSorted()), shortest]).toEqual([sets.map((set) => [...set].toSorted()), least])
})
