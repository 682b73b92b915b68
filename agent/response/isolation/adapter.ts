/** Which adapter leads to the insurance network: by the settings, else by the route to the office; never by guessing between two. */

import { Fault } from '#shared/fault.ts'
import type { CommandRunner } from '../../machine/command.ts'
import type { Programs } from '../../machine/programs.ts'
import type { IsolationTarget } from './driver.ts'
import { adaptersTo, devices } from './linux-iproute.ts'
import type { LinuxDevice } from './linux-iproute.ts'

export type AdapterIdentity = IsolationTarget['adapter']

/** What the settings say of the insurance adapter; all empty means: the one that routes to the gateway. */
export interface AdapterChoice {
  /** Survives renaming and another slot; any case, colons. */
  readonly mac?: string | undefined
  readonly name?: string | undefined
  /** Windows' InterfaceGuid, with or without braces. */
  readonly guid?: string | undefined
}

export interface AdapterFinder {
  /** For a new cut. Faults: `isolation/adapter-not-found`, `isolation/adapter-ambiguous`. */
  resolve(): Promise<AdapterIdentity>
  /** The adapter that is already cut, wherever it is now; undefined while it is unplugged. Never by route: its routes are what was cut. */
  again(known: AdapterIdentity): Promise<AdapterIdentity | undefined>
}

export interface LinuxAdapterOptions {
  readonly commands: CommandRunner
  readonly programs: Programs
  readonly choice: AdapterChoice
  readonly gateway: IsolationTarget['gateway']
}

export function linuxAdapter({ commands, programs, choice, gateway }: LinuxAdapterOptions): AdapterFinder {
  return {
    resolve: async () => {
      const list = await devices(commands, programs)
      const isNamed = choice.mac !== undefined || choice.name !== undefined
      return choose(list, choice, isNamed ? [] : await adaptersTo(commands, programs, gateway.address))
    },
    again: async (known) => {
      const found = candidates(await devices(commands, programs), known)
      // Two of one MAC: the name that was cut decides, and without it nothing is changed.
      return found.length === 1 ? found[0] : found.find(({ name }) => name === known.name)
    },
  }
}

/** Pure: the one adapter that is meant. `routed` names the adapters that lead to the gateway. */
export function choose(
  list: readonly LinuxDevice[],
  { mac, name }: AdapterChoice,
  routed: readonly string[] = [],
): AdapterIdentity {
  const known = list.filter((device) => !isLoopback(device))
  if (mac !== undefined) {
    const same = candidates(known, { mac, name })
    if (same.length > 1) throw ambiguous(same.map((each) => each.name))
    if (same[0] !== undefined) return same[0]
  }
  const isNamed = mac !== undefined || name !== undefined
  if (!isNamed && routed.length > 1) throw ambiguous(routed)
  const byName = known.find(({ ifname }) => ifname === (isNamed ? name : routed[0]))
  if (byName !== undefined) return identity(byName)
  const sought = isNamed ? `no adapter ${mac ?? name ?? ''} on this machine` : 'no adapter leads to the gateway'
  throw new Fault('isolation/adapter-not-found', sought)
}

export const ambiguous = (names: readonly string[]) =>
  new Fault('isolation/adapter-ambiguous', `it could be ${names.join(' or ')}`)

/** Adapters of a MAC; VLANs and bonds share their parts' MAC. The name decides; parts of a bond or bridge are not meant. */
function candidates(list: readonly LinuxDevice[], { mac, name }: AdapterChoice): AdapterIdentity[] {
  const wanted = mac?.toLowerCase() ?? ''
  const same = list.filter((device) =>
    wanted === '' ? device.ifname === name : device.address?.toLowerCase() === wanted,
  )
  const named = same.filter(({ ifname }) => ifname === name)
  return (named.length === 1 ? named : same.filter(({ master }) => master === undefined)).map(identity)
}

const identity = ({ ifname, ifindex, address }: LinuxDevice): AdapterIdentity => ({
  name: ifname,
  index: ifindex,
  mac: address?.toLowerCase() ?? '',
})

// The office's server on the terminal itself (development): cutting loopback would cut the terminal in pieces.
const isLoopback = ({ flags, link_type }: LinuxDevice): boolean =>
  flags.includes('LOOPBACK') || link_type === 'loopback'
