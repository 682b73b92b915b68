/** What the firewall layer puts into the kernel, once as the text that is applied and once as the listing that must come back. */

import type { Json } from '#shared/text/canonical-json.ts'

export const tableName = 'yibao_sentinel'

/** The one thing that a selective isolation lets through. */
export interface Passage {
  readonly address: string
  readonly port: number
  /** Who must be resolved to a MAC address to reach it: itself or its router. Nothing where the way leads over another adapter. */
  readonly nextHop?: string | undefined
}

/** Which hooks of the `netdev` family this kernel has: ingress since 4.2, egress since 5.16. */
export interface DeviceHooks {
  readonly ingress: boolean
  readonly egress: boolean
}

/** One word of a rule, as it is written and as nft lists it in JSON. */
interface Word {
  readonly text: string
  readonly look: Json
}

export interface Chain {
  readonly name: string
  readonly hook: string
  readonly priority: number
  readonly policy: 'accept' | 'drop'
  /** `netdev` chains hang on one device. */
  readonly device?: string | undefined
  readonly rules: readonly (readonly Word[])[]
}

export interface Table {
  readonly family: 'inet' | 'netdev'
  readonly chains: readonly Chain[]
}

const equals = (text: string, left: Json, right: string | number): Word => ({
  text,
  look: { match: { op: '==', left, right } },
})
const field = (protocol: string, name: string, value: string | number): Word =>
  equals(`${protocol} ${name} ${value}`, { payload: { protocol, field: name } }, value)
const meta = (key: string, value: string): Word => equals(`${key} "${value}"`, { meta: { key } }, value)
const accept: Word = { text: 'accept', look: { accept: null } }
const drop: Word = { text: 'drop', look: { drop: null } }

/** A name that can stand between quotes in a ruleset and means itself; `*` at the end would be a wildcard. */
export const isPlainName = (name: string): boolean => /^[^\s"\\*/:\p{Cc}]{1,15}$/u.test(name)

/**
 * Full isolation without a passage, selective with one. Both tables go in as one transaction.
 *
 * `inet` looks at the wire's side of translation and re-routing (prerouting first, postrouting last), so that no DNAT,
 * mark or policy route of somebody else can carry a packet around it. `netdev` drops what is no IP: ARP, LLDP, raw frames.
 */
export function tables(adapter: string, hooks: DeviceHooks, passage?: Passage): readonly Table[] {
  const inward: Chain = {
    name: 'inward',
    hook: 'prerouting',
    priority: -500,
    policy: 'accept',
    rules: [
      ...passing('in', passage).map((rule) => [meta('iifname', adapter), ...rule]),
      [meta('iifname', adapter), drop],
    ],
  }
  const outward: Chain = {
    name: 'outward',
    hook: 'postrouting',
    priority: 500,
    policy: 'accept',
    rules: [
      ...passing('out', passage).map((rule) => [meta('oifname', adapter), ...rule]),
      [meta('oifname', adapter), drop],
    ],
  }
  const onDevice = (direction: 'in' | 'out', hook: 'ingress' | 'egress'): Chain => ({
    name: hook,
    hook,
    priority: -500,
    policy: 'drop',
    device: adapter,
    rules: [...passing(direction, passage), ...resolving(direction, passage)],
  })
  const device = [
    ...(hooks.ingress ? [onDevice('in', 'ingress')] : []),
    ...(hooks.egress ? [onDevice('out', 'egress')] : []),
  ]
  return [
    { family: 'inet', chains: [inward, outward] },
    ...(device.length > 0 ? [{ family: 'netdev' as const, chains: device }] : []),
  ]
}

const isV6 = (address: string): boolean => address.includes(':')

/** TCP between the terminal and the pinned address and port, and for IPv6 the neighbour discovery under it. */
function passing(direction: 'in' | 'out', passage: Passage | undefined): Word[][] {
  if (passage === undefined) return []
  const { address, port, nextHop } = passage
  const [peer, peerPort] = direction === 'in' ? (['saddr', 'sport'] as const) : (['daddr', 'dport'] as const)
  const flow = [field(isV6(address) ? 'ip6' : 'ip', peer, address), field('tcp', peerPort, port), accept]
  if (!isV6(address) || nextHop === undefined) return [flow]
  // A hop limit of 255 proves that it was sent on this very link (RFC 4861 §7.1).
  const ours = field('ip6', 'hoplimit', 255)
  return [
    flow,
    ...['nd-neighbor-solicit', 'nd-neighbor-advert'].map((type) => [ours, field('icmpv6', 'type', type), accept]),
  ]
}

/** ARP with the next hop only; the `inet` family never sees ARP. */
function resolving(direction: 'in' | 'out', passage: Passage | undefined): Word[][] {
  const nextHop = passage?.nextHop
  if (nextHop === undefined || isV6(nextHop)) return []
  return [[field('arp', direction === 'in' ? 'saddr ip' : 'daddr ip', nextHop), accept]]
}

/** The transaction: whatever stood there of ours goes, and the new tables stand, in one step of the kernel. */
export const asText = (list: readonly Table[]): string =>
  list
    .map(
      ({ family, chains }) => `${replaced(family)}table ${family} ${tableName} {\n${chains.map(chainText).join('')}}\n`,
    )
    .join('')

// `delete` fails on a table that is not there; naming it first makes it be there.
const replaced = (family: Table['family']) => `table ${family} ${tableName}\ndelete table ${family} ${tableName}\n`

const chainText = ({ name, hook, device, priority, policy, rules }: Chain): string =>
  [
    `  chain ${name} {`,
    `    type filter hook ${hook}${device === undefined ? '' : ` device "${device}"`} priority ${priority}; policy ${policy};`,
    ...rules.map((rule) => `    ${rule.map(({ text }) => text).join(' ')}`),
    '  }\n',
  ].join('\n')

export const deletion = (families: readonly Table['family'][]): string =>
  families.map((family) => `delete table ${family} ${tableName}\n`).join('')
