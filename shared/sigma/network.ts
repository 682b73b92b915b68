/** Addresses and networks, IPv4 and IPv6, as numbers; a mapped IPv4 address (`::ffff:1.2.3.4`) is the IPv4 address. */

import { Refused } from './refused.ts'

export interface Address {
  readonly version: 4 | 6
  readonly words: readonly number[]
}

export interface Network {
  readonly address: Address
  readonly bits: number
}

/** 16-bit words, most significant first, or nothing when the text is no address. */
export function parseAddress(text: string): Address | undefined {
  if (text.length > 64) return undefined
  const four = wordsOfFour(text)
  if (four) return { version: 4, words: four }
  if (!text.includes(':')) return undefined
  // A zone (`fe80::1%eth0`) names an interface, not a part of the address.
  const [bare = ''] = text.split('%')
  const halves = bare.split('::')
  if (halves.length > 2) return undefined
  const [head, tail] = halves.map((half) => wordsOfSix(half))
  if (!head || (halves.length === 2 && !tail)) return undefined
  const missing = 8 - head.length - (tail?.length ?? 0)
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined
  const words = [...head, ...Array.from({ length: missing }, () => 0), ...(tail ?? [])]
  const isMapped = words.slice(0, 5).every((word) => word === 0) && words[5] === 0xffff
  return isMapped ? { version: 4, words: words.slice(6) } : { version: 6, words }
}

function wordsOfFour(text: string): number[] | undefined {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)?.slice(1).map(Number)
  if (!parts || parts.some((part) => part > 255)) return undefined
  const [a = 0, b = 0, c = 0, d = 0] = parts
  return [(a << 8) | b, (c << 8) | d]
}

function wordsOfSix(half: string): number[] | undefined {
  if (half === '') return []
  const words: number[] = []
  for (const [i, group] of half.split(':').entries()) {
    const four = i === half.split(':').length - 1 ? wordsOfFour(group) : undefined
    if (four) words.push(...four)
    else if (/^[0-9a-f]{1,4}$/i.test(group)) words.push(Number.parseInt(group, 16))
    else return undefined
  }
  return words
}

export function parseNetwork(text: string): Network {
  const [base = '', length] = text.split('/')
  const address = parseAddress(base)
  const whole = address?.version === 4 ? 32 : 128
  const bits = length === undefined ? whole : /^\d{1,3}$/.test(length) ? Number(length) : Number.NaN
  if (!address || !(bits <= whole)) throw new Refused('bad-network', text)
  return { address, bits }
}

export function isInside({ version, words }: Address, { address, bits }: Network): boolean {
  if (version !== address.version) return false
  for (let i = 0; i * 16 < bits; i++) {
    const shift = Math.max(0, 16 - (bits - i * 16))
    if ((words[i] ?? 0) >> shift !== (address.words[i] ?? 0) >> shift) return false
  }
  return true
}
