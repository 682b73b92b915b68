/** Keeps NetworkManager's hands off the adapter while it is cut: it would bring the link up again by itself. A layer beside the link, not instead of it. */

import * as z from 'zod'
import { Fault } from '#shared/fault.ts'
import type { CommandResult, CommandRunner } from '../../machine/command.ts'
import type { DurableFile } from '../../machine/durable-file.ts'
import { pathOf } from '../../machine/programs.ts'
import type { Programs } from '../../machine/programs.ts'
import type { IsolationDriver, LayerStatus } from './driver.ts'

export interface LinuxNetworkManagerOptions {
  readonly commands: CommandRunner
  readonly programs: Programs
  /** Where it is kept what NetworkManager did with the adapter before the cut. */
  readonly file: DurableFile
}

const schema = z.strictObject({
  version: z.literal(1),
  adapter: z.string(),
  managed: z.boolean(),
  /** UUID of the connection that was active; a name may be anybody's. */
  connection: z.string(),
})
type Saved = z.infer<typeof schema>

/** Exit codes of nmcli(1): the words beside them are translated. 1 is also "no bus". */
const unknownError = 1
const notRunning = 8
const notThere = 10

const withinMs = 3_000

type Seen = { readonly is: 'absent' } | { readonly is: 'there'; readonly managed: boolean; readonly connection: string }

/**
 * `nmcli device set … managed no` leaves link, addresses and routes as they are, and lasts until NetworkManager is started
 * anew or somebody activates a connection by hand; both are seen by `status`. `nmcli device disconnect` would leave the link up.
 */
export function linuxNetworkManager({ commands, programs, file }: LinuxNetworkManagerOptions): IsolationDriver {
  /** Kept here too, for a disk that takes nothing any more. */
  let remembered: Saved | undefined

  const nmcli = (...args: string[]): Promise<CommandResult> =>
    commands.run([pathOf(programs, 'nmcli'), ...args], { withinMs })

  async function load(): Promise<Saved | 'damaged' | undefined> {
    const text = await file.read()
    if (text === undefined) return remembered
    try {
      return schema.parse(JSON.parse(text))
    } catch {
      return 'damaged'
    }
  }

  /** Absent: not running, no bus, or it knows no such device. Then it brings nothing up. */
  async function look(adapter: string): Promise<Seen> {
    const fields = 'GENERAL.NM-MANAGED,GENERAL.CON-UUID'
    const { exitCode, stdout, stderr } = await nmcli('-t', '-f', fields, 'device', 'show', adapter)
    if (exitCode === notRunning || exitCode === notThere || exitCode === unknownError) return { is: 'absent' }
    const managed = /^GENERAL\.NM-MANAGED:(yes|no)$/m.exec(stdout)?.[1]
    if (exitCode !== 0 || managed === undefined)
      throw new Fault('command/failed', `nmcli device show ${adapter} ended with ${exitCode}: ${firstLine(stderr)}`)
    return { is: 'there', managed: managed === 'yes', connection: /^GENERAL\.CON-UUID:(.*)$/m.exec(stdout)?.[1] ?? '' }
  }

  async function set(adapter: string, managed: 'yes' | 'no'): Promise<void> {
    const { exitCode, stderr } = await nmcli('device', 'set', adapter, 'managed', managed)
    if (exitCode !== 0)
      throw new Fault(
        'command/failed',
        `nmcli device set ${adapter} managed ${managed} ended with ${exitCode}: ${firstLine(stderr)}`,
      )
  }

  return {
    name: 'linux-networkmanager',
    scopes: ['full'],
    rehearsal: false,
    stopsNothing: true,

    async apply({ adapter }) {
      const seen = await look(adapter.name)
      const before = await load()
      // What an earlier cut saved stands, whatever has been done to the adapter since.
      const known = before !== undefined && before !== 'damaged' && before.adapter === adapter.name ? before : undefined
      const managed = seen.is === 'there' && seen.managed
      const saved: Saved = known ?? {
        version: 1,
        adapter: adapter.name,
        managed: managed || before === 'damaged',
        connection: seen.is === 'there' ? seen.connection : '',
      }
      remembered = saved
      let unkept: Error | undefined
      await file.write(JSON.stringify(saved)).catch((error: Error) => (unkept = error))
      if (managed) await set(adapter.name, 'no')
      if (unkept !== undefined) throw unkept
    },

    async release({ adapter }) {
      const saved = await load()
      if (saved === undefined || programs.nmcli === undefined) return
      const name = saved === 'damaged' ? adapter.name : saved.adapter
      const seen = await look(name)
      const wasManaged = saved === 'damaged' || saved.managed
      if (wasManaged && seen.is === 'there' && !seen.managed) {
        await set(name, 'yes')
        // Without waiting: addresses by DHCP come only when the firewall is open again. One that is gone is chosen anew by NetworkManager.
        const connection = saved === 'damaged' ? '' : saved.connection
        if (connection !== '') await nmcli('--wait', '0', 'connection', 'up', 'uuid', connection, 'ifname', name)
      }
      remembered = undefined
      await file.remove()
    },

    async status({ adapter }): Promise<LayerStatus> {
      const saved = await load()
      if (saved === undefined) return { stands: false, gone: true, detail: 'NetworkManager was not told anything' }
      if (saved === 'damaged') return { stands: false, gone: false, detail: 'the snapshot is damaged' }
      const seen = await look(adapter.name)
      const stands = seen.is === 'absent' || !seen.managed
      const detail =
        seen.is === 'absent'
          ? 'does not run or does not know it'
          : seen.managed
            ? 'manages it again'
            : 'leaves it alone'
      return { stands, gone: false, detail: `NetworkManager ${detail}: ${adapter.name}` }
    },
  }
}

const firstLine = (text: string): string => text.trim().split('\n', 1)[0] ?? ''
