/** Linux: sources from /proc, /sys, inotify and the process connector; isolation by nftables and by the link. */

import { join } from 'node:path'
import { durableFile } from '../machine/durable-file.ts'
import { findPrograms } from '../machine/programs.ts'
import { linuxAdapter } from '../response/isolation/adapter.ts'
import { linuxLink } from '../response/isolation/linux-link.ts'
import { linuxNftables } from '../response/isolation/linux-nftables.ts'
import { linuxEvidence } from '../response/linux-evidence.ts'
import { adaptersSource } from '../sources/adapters/adapters.ts'
import { linuxIpMonitor } from '../sources/adapters/linux-ip-monitor.ts'
import { linuxNetwork } from '../sources/adapters/linux-network.ts'
import { Canaries } from '../sources/files/canaries.ts'
import { filesSource } from '../sources/files/files.ts'
import { imageOf, localAccounts, processFacts } from '../sources/processes/linux-proc.ts'
import { linuxProcessConnector } from '../sources/processes/linux-process-connector.ts'
import { linuxProcessPoll } from '../sources/processes/linux-process-poll.ts'
import { processesSource } from '../sources/processes/processes.ts'
import type { Platform, PlatformParts } from './platform.ts'

export function linux({ clock, log, commands, settings, gateway, home, random, newSeed }: PlatformParts): Platform {
  const programs = findPrograms()
  const accounts = localAccounts()
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
    ],
    isolation: [
      linuxNftables({ commands, programs }),
      linuxLink({
        commands,
        programs,
        clock,
        file: durableFile(join(home.state, 'link.json')),
        prefixes: settings.insurancePrefixes,
      }),
    ],
    adapters: linuxAdapter({ commands, programs, choice: settings.insuranceAdapter, gateway }),
    evidence: linuxEvidence(),
  }
}
