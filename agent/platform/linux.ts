/** Linux: sources from /proc, /sys, inotify and the process connector; isolation by nftables, NetworkManager and the link. */

import { join } from 'node:path'
import { durableFile } from '../machine/durable-file.ts'
import { findPrograms } from '../machine/programs.ts'
import { linuxAdapter } from '../response/isolation/adapter.ts'
import { linuxLink } from '../response/isolation/linux-link.ts'
import { linuxNetworkManager } from '../response/isolation/linux-networkmanager.ts'
import { linuxNftables } from '../response/isolation/linux-nftables.ts'
import { linuxRulesetNotices } from '../response/isolation/linux-ruleset-notices.ts'
import { linuxEvidence } from '../response/linux-evidence.ts'
import { adaptersSource } from '../sources/adapters/adapters.ts'
import { linuxIpMonitor } from '../sources/adapters/linux-ip-monitor.ts'
import { linuxNetwork } from '../sources/adapters/linux-network.ts'
import { Canaries } from '../sources/files/canaries.ts'
import { filesSource } from '../sources/files/files.ts'
import { lifeSource } from '../sources/life/life.ts'
import { linuxStopReason, linuxUptime } from '../sources/life/linux-machine-signs.ts'
import { linuxLogs } from '../sources/logs/linux-logs.ts'
import { logsSource } from '../sources/logs/logs.ts'
import { linuxOwnProgram } from '../sources/own-files/linux-own-program.ts'
import { ownFilesSource } from '../sources/own-files/own-files.ts'
import { imageOf, localAccounts, processFacts } from '../sources/processes/linux-proc.ts'
import { linuxProcessConnector } from '../sources/processes/linux-process-connector.ts'
import { linuxProcessPoll } from '../sources/processes/linux-process-poll.ts'
import { processesSource } from '../sources/processes/processes.ts'
import type { Platform, PlatformParts } from './platform.ts'

export function linux({
  clock,
  log,
  commands,
  settings,
  gateway,
  home,
  self,
  random,
  newSeed,
}: PlatformParts): Platform {
  const programs = findPrograms()
  const accounts = localAccounts()
  const ownList = join(home.state, 'own-files.json')
  const ownProgram = linuxOwnProgram(self)
  return {
    name: 'linux',
    sources: [
      adaptersSource({
        clock,
        log,
        reader: linuxNetwork(),
        notices: linuxIpMonitor({ clock, log, ip: programs.ip, random }),
      }),
      filesSource({
        clock,
        log,
        folders: settings.watchedFolders,
        canaries: new Canaries({ file: durableFile(join(home.state, 'canaries.json')), clock, log, newSeed }),
        ignored: [home.folder],
      }),
      processesSource({
        clock,
        log,
        watch: linuxProcessConnector(clock),
        poll: linuxProcessPoll(clock),
        factsOf: (pid) => processFacts(pid, accounts),
        imageOf,
      }),
      lifeSource({
        clock,
        log,
        file: durableFile(join(home.state, 'life.json')),
        uptime: () => linuxUptime(),
        stopReason: () => linuxStopReason(),
      }),
      logsSource({ clock, log, reader: linuxLogs(), file: durableFile(join(home.state, 'logs.json')) }),
      ownFilesSource({
        clock,
        log,
        file: durableFile(ownList),
        evidenceFolder: home.evidence,
        appended: [
          { part: 'journal', path: join(home.state, 'journal.jsonl') },
          { part: 'orders', path: join(home.state, 'orders.jsonl') },
        ],
        standing: [
          { part: 'identity', path: join(home.identity, 'identity.json') },
          { part: 'outbox', path: home.outbox },
          { part: 'state', path: ownList },
          ...ownProgram,
        ],
        hasUnit: ownProgram.some(({ part }) => part === 'unit'),
      }),
    ],
    isolation: [
      linuxNftables({ commands, programs }),
      // Before the link, so that nothing brings it up again; a release gives it back after the link.
      ...(programs.nmcli === undefined
        ? []
        : [linuxNetworkManager({ commands, programs, file: durableFile(join(home.state, 'networkmanager.json')) })]),
      linuxLink({
        commands,
        programs,
        clock,
        file: durableFile(join(home.state, 'link.json')),
        prefixes: settings.insurancePrefixes,
      }),
    ],
    layerNotices: linuxRulesetNotices({ clock, log, random, nft: programs.nft }),
    adapters: linuxAdapter({ commands, programs, choice: settings.insuranceAdapter, gateway }),
    evidence: linuxEvidence(),
  }
}
