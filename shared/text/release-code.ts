/** 断网恢复码: what is read out over the telephone when a terminal is let back by hand: a challenge there, an answer here, nine digits each. */

import { dammDigit, dammHolds } from './check-digit.ts'

/** What the office can decide: let it back, let it back for four hours, let only settlements through, leave it cut. */
export const releaseActions = ['release', 'release-4h', 'settlement-only', 'stay'] as const
export type ReleaseAction = (typeof releaseActions)[number]

/** How long 恢复4小时 lasts. */
export const releasedForMs = 4 * 3_600_000

export interface ReleaseQuestion {
  /** Id of the terminal. */
  readonly endpoint: string
  /** Counts the challenges of this terminal. */
  readonly sequence: number
  /** Eight digits and their check digit. */
  readonly challenge: string
}

/** The text whose HMAC-SHA-256 is the answer. The action is inside, so that a code for one does not serve another. */
export const releaseText = ({ endpoint, sequence, challenge }: ReleaseQuestion, action: ReleaseAction): string =>
  ['release-v1', endpoint, sequence, challenge, action].join('\n')

/** Names the use of the key that both sides agree on; a new version of the code gets a new name. */
export const releaseKeyInfo = 'yibao-sentinel release-v1'

const secretDigits = 8

/** Eight digits of a MAC or of random bytes, and their check digit. At least eight bytes: what modulo leaves uneven is then below 2^-37. */
export function nineDigits(bytes: Uint8Array): string {
  const number = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getBigUint64(0)
  const digits = String(number % 10n ** BigInt(secretDigits)).padStart(secretDigits, '0')
  return digits + dammDigit(digits)
}

/** `582 133 469`: as it stands on a screen and is read aloud. */
export const grouped = (digits: string): string => digits.replaceAll(/(\d{3})(?=\d)/g, '$1 ')

export type ReadDigits =
  | { readonly is: 'whole'; readonly digits: string }
  /** Signs that are no digits. */
  | { readonly is: 'not-digits' }
  /** The group, from 1, in which digits are missing; 4 where there are too many. */
  | { readonly is: 'wrong-length'; readonly group: number }
  /** One digit was misheard or two were swapped; which ones a single check digit cannot tell. */
  | { readonly is: 'misread' }

/** What a person typed: blanks and dashes do not matter, and neither do the wide digits of a Chinese keyboard. */
export function readNineDigits(typed: string): ReadDigits {
  const digits = typed.normalize('NFKC').replaceAll(/[\s-]/g, '')
  if (!/^\d*$/.test(digits)) return { is: 'not-digits' }
  if (digits.length !== secretDigits + 1)
    return { is: 'wrong-length', group: Math.floor(Math.min(digits.length, 9) / 3) + 1 }
  return dammHolds(digits) ? { is: 'whole', digits } : { is: 'misread' }
}
