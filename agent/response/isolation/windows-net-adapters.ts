/** Which adapter of a Windows terminal leads to the insurance network: by GUID, MAC or name of the settings, else by the route; never by guessing. */

import { Fault } from '#shared/fault.ts'
import { contains, parseRange } from './address-ranges.ts'
import { ambiguous } from './adapter.ts'
import type { AdapterChoice, AdapterFinder, AdapterIdentity } from './adapter.ts'
import type { IsolationTarget } from './driver.ts'
import { powershell } from './windows-powershell.ts'
import type { PowershellOptions } from './windows-powershell.ts'
import { findAdapters } from './windows-scripts.ts'
import type { NetAdapter } from './windows-scripts.ts'

export interface WindowsAdapterFinderOptions extends PowershellOptions {
  readonly choice: AdapterChoice
  readonly gateway: IsolationTarget['gateway']
}

interface Route {
  readonly prefix: string
  readonly index: number
  readonly metric: number
}

const lookWithinMs = 10_000

export function windowsNetAdapters({ choice, gateway, ...options }: WindowsAdapterFinderOptions): AdapterFinder {
  const ask = powershell(options)
  return {
    resolve: async () => {
      const isNamed = choice.guid !== undefined || choice.mac !== undefined || choice.name !== undefined
      const seen = await ask(findAdapters, isNamed ? {} : { to: gateway.address }, { withinMs: lookWithinMs })
      return chooseNetAdapter(seen.adapters, choice, rivals(seen.way, seen.routes, gateway.address))
    },
    again: async (known) => {
      const { adapters } = await ask(findAdapters, {}, { withinMs: lookWithinMs })
      const byGuid = adapters.find(({ guid }) => guid.toLowerCase() === known.guid?.toLowerCase())
      if (byGuid !== undefined) return identityOf(byGuid)
      const same = adapters.filter(({ mac }) => plainMac(mac) !== '' && plainMac(mac) === plainMac(known.mac))
      // Two of one MAC: the name that was cut decides, and without it nothing is changed.
      const found = same.length === 1 ? same[0] : same.find(({ name }) => name === known.name)
      return found === undefined ? undefined : identityOf(found)
    },
  }
}

/** The adapters over which Windows may send to an address: one, unless equal routes compete. */
function rivals(way: readonly number[], routes: readonly Route[], address: string): number[] {
  const matching = routes.flatMap((route) => {
    const range = parseRange(route.prefix)
    return range !== undefined && contains(range, address) ? [{ ...route, size: range.last - range.first }] : []
  })
  const [best] = matching.toSorted((a, b) => (a.size === b.size ? a.metric - b.metric : a.size < b.size ? -1 : 1))
  if (best === undefined) return [...way]
  const equal = matching.filter(({ size, metric }) => size === best.size && metric === best.metric)
  const all = new Set(equal.map(({ index }) => index))
  return way.some((index) => all.has(index)) ? [...all] : [...way]
}

/** Pure: the one adapter that is meant. `routed` holds the indexes of those that lead to the gateway. */
export function chooseNetAdapter(
  list: readonly NetAdapter[],
  { guid, mac, name }: AdapterChoice,
  routed: readonly number[] = [],
): AdapterIdentity {
  const isNamed = guid !== undefined || mac !== undefined || name !== undefined
  const only = (found: readonly NetAdapter[]): NetAdapter | undefined => {
    if (found.length > 1) throw ambiguous(found.map((each) => each.name))
    return found[0]
  }
  if (!isNamed) {
    if (routed.length > 1)
      throw ambiguous(routed.map((index) => list.find((each) => each.index === index)?.name ?? String(index)))
    // Loopback and tunnels without an adapter are not in the list: the office on the terminal itself is never cut.
    const found = list.find(({ index }) => index === routed[0])
    if (found !== undefined) return identityOf(found)
    throw new Fault('isolation/adapter-not-found', 'no adapter leads to the gateway')
  }
  const byGuid = list.find((each) => guid !== undefined && plainGuid(each.guid) === plainGuid(guid))
  if (byGuid !== undefined) return identityOf(byGuid)
  const sameMac = mac === undefined ? [] : list.filter((each) => plainMac(each.mac) === plainMac(mac))
  // A team or a bridge shares the MAC of its parts: the name decides.
  const byMac = sameMac.find((each) => each.name === name) ?? only(sameMac)
  const found = byMac ?? only(list.filter((each) => each.name === name))
  if (found !== undefined) return identityOf(found)
  throw new Fault('isolation/adapter-not-found', `no adapter ${guid ?? mac ?? name ?? ''} on this machine`)
}

const plainMac = (mac: string): string => mac.toLowerCase().replaceAll(/[^0-9a-f]/g, '')
const plainGuid = (guid: string): string => guid.toLowerCase().replaceAll(/[{}]/g, '')

const identityOf = ({ name, index, mac, guid }: NetAdapter): AdapterIdentity => ({
  name,
  index,
  mac: (plainMac(mac).match(/../g) ?? []).join(':'),
  guid,
})
