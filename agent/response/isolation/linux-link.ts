/** Isolation layer L2 on Linux: the adapter's link is down, nothing takes another way, and a release puts back exactly what was. */

import { Fault } from '#shared/fault.ts'
import type { Clock } from '#shared/time/clock.ts'
import type { CommandRunner } from '../../machine/command.ts'
import type { DurableFile } from '../../machine/durable-file.ts'
import { pathOf } from '../../machine/programs.ts'
import type { Programs } from '../../machine/programs.ts'
import type { IsolationDriver, LayerStatus } from './driver.ts'
import { closeConnections } from './linux-connections.ts'
import { addressesOf, deviceNamed, routes } from './linux-iproute.ts'
import type { LinuxAddress, LinuxRoute } from './linux-iproute.ts'
import {
  addressLines,
  fallbackLine,
  missingAddresses,
  missingRoutes,
  ourProtocol,
  placeOf,
  routeLine,
  standingFallbacks,
} from './linux-link-routes.ts'
import { loadSaved, toSave } from './linux-link-saved.ts'
import type { SavedLink } from './linux-link-saved.ts'
import { runOrFail } from './run-or-fail.ts'

export interface LinuxLinkOptions {
  readonly commands: CommandRunner
  readonly programs: Programs
  /** Where addresses and routes are kept while the link is down. */
  readonly file: DurableFile
  /** Its id names the boot. */
  readonly clock: Clock
  /** Networks behind the insurance adapter, CIDR, beside those that its routes tell. */
  readonly prefixes?: readonly string[] | undefined
}

// A route whose gateway has gone for good must not keep a terminal "releasing" for ever.
const restoresAtMost = 5

export function linuxLink({ commands, programs, file, clock, prefixes = [] }: LinuxLinkOptions): IsolationDriver {
  const ip = () => pathOf(programs, 'ip')
  /** Kept here too, for a disk that takes nothing any more: the cut goes before the convenience of the release. */
  let remembered: SavedLink | undefined
  let restores = 0

  const load = async () => (await loadSaved(file)) ?? remembered
  const setLink = (adapter: string, state: 'up' | 'down') =>
    runOrFail(commands, [ip(), 'link', 'set', 'dev', adapter, state])

  /** One process for many lines; `-force` goes on after a line that fails, and the exit code still tells. */
  async function batch(family: 4 | 6, lines: readonly string[]): Promise<void> {
    if (lines.length > 0)
      await runOrFail(commands, [ip(), `-${family}`, '-force', '-batch', '-'], { input: `${lines.join('\n')}\n` })
  }

  async function bothFamilies<T>(
    list: readonly T[],
    family: (each: T) => 4 | 6,
    lines: (list: readonly T[]) => string[],
  ): Promise<void> {
    for (const which of [4, 6] as const) await batch(which, lines(list.filter((each) => family(each) === which)))
  }

  const dropFallbacks = async () => {
    for (const family of ['-4', '-6'])
      await runOrFail(commands, [ip(), family, 'route', 'flush', 'table', 'all', 'proto', ourProtocol])
  }

  /** What the snapshot has and the machine has not. */
  async function lackingOf(saved: SavedLink, adapter: string) {
    const [device, now] = await Promise.all([deviceNamed(commands, programs, adapter), routes(commands, programs)])
    return {
      up: device?.flags.includes('UP') === true,
      addresses: missingAddresses(saved.addresses, device?.addr_info ?? []),
      routes: missingRoutes(saved.routes, now, adapter),
    }
  }

  /** Puts back what the snapshot has, and believes only its own look afterwards. */
  async function restore(saved: SavedLink, adapter: string): Promise<void> {
    let cause: unknown
    const tried = async (work: Promise<unknown>) => {
      await work.catch((error: unknown) => (cause = error))
    }
    await tried(setLink(adapter, 'up'))
    const before = await lackingOf(saved, adapter)
    await tried(bothFamilies<LinuxAddress>(before.addresses, familyOfAddress, (list) => addressLines(list, adapter)))
    // Asked again: an address brings its own routes back.
    const { routes: gone } = await lackingOf(saved, adapter)
    await tried(bothFamilies<LinuxRoute>(gone, familyOfRoute, (list) => list.map((route) => routeLine(route, adapter))))
    const after = await lackingOf(saved, adapter)
    const lacking = [
      ...(after.up ? [] : ['link']),
      ...addressesOf(after.addresses),
      ...after.routes.map(({ dst }) => dst),
    ]
    if (lacking.length > 0)
      throw new Fault('command/failed', `not put back on ${adapter}: ${lacking.join(', ')}`, { cause })
  }

  return {
    name: 'linux-link',
    // A link that is down lets nothing through, not even the gateway.
    scopes: ['full'],
    rehearsal: false,

    async apply({ adapter }) {
      const device = await deviceNamed(commands, programs, adapter.name)
      if (device === undefined) throw new Fault('isolation/adapter-not-found', `${adapter.name} is not there`)
      const now = await routes(commands, programs)
      const before = await load()
      const saved = toSave({ boot: clock.id, before, device, routes: now, prefixes })
      remembered = saved
      restores = 0
      const failures: unknown[] = []
      const tried = async (work: Promise<unknown>) => {
        await work.catch((error: unknown) => failures.push(error))
      }
      await tried(file.write(JSON.stringify(saved)))
      const there = new Set(standingFallbacks(now).map(placeOf))
      const absent = saved.fallbacks.filter((fallback) => !there.has(placeOf(fallback)))
      // Before the link goes down, so that there is no moment in which another adapter takes over.
      await tried(
        bothFamilies(
          absent,
          ({ family }) => family,
          (list) => list.map(fallbackLine),
        ),
      )
      await setLink(adapter.name, 'down')
      await closeConnections(commands, programs, addressesOf(saved.addresses))
      if (failures.length > 0) throw failures[0]
    },

    async release({ adapter }) {
      if (programs.ip === undefined) return
      const saved = await load()
      const device = await deviceNamed(commands, programs, adapter.name)
      let lost: Error | undefined
      if (device !== undefined && saved !== undefined) {
        const isUp = device.flags.includes('UP')
        if (saved === 'damaged') {
          if (!isUp) await setLink(adapter.name, 'up')
          lost = new Fault(
            'isolation/state-damaged',
            `the addresses and routes that ${adapter.name} had are not readable`,
          )
          restores = restoresAtMost
        } else if (saved.up && !(isUp && saved.boot !== clock.id)) {
          // (Up in another boot: the system configured it by itself, and the old addresses may be others' by now.)
          await restore(saved, adapter.name).catch((error: Error) => (lost = error))
        }
      }
      // Last, so that nothing takes another way before the adapter's own routes are back.
      await dropFallbacks()
      if (lost !== undefined && ++restores < restoresAtMost) throw lost
      remembered = undefined
      restores = 0
      await file.remove()
      if (lost !== undefined) throw lost
    },

    async status({ adapter }): Promise<LayerStatus> {
      if (programs.ip === undefined) return { stands: false, gone: true, detail: 'this machine has no ip' }
      const [saved, device, now] = await Promise.all([
        load(),
        deviceNamed(commands, programs, adapter.name),
        routes(commands, programs),
      ])
      const standing = standingFallbacks(now)
      if (saved === undefined && standing.length === 0)
        return { stands: false, gone: true, detail: 'not taken down by us' }
      if (saved === undefined || saved === 'damaged')
        return { stands: false, gone: false, detail: 'the snapshot is missing or damaged' }
      if (device?.flags.includes('UP') === true) return { stands: false, gone: false, detail: `${adapter.name} is up` }
      const there = new Set(standing.map(placeOf))
      const absent = saved.fallbacks.find((fallback) => !there.has(placeOf(fallback)))
      if (absent !== undefined)
        return { stands: false, gone: false, detail: `no unreachable route for ${absent.destination}` }
      return {
        stands: true,
        gone: false,
        detail: device === undefined ? `${adapter.name} is not there` : `${adapter.name} is down`,
      }
    },
  }
}

const familyOfAddress = ({ family }: LinuxAddress): 4 | 6 => (family === 'inet6' ? 6 : 4)
const familyOfRoute = ({ family }: LinuxRoute): 4 | 6 => family
