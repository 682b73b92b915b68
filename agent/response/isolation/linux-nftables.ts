/** Isolation layer L1 on Linux: an nftables table of our own, applied as one transaction and deleted as a whole. */

import { isIP } from 'node:net'
import { Fault } from '#shared/fault.ts'
import type { CommandRunner } from '../../machine/command.ts'
import { pathOf } from '../../machine/programs.ts'
import type { Programs } from '../../machine/programs.ts'
import type { IsolationScope } from '#shared/domain/isolation.ts'
import type { IsolationDriver, IsolationTarget, LayerStatus } from './driver.ts'
import { closeConnections } from './linux-connections.ts'
import { addressesOn, isThere, nextHopTo } from './linux-iproute.ts'
import { devicesInText, difference, familiesOf, namesDevices } from './linux-nftables-listing.ts'
import { asText, deletion, isPlainName, tableName, tables } from './linux-nftables-rules.ts'
import type { DeviceHooks, Passage, Table } from './linux-nftables-rules.ts'
import { runOrFail } from './run-or-fail.ts'

export interface LinuxNftablesOptions {
  readonly commands: CommandRunner
  readonly programs: Programs
}

export function linuxNftables({ commands, programs }: LinuxNftablesOptions): IsolationDriver {
  const nft = (...args: string[]) => [pathOf(programs, 'nft'), ...args] as const
  let knownHooks: Promise<DeviceHooks> | undefined

  /** What this kernel can hook, tried on the loopback device and never committed (`-c`). */
  async function probe(): Promise<DeviceHooks> {
    const takes = async (hooks: DeviceHooks) =>
      (await commands.run(nft('-c', '-f', '-'), { input: asText(tables('lo', hooks)) })).exitCode === 0
    if (await takes({ ingress: true, egress: true })) return { ingress: true, egress: true }
    if (await takes({ ingress: true, egress: false })) return { ingress: true, egress: false }
    return { ingress: false, egress: false }
  }

  function hooks(): Promise<DeviceHooks> {
    // A probe that threw says nothing about the kernel: it is made again next time.
    knownHooks ??= probe().catch((error: unknown) => {
      knownHooks = undefined
      throw error
    })
    return knownHooks
  }

  async function passage({ adapter, gateway }: IsolationTarget, scope: IsolationScope): Promise<Passage | undefined> {
    if (scope === 'full') return undefined
    // A name would have to be resolved, now and by whoever answers; only an address can be pinned.
    if (isIP(gateway.address) === 0) throw new Fault('config/damaged', `the gateway ${gateway.address} is no address`)
    return { ...gateway, nextHop: await nextHopTo(commands, programs, gateway.address, adapter.name) }
  }

  async function wanted(target: IsolationTarget, scope: IsolationScope): Promise<readonly Table[]> {
    if (!isPlainName(target.adapter.name)) {
      throw new Fault(
        'isolation/adapter-not-found',
        `${JSON.stringify(target.adapter.name)} cannot be named in a ruleset`,
      )
    }
    return tables(target.adapter.name, await hooks(), await passage(target, scope))
  }

  /** The families that hold a table of ours; none where this machine never had nft. */
  async function standing(): Promise<Table['family'][]> {
    if (programs.nft === undefined) return []
    const { stdout } = await runOrFail(commands, nft('-j', 'list', 'tables'))
    const families = familiesOf(stdout, tableName)
    if (families === undefined) throw new Fault('command/failed', 'nft -j list tables gave no listing')
    return families.filter((family) => family === 'inet' || family === 'netdev')
  }

  async function lookAt(table: Table, families: readonly string[]): Promise<string | undefined> {
    if (!families.includes(table.family)) return `${table.family}: the table is missing`
    const listed = await commands.run(nft('-j', 'list', 'table', table.family, tableName))
    const differs = difference(table, listed.stdout)
    if (differs !== undefined || table.family === 'inet' || namesDevices(listed.stdout)) return differs
    const { stdout } = await commands.run(nft('list', 'table', table.family, tableName))
    const devices = devicesInText(stdout)
    const right =
      devices.length === table.chains.length && devices.every((device) => device === table.chains[0]?.device)
    return right ? undefined : `${table.family}: hangs on ${devices.join(', ') || 'nothing'}`
  }

  return {
    name: 'linux-nftables',
    scopes: ['full', 'selective'],
    rehearsal: false,

    async apply(target, scope) {
      const list = await wanted(target, scope)
      const applied = await commands.run(nft('-f', '-'), { input: asText(list) })
      if (applied.exitCode !== 0) {
        // Device chains cannot be hung on a device that is unplugged; the rules by name can wait for its return.
        await runOrFail(commands, nft('-f', '-'), { input: asText(list.filter(({ family }) => family === 'inet')) })
        if (await isThere(commands, programs, target.adapter.name)) {
          throw new Fault(
            'command/failed',
            `nft took the inet table only: ${applied.stderr.trim().split('\n', 1)[0] ?? ''}`,
          )
        }
      }
      const addresses = await addressesOn(commands, programs, target.adapter.name)
      await closeConnections(commands, programs, addresses, scope === 'selective' ? target.gateway : undefined)
    },

    async release() {
      const families = await standing()
      if (families.length > 0) await runOrFail(commands, nft('-f', '-'), { input: deletion(families) })
    },

    async status(target, scope): Promise<LayerStatus> {
      // The first look, at start, also finds out what this kernel can do: a cut does not wait for that.
      const [families] = await Promise.all([standing(), programs.nft === undefined ? undefined : hooks()])
      if (families.length === 0)
        return {
          stands: false,
          gone: true,
          detail: programs.nft === undefined ? 'this machine has no nft' : 'no table',
        }
      for (const table of await wanted(target, scope)) {
        const differs = await lookAt(table, families)
        if (differs === undefined) continue
        if (table.family === 'netdev' && !(await isThere(commands, programs, target.adapter.name))) {
          return {
            stands: true,
            gone: false,
            detail: `${target.adapter.name} is not there; the inet table waits for it`,
          }
        }
        return { stands: false, gone: false, detail: differs }
      }
      return { stands: true, gone: false, detail: `${families.join(' + ')} table ${tableName}, ${scope}` }
    },
  }
}
