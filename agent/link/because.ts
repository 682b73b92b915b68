/** Why there is no connection: the words that a link's state and log use for it. */

import { refusalOf } from '#shared/protocol/refusal.ts'
import type { Refusal } from '#shared/protocol/refusal.ts'

/**
 * Besides the office's own refusals. `silent`: nothing was heard for too long (half-open). `garbled`: the office sent what is no frame.
 * `not-trusted`: whoever answers is not our office. `not-accepted`: the office does not take our certificate (of another authority, or past its end). `closed`: the connection ended.
 */
export const ownReasons = [
  'silent',
  'garbled',
  'not-trusted',
  'not-accepted',
  'unreachable',
  'closed',
  'stopped',
] as const
export type Because = (typeof ownReasons)[number] | Refusal

/** What an error before the connection stood says. */
export function becauseOfError(error: unknown): Because {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (/^(CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|HOSTNAME_MISMATCH|ERR_TLS_CERT_)/.test(code)) return 'not-trusted'
  // With TLS 1.3 the office's no to our certificate comes after our side of the handshake is done: as an alert, or as a hang-up.
  // Before the handshake is done (a busy office) Node's message is another one.
  if (/ALERT/.test(code) || (error instanceof Error && error.message === 'socket hang up')) return 'not-accepted'
  if (error instanceof Error && /^Unexpected server response: 40[13]$/.test(error.message)) return 'not-accepted'
  return 'unreachable'
}

export const becauseOfClose = (code: number): Because => refusalOf(code) ?? 'closed'

/** After these the office has had its reasons: coming back at once would only meet them again. */
const patient: readonly Because[] = ['connected-elsewhere', 'too-fast', 'not-durable', 'not-a-frame', 'out-of-order']

/** Whether a connection that was welcomed and then lost counts as a success for the next delay. */
export const isGoodEnd = (because: Because): boolean => !patient.includes(because)
