/** Reads the kernel's own tables of routes, addresses and neighbours: text in, facts out. */

import type { Route } from '#shared/domain/endpoint.ts'

const flagUp = 0x0001
/** An `unreachable` route: it stops traffic instead of carrying it; our own isolation sets some. */
const flagReject = 0x0200

// A VPN that wants all traffic without touching the default route sets two halves, 0.0.0.0/1 and 128.0.0.0/1: each counts.
const isDefault = (prefixLength: number) => prefixLength <= 1

const rows = (table: string): string[][] =>
  table
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields.length > 1)

/** `/proc/net/route`: addresses are hexadecimal in the machine's own byte order, which on everything the agent runs on is little endian. */
export function defaultRoutes4(table: string): Route[] {
  return rows(table)
    .slice(1)
    .flatMap(([adapter = '', destination = '', gateway = '', flags = '', , , metric = '', mask = '']) => {
      const bits = Number.parseInt(flags, 16)
      const prefixLength = ones(mask)
      if (!isDefault(prefixLength) || (bits & flagUp) === 0 || (bits & flagReject) !== 0) return []
      const via = ipv4(gateway)
      return [
        {
          destination: `${ipv4(destination)}/${prefixLength}`,
          gateway: via === '0.0.0.0' ? '' : via,
          adapter,
          metric: Number(metric),
        },
      ]
    })
}

/** `/proc/net/ipv6_route`. */
export function defaultRoutes6(table: string): Route[] {
  return rows(table).flatMap(
    ([destination = '', length = '', , , gateway = '', metric = '', , , flags = '', adapter = '']) => {
      const bits = Number.parseInt(flags, 16)
      const prefixLength = Number.parseInt(length, 16)
      if (!isDefault(prefixLength) || (bits & flagUp) === 0 || (bits & flagReject) !== 0 || adapter === 'lo') return []
      const via = ipv6(gateway)
      return [
        {
          destination: `${ipv6(destination)}/${prefixLength}`,
          gateway: via === '::' ? '' : via,
          adapter,
          metric: Number.parseInt(metric, 16),
        },
      ]
    },
  )
}

/** `/proc/net/arp`: the MAC of each neighbour whose entry is complete, by address. */
export function neighbourMacs(table: string): Record<string, string> {
  const complete = 0x2
  return Object.fromEntries(
    rows(table)
      .slice(1)
      .filter(([, , flags = '0', mac]) => (Number(flags) & complete) !== 0 && mac !== '00:00:00:00:00:00')
      .map(([address = '', , , mac = '']) => [address, mac.toLowerCase()]),
  )
}

/** `/proc/net/if_inet6`: addresses with prefix length by adapter. */
export function addresses6(table: string): Map<string, string[]> {
  const byAdapter = new Map<string, string[]>()
  for (const [address = '', , length = '', , , adapter = ''] of rows(table))
    byAdapter.set(adapter, [...(byAdapter.get(adapter) ?? []), `${ipv6(address)}/${Number.parseInt(length, 16)}`])
  return byAdapter
}

/** `/etc/resolv.conf`. */
export const nameServers = (text: string): string[] =>
  rows(text).flatMap(([word, address = '']) => (word === 'nameserver' && address !== '' ? [address] : []))

const bytePairs = (hex: string): string[] => hex.match(/../g) ?? []

const ipv4 = (hex: string): string =>
  bytePairs(hex)
    .toReversed()
    .map((byte) => Number.parseInt(byte, 16))
    .join('.')

/** The canonical text of RFC 5952: no leading zeros, the longest run of zeros shortened. */
function ipv6(hex: string): string {
  const groups = (hex.match(/.{4}/g) ?? []).map((group) => Number.parseInt(group, 16).toString(16))
  const runs = groups.join(':').match(/(?<![^:])0(?::0)+(?![^:])/g) ?? []
  const longest = runs.toSorted((a, b) => b.length - a.length)[0]
  if (longest === undefined) return groups.join(':')
  const text = groups.join(':')
  const at = new RegExp(`(?<![^:])${longest}(?![^:])`).exec(text)?.index ?? 0
  return `${text.slice(0, at).replace(/:$/, '')}::${text.slice(at + longest.length).replace(/^:/, '')}`
}

const ones = (hex: string): number => Number.parseInt(hex, 16).toString(2).replaceAll('0', '').length
