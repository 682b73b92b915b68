// From errors and close codes to the one word that the state and the log use.

import { expect, test } from 'vitest'
import { becauseOfClose, becauseOfError, isGoodEnd } from './because.ts'

const error = (code: string, message = '') => Object.assign(new Error(message), { code })

test.each([
  [error('ECONNREFUSED'), 'unreachable'],
  [error('ETIMEDOUT'), 'unreachable'],
  [error('ERR_TLS_CERT_ALTNAME_INVALID'), 'not-trusted'],
  [error('SELF_SIGNED_CERT_IN_CHAIN'), 'not-trusted'],
  [error('UNABLE_TO_VERIFY_LEAF_SIGNATURE'), 'not-trusted'],
  [error('CERT_HAS_EXPIRED'), 'not-trusted'],
  [error('ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED'), 'not-accepted'],
  [error('ERR_SSL_TLSV1_ALERT_UNKNOWN_CA'), 'not-accepted'],
  [error('ECONNRESET', 'socket hang up'), 'not-accepted'],
  [
    error('ECONNRESET', 'Client network socket disconnected before secure TLS connection was established'),
    'unreachable',
  ],
  [new Error('Unexpected server response: 403'), 'not-accepted'],
  [new Error('Unexpected server response: 502'), 'unreachable'],
  ['no error at all', 'unreachable'],
])('%s: %s', (given, because) => {
  expect(becauseOfError(given)).toBe(because)
})

test.each([
  [4403, 'revoked'],
  [4409, 'connected-elsewhere'],
  [1006, 'closed'],
  [1000, 'closed'],
])('close code %i: %s', (code, because) => {
  expect(becauseOfClose(code)).toBe(because)
})

test('an office that sends us away is not asked again at once', () => {
  expect(isGoodEnd('closed')).toBe(true)
  expect(isGoodEnd('stopping')).toBe(true)
  expect(isGoodEnd('too-fast')).toBe(false)
})
