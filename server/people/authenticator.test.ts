// The second factor against RFC 6238's own numbers, and which codes are near enough.
import { expect, test } from 'vitest'
import { newAuthenticator, stepMs, stepOf } from './authenticator.ts'

/** RFC 6238 appendix B: the key is the ASCII text 12345678901234567890; of its eight digits, the last six. */
const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'

test.each([
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
])('at %i seconds the code is %s', (seconds, code) => {
  expect(stepOf(secret, code, seconds * 1_000)).toBe(Math.floor(seconds / 30))
})

test.each([
  ['of this step', 0, 0],
  ['of the step before', 1, -1],
  ['of the step after: the phone is ahead', -1, 1],
  ['two steps old', 2, undefined],
  ['two steps ahead', -2, undefined],
])('a code %s', (_, stepsLater, delta) => {
  const now = 1_234_567_890_000
  const step = Math.floor(now / stepMs)
  const found = stepOf(secret, '005924', now + stepsLater * stepMs)
  expect(found).toBe(delta === undefined ? undefined : step)
})

test.each(['', '00592', '0059244', 'abcdef', '００５９２４'])('%j is no code', (typed) => {
  expect(stepOf(secret, typed, 1_234_567_890_000)).toBeUndefined()
})

test('blanks as the app shows them do not matter', () => {
  expect(stepOf(secret, ' 005 924', 1_234_567_890_000)).toBeDefined()
})

test('a fresh secret has 160 bits, and its address can be read by an app', () => {
  const [one, other] = [newAuthenticator('wang'), newAuthenticator('wang')]
  expect(one.secret).toMatch(/^[A-Z2-7]{32}$/)
  expect(one.secret).not.toBe(other.secret)
  const uri = new URL(one.uri)
  expect(uri.protocol + uri.host).toBe('otpauth:totp')
  expect(Object.fromEntries(uri.searchParams)).toMatchObject({
    secret: one.secret,
    issuer: '医保网络安全哨兵',
    algorithm: 'SHA1',
    digits: '6',
    period: '30',
  })
})
