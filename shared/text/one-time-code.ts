/** One-time codes that a person reads and types: groups of Crockford's signs, five random bits each. */

import { crockford, readCrockford } from './check-digit.ts'

/** `7F3KM-2QX9D` for groups of 5 and 5: 50 bits. `random` fills and returns an array, as `crypto.getRandomValues` does. */
export function oneTimeCode(groups: readonly number[], random: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array): string {
  // A byte holds eight times the 32 signs, so the remainder is even.
  return groups
    .map((size) => Array.from(random(new Uint8Array(size)), (byte) => crockford.charAt(byte % 32)).join(''))
    .join('-')
}

/** The code that was meant by what a person typed (lower case, blanks, no dashes, O for 0), or nothing where it cannot be one. */
export function readOneTimeCode(typed: string, groups: readonly number[]): string | undefined {
  const signs = readCrockford(typed).replaceAll('-', '')
  const length = groups.reduce((sum, size) => sum + size, 0)
  if (signs.length !== length || [...signs].some((sign) => !crockford.includes(sign))) return undefined
  let from = 0
  return groups.map((size) => signs.slice(from, (from += size))).join('-')
}
