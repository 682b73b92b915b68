// The session's cookie: what is set, and what is taken for one.
import { expect, test } from 'vitest'
import { endedCookie, sessionCookie, tokenIn } from './session-cookie.ts'

const token = 'a'.repeat(43)
const other = 'b'.repeat(43)

test('is secure where the console speaks https', () => {
  expect(sessionCookie(token, false)).toBe(`sentinel-session=${token}; Path=/; HttpOnly; SameSite=Strict`)
  expect(sessionCookie(token, true)).toBe(`__Host-sentinel-session=${token}; Path=/; HttpOnly; SameSite=Strict; Secure`)
  expect(endedCookie(false)).toContain('sentinel-session=; ')
  expect(endedCookie(false)).toContain('Max-Age=0')
})

test.each([
  ['the only cookie', `sentinel-session=${token}`, token],
  ['among others', `a=b; sentinel-session=${token}; c=d`, token],
  ['the same twice', `sentinel-session=${token}; sentinel-session=${token}`, token],
  ['two different ones: one was planted', `sentinel-session=${token}; sentinel-session=${other}`, undefined],
  ['too short', 'sentinel-session=abc', undefined],
  ['another sign', `sentinel-session=${'a'.repeat(42)}"`, undefined],
  ['another name', `xsentinel-session=${token}`, undefined],
  ['empty', '', undefined],
  ['none', undefined, undefined],
])('%s', (_, header, found) => {
  expect(tokenIn(header, false)).toBe(found)
})

test('over https only the cookie that nobody else could plant counts', () => {
  expect(tokenIn(`sentinel-session=${token}`, true)).toBeUndefined()
  expect(tokenIn(`__Host-sentinel-session=${token}; sentinel-session=${other}`, true)).toBe(token)
})
