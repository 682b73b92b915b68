/** What a channel is: it carries one message to one receiver, within a time limit, and tells what became of it. */

import type { Severity } from '#shared/domain/severity.ts'

export type ChannelName = 'mail' | 'sms' | 'webhook' | 'syslog'

/** Every text in it is one line without control signs. */
export interface Message {
  /** UUID of the delivery; the same when it is sent again, so that a receiver can tell. */
  readonly id: string
  /** When it was written, milliseconds since 1970 UTC. */
  readonly at: number
  /** What kind of notice: `duty`, `backup`, `leader`, `report-60`, `overdue-1` … */
  readonly step: string
  readonly subject: string
  readonly text: string
  readonly severity: Severity
  /** Number of the incident; empty where it has none. */
  readonly incident: string
  /** The short report code, `BS-1122-7F3K-2`; empty where there is none. */
  readonly code: string
  readonly again: boolean
}

/** `retry`: `often` where it surely did not arrive, `once` where it may have, `never` where the receiver refused it for good. */
export type Sent =
  | { readonly outcome: 'delivered' }
  | { readonly outcome: 'failed'; readonly reason: string; readonly retry: 'often' | 'once' | 'never' }

export interface Channel {
  readonly name: ChannelName
  /** Ends early, as failed, when the signal is aborted. Does not reject. `reason` carries codes only: no secret, no address. */
  send(message: Message, to: string, signal: AbortSignal): Promise<Sent>
}

export const failed = (reason: string, retry: 'often' | 'once' | 'never'): Sent => ({
  outcome: 'failed',
  reason,
  retry,
})

/** Nothing was said to the other side yet. */
const neverArrived = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'EDNS',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
])

/** What a failure of the network means for another try. */
export function brokenOff(error: unknown): Sent {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown'
  return failed(code.slice(0, 60), neverArrived.has(code) ? 'often' : 'once')
}
