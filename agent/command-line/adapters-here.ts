/** The adapters of this machine as the agent would choose among them, for commands that ask before the agent runs. */

import { lookup } from 'node:dns/promises'
import { silentLog } from '#shared/log.ts'
import type { Home, Settings } from '../config.ts'
import { systemClock } from '../machine/clock.ts'
import { spawnedCommands } from '../machine/spawned-commands.ts'
import { pickPlatform } from '../platform/pick.ts'
import type { AdapterFinder } from '../response/isolation/adapter.ts'
import type { IsolationTarget } from '../response/isolation/driver.ts'
import type { CommandIo } from './parse.ts'

/** Nothing of the platform is started: its constructors do nothing. */
export function adaptersHere(
  settings: Settings,
  gateway: IsolationTarget['gateway'],
  home: Home,
  io: Pick<CommandIo, 'platform'>,
): AdapterFinder {
  const clock = systemClock()
  const parts = {
    clock,
    log: silentLog,
    commands: spawnedCommands(clock),
    settings,
    gateway,
    home,
    self: [],
    random: Math.random,
    newSeed: () => crypto.randomUUID(),
  }
  return pickPlatform(io.platform as NodeJS.Platform, parts, false).adapters
}

/** An address to ask the routing table about; the name itself where nobody resolves it. */
export const addressOf = (host: string): Promise<string> =>
  lookup(host).then(
    ({ address }) => address,
    () => host,
  )
