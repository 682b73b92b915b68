// What a password must be: four kinds, twelve signs, and nothing of its owner in it.
import { expect, test } from 'vitest'
import { isStrong } from './password-rules.ts'

const owner = { login: 'wangjg', name: '王建国' }

test.each([
  ['four kinds, twelve signs', 'Guard-2026-ab', true],
  ['eleven signs', 'Guard-2026a', false],
  ['no capital', 'guard-2026-ab', false],
  ['no small letter', 'GUARD-2026-AB', false],
  ['no digit', 'Guard-review-a', false],
  ['no symbol', 'Guard2026review', false],
  ['a blank is no symbol', 'Guard 2026 review', false],
  ['a Han character is a letter, not a symbol', 'Guard2026医保网安', false],
  ['a Han character counts as one sign', 'Guard-2026医保', true],
  ['one fewer', 'Guard-2026医', false],
  ['five different signs', 'Aa1-Aa1-Aa1-', false],
  ['the login in it, in capitals', 'Guard-WangJG-26', false],
  ['the name in it', 'Guard-王建国-2026', false],
])('%s', (_, password, strong) => {
  expect(isStrong(password, owner, 12)).toBe(strong)
})

test('a longer minimum is a setting', () => {
  expect(isStrong('Guard-2026-ab', owner, 16)).toBe(false)
})
