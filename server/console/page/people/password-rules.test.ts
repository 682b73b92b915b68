// What a password must be, ticked off while it is typed.
import { expect, test } from 'vitest'
import { passwordRules } from './password-rules.ts'

const unmet = (password: string, over: object = {}) =>
  passwordRules({ password, again: password, login: 'wang', name: '王建国', ...over }, 12)
    .filter(({ met }) => !met)
    .map(({ rule }) => rule)

test.each<[string, string, object, readonly string[]]>([
  ['good', 'Bi-shan#2026x', {}, []],
  ['short', 'Bi-shan#202', {}, ['至少 12 位']],
  ['no capital', 'bi-shan#2026x', {}, ['有大写字母']],
  ['no small letter', 'BI-SHAN#2026X', {}, ['有小写字母']],
  ['no digit', 'Bi-shan#abcdx', {}, ['有数字']],
  ['no sign', 'Bishan2026xyz', {}, ['有符号，例如 # 或 -']],
  ['a blank is no sign', 'Bishan 2026xy', {}, ['有符号，例如 # 或 -']],
  ['the login in it, in capitals', 'Bi-WANG#2026x', {}, ['不含登录名和姓名']],
  ['the name in it', 'Bi-王建国#2026x', {}, ['不含登录名和姓名']],
  ['typed otherwise the second time', 'Bi-shan#2026x', { again: 'Bi-shan#2026y' }, ['两次输入一致']],
  ['no login yet', 'Bi-shan#2026x', { login: '', name: '' }, []],
])('%s', (_, password, over, rules) => {
  expect(unmet(password, over)).toEqual(rules)
})

test('nothing typed meets nothing', () => {
  expect(unmet('')).toHaveLength(7)
})
