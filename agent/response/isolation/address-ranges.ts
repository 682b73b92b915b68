/** IP addresses as numbers: ranges as Windows writes them, and everything except some. */

import { isIP } from 'node:net'

export interface AddressRange {
  readonly family: 4 | 6
  readonly first: bigint
  readonly last: bigint
}

const lastOf = { 4: (1n << 32n) - 1n, 6: (1n << 128n) - 1n } as const
const bitsOf = { 4: 32, 6: 128 } as const

function parseV4(text: string): bigint {
  return text.split('.').reduce((number, part) => number * 256n + BigInt(part), 0n)
}

function parseV6(text: string): bigint {
  // An IPv4 tail stands for the last two groups.
  const tail = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text)
  const groupsOfTail = (v4: bigint) => `${(v4 >> 16n).toString(16)}:${(v4 & 0xffffn).toString(16)}`
  const plain = tail === null ? text : `${tail[1] ?? ''}${groupsOfTail(parseV4(tail[2] ?? ''))}`
  const [left = '', right] = plain.split('::')
  const groups = (part: string) => (part === '' ? [] : part.split(':'))
  const [before, after] = [groups(left), groups(right ?? '')]
  const zeros = right === undefined ? 0 : 8 - before.length - after.length
  return [...before, ...Array<string>(zeros).fill('0'), ...after].reduce(
    (number, group) => number * 65_536n + BigInt(`0x${group}`),
    0n,
  )
}

function parseAddress(text: string): { family: 4 | 6; value: bigint } | undefined {
  const family = isIP(text)
  if (family === 4) return { family, value: parseV4(text) }
  return family === 6 && !text.includes('%') ? { family, value: parseV6(text) } : undefined
}

/** `10.0.0.1`, `10.0.0.0-10.0.0.255`, `10.0.0.0/8`, `10.0.0.0/255.0.0.0`, `fd00::/8`; undefined for words such as `LocalSubnet`. */
export function parseRange(text: string): AddressRange | undefined {
  const [from = '', to] = text.split('-')
  if (to !== undefined) {
    const [first, last] = [parseAddress(from), parseAddress(to)]
    if (first === undefined || last === undefined || first.family !== last.family) return undefined
    return { family: first.family, first: first.value, last: last.value }
  }
  const [address = '', mask] = text.split('/')
  const parsed = parseAddress(address)
  if (parsed === undefined) return undefined
  const { family, value } = parsed
  if (mask === undefined) return { family, first: value, last: value }
  const size = mask.includes('.') ? lastOf[4] ^ parseV4(mask) : hostsOf(family, mask)
  return size === undefined ? undefined : { family, first: value & ~size, last: value | size }
}

function hostsOf(family: 4 | 6, length: string): bigint | undefined {
  const bits = Number(length)
  if (!/^\d{1,3}$/.test(length) || bits > bitsOf[family]) return undefined
  return (1n << BigInt(bitsOf[family] - bits)) - 1n
}

function format({ family, value }: { family: 4 | 6; value: bigint }): string {
  const [count, width] = family === 4 ? [4, 8n] : [8, 16n]
  const parts = Array.from(
    { length: count },
    (_, at) => (value >> (width * BigInt(count - 1 - at))) & ((1n << width) - 1n),
  )
  return family === 4 ? parts.join('.') : parts.map((part) => part.toString(16)).join(':')
}

/** Every address of both families except these, as `first-last`. Undefined where one of them is no address. */
export function everythingExcept(list: readonly string[]): string[] | undefined {
  const gaps = list.map(parseRange)
  if (!gaps.every((gap) => gap !== undefined)) return undefined
  return ([4, 6] as const).flatMap((family) => {
    const ranges: string[] = []
    let from = 0n
    const range = (first: bigint, last: bigint) => {
      if (first <= last) ranges.push(`${format({ family, value: first })}-${format({ family, value: last })}`)
    }
    const inOrder = gaps.filter((gap) => gap.family === family).toSorted((a, b) => (a.first < b.first ? -1 : 1))
    for (const { first, last } of inOrder) {
      range(from, first - 1n)
      if (last >= from) from = last + 1n
    }
    range(from, lastOf[family])
    return ranges
  })
}

/** The same set of addresses, however each is written. */
export function sameRanges(one: readonly string[], other: readonly string[]): boolean {
  const keys = (list: readonly string[]) =>
    list
      .map((text) => {
        const range = parseRange(text)
        return range === undefined ? `word ${text}` : `${range.family} ${range.first}-${range.last}`
      })
      .toSorted()
      .join(' ')
  return keys(one) === keys(other)
}

export const contains = ({ family, first, last }: AddressRange, address: string): boolean => {
  const parsed = parseAddress(address)
  return parsed !== undefined && parsed.family === family && first <= parsed.value && parsed.value <= last
}
