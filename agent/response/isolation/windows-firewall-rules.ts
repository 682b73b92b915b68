/** What the Windows firewall is to hold while the terminal is cut: block rules only, since a block rule beats every allow rule. */

import { isIP } from 'node:net'
import type { IsolationScope } from '#shared/domain/isolation.ts'
import { Fault } from '#shared/fault.ts'
import { everythingExcept } from './address-ranges.ts'
import type { IsolationTarget } from './driver.ts'
import { rulePrefix } from './windows-scripts.ts'

export interface BlockRule {
  readonly name: string
  readonly direction: 'Inbound' | 'Outbound'
  /** On the insurance adapter only; else on every one. */
  readonly onAdapter: boolean
  /** IP protocol number; left out: all of them. */
  readonly protocol?: number | undefined
  /** Left out: any. */
  readonly remoteAddresses?: readonly string[] | undefined
  readonly remotePorts?: readonly string[] | undefined
}

type Side = Omit<BlockRule, 'name' | 'direction'> & { readonly what: string }

const tcp = 6
/** UDP, IPv6 in IPv4, GRE: a rule names one protocol, and these are what a tunnel or a datagram to the office could use. */
const besideTcp = [17, 41, 47]
const icmp = { 4: 1, 6: 58 } as const
/** Neighbour discovery: without it an IPv6 office cannot be resolved. ARP is below this firewall. */
const neighbours = ['fe80::/10', 'ff02::/16']

/**
 * A selective cut blocks everything that is not the office's address, and at that address every port and protocol but one.
 * A full cut blocks the adapter, and what is behind it also over every other adapter: Windows has no unreachable routes.
 */
export function blockRules(
  scope: IsolationScope,
  { address, port }: IsolationTarget['gateway'],
  prefixes: readonly string[],
): BlockRule[] {
  const sides = scope === 'full' ? fullCut(address, prefixes) : selectiveCut(address, port)
  return sides.flatMap(({ what, ...side }) =>
    (['Outbound', 'Inbound'] as const).map((direction) => ({
      name: `${rulePrefix}${scope}-${what}-${direction === 'Outbound' ? 'out' : 'in'}`,
      direction,
      ...side,
    })),
  )
}

const fullCut = (address: string, prefixes: readonly string[]): Side[] => [
  { what: 'all', onAdapter: true },
  {
    what: 'elsewhere',
    onAdapter: false,
    remoteAddresses: [...new Set([...(isIP(address) === 0 ? [] : [address]), ...prefixes])],
  },
]

function selectiveCut(address: string, port: number): Side[] {
  const family = isIP(address)
  const open = family === 6 ? [address, ...neighbours] : [address]
  const others = everythingExcept(open)
  // A name would have to be resolved, now and by whoever answers; only an address can be pinned.
  if (others === undefined || family === 0) throw new Fault('config/damaged', `the gateway ${address} is no address`)
  const range = (first: number, last: number) => (first > last ? [] : [`${first}-${last}`])
  const otherPorts = [...range(0, port - 1), ...range(port + 1, 65_535)]
  const protocols = family === 4 ? [...besideTcp, icmp[4]] : besideTcp
  return [
    { what: 'others', onAdapter: true, remoteAddresses: others },
    { what: 'ports', onAdapter: true, protocol: tcp, remoteAddresses: [address], remotePorts: otherPorts },
    ...protocols.map((protocol) => ({
      what: `protocol-${protocol}`,
      onAdapter: true,
      protocol,
      remoteAddresses: [address],
    })),
    ...(family === 6
      ? [tcp, ...besideTcp].map((protocol) => ({
          what: `neighbours-${protocol}`,
          onAdapter: true,
          protocol,
          remoteAddresses: neighbours,
        }))
      : []),
  ]
}
