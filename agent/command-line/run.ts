/** `run`: the agent as a service in the foreground, until it is told to stop; a cut stays. */

import { getRandomValues } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { isSea } from 'node:sea'
import { startAgent } from '../agent.ts'
import { homeAt, openHome, readSettings } from '../config.ts'
import { giveBackMemory } from '../guard/give-back.ts'
import { gatewayOf, loadIdentity } from '../identity/identity.ts'
import { winstonLog } from '../log.ts'
import { systemClock } from '../machine/clock.ts'
import { spawnedCommands } from '../machine/spawned-commands.ts'
import { panelFiles } from '../panel-files.ts'
import { addressOf } from './adapters-here.ts'
import { parse } from './parse.ts'
import type { CommandIo } from './parse.ts'

export async function run(args: readonly string[], io: CommandIo): Promise<number> {
  const parsed = await parse(
    { name: 'run', options: { rehearse: { type: 'boolean' }, logToStdout: { type: 'boolean' } } },
    args,
    io,
  )
  if (typeof parsed === 'number') return parsed
  const home = homeAt(parsed.home)
  openHome(home)
  const settings = readSettings(home)
  const identity = await loadIdentity(home.identity)
  const log = winstonLog({ folder: home.log, toStdout: parsed.flag('logToStdout') })
  const clock = systemClock()
  const rehearse = settings.rehearsal || parsed.flag('rehearse')
  const agent = await startAgent(
    {
      home,
      settings,
      identity,
      gateway: await gatewayAddress(identity),
      system: io.platform as NodeJS.Platform,
      rehearse,
      clock,
      log,
      commands: spawnedCommands(clock),
      self: isSea() ? [process.execPath] : [process.execPath, fileURLToPath(new URL('../main.ts', import.meta.url))],
      asset: panelFiles(),
      random: Math.random,
      randomBytes: getRandomValues,
    },
    io.signal,
  )
  giveBackMemory(clock, io.signal)
  log.info('agent/ready', { endpoint: identity?.endpoint.number, rehearse, pid: process.pid })
  await agent.ended
  log.info('agent/stopped')
  await log.close()
  return 0
}

/** A name is resolved once, at the start: while cut there is no name server to ask. */
async function gatewayAddress(identity: Parameters<typeof gatewayOf>[0] | undefined) {
  if (identity === undefined) return { address: '0.0.0.0', port: 0 }
  const { address, port } = gatewayOf(identity)
  return { address: await addressOf(address), port }
}
