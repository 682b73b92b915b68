/** Reads adapters, routes, name servers and gateway MACs on Linux: files of the kernel only, no program. */

import { readFileSync } from 'node:fs'
import { readdir, readlink, stat } from 'node:fs/promises'
import { networkInterfaces } from 'node:os'
import { basename, join } from 'node:path'
import type { Adapter } from '#shared/domain/endpoint.ts'
import { adapterKind } from './linux-adapter-kind.ts'
import { addresses6, defaultRoutes4, defaultRoutes6, nameServers, neighbourMacs } from './linux-tables.ts'
import type { NetworkFacts, NetworkReader } from './network-facts.ts'

/** `/proc/net` shows the network namespace of the reader; `/sys` that of whoever mounted it, so it is looked into for traits only. */
export interface LinuxNetworkPlaces {
  readonly proc: string
  readonly sys: string
  readonly resolvConf: string
}

const places: LinuxNetworkPlaces = { proc: '/proc/net', sys: '/sys/class/net', resolvConf: '/etc/resolv.conf' }

export function linuxNetwork({ proc, sys, resolvConf }: LinuxNetworkPlaces = places): NetworkReader {
  const table = (name: string) => textOf(join(proc, name))

  async function read(): Promise<NetworkFacts> {
    // The one file whose absence means that nothing can be seen.
    const route4 = readFileSync(join(proc, 'route'), 'utf8')
    const names = await readdir(sys)
    const v6 = addresses6(table('if_inet6'))
    const defaultRoutes = [...defaultRoutes4(route4), ...defaultRoutes6(table('ipv6_route'))]
    const macs = neighbourMacs(table('arp'))
    const adapters = await Promise.all(names.toSorted().map((name) => readAdapter(sys, name, v6.get(name) ?? [])))
    return {
      adapters: adapters.filter((adapter) => adapter !== undefined),
      defaultRoutes,
      nameServers: nameServers(textOf(resolvConf)),
      gatewayMacs: Object.fromEntries(
        defaultRoutes.flatMap(({ gateway }) => (macs[gateway] === undefined ? [] : [[gateway, macs[gateway]]])),
      ),
    }
  }

  return {
    read,
    async fingerprint() {
      const tables = ['route', 'ipv6_route', 'arp', 'if_inet6'].map(table)
      const names = await readdir(sys)
      return [names.join(' '), ...[...tables, textOf(resolvConf)].map(withoutUseCounts)].join('\n')
    },
  }
}

// ipv6_route counts references and uses in two columns, which move with every packet.
const withoutUseCounts = (table: string) =>
  table.replaceAll(/^((?:\S+\s+){6})\S+\s+\S+(?=\s+[0-9a-f]{8}\s+\S+$)/gm, '$1')

async function readAdapter(sys: string, name: string, v6: readonly string[]): Promise<Adapter | undefined> {
  const folder = join(sys, name)
  const told = (name: string) => textOf(join(folder, name))
  const [index, mac, operstate] = [told('ifindex'), told('address').trim(), told('operstate').trim()]
  // `bonding_masters` is a file among the adapters, and an adapter may have gone since the listing.
  if (index.trim() === '') return undefined
  const [driver, wireless, hardware] = await Promise.all([
    readlink(join(folder, 'device', 'driver')).catch(() => ''),
    Promise.all([isThere(join(folder, 'wireless')), isThere(join(folder, 'phy80211'))]),
    isThere(join(folder, 'device')),
  ])
  const isUp = (Number(told('flags')) & 0x1) !== 0 && ['up', 'unknown'].includes(operstate)
  const v4 = (networkInterfaces()[name] ?? []).flatMap(({ family, cidr }) =>
    family === 'IPv4' && cidr !== null ? [cidr] : [],
  )
  return {
    name,
    index: Number(index),
    mac: mac === '00:00:00:00:00:00' ? '' : mac.toLowerCase(),
    up: isUp,
    kind: adapterKind({
      name,
      deviceType: /^DEVTYPE=(.*)$/m.exec(told('uevent'))?.[1] ?? '',
      driver: basename(driver),
      hardwareType: Number(told('type')),
      wireless: wireless.includes(true),
      hardware,
    }),
    addresses: [...v4, ...v6].toSorted(),
  }
}

// Synchronous on purpose: these files are the kernel's memory and tell no size, and for such a file an asynchronous read takes
// 64 KB. Looked at every five seconds, that would be a large part of the agent's memory and time.
function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )
