/** Windows: isolation by the firewall and by the adapter; sources and evidence are not built yet, and every screen says so. */

import { join } from 'node:path'
import { durableFile } from '../machine/durable-file.ts'
import { findPrograms } from '../machine/programs.ts'
import { windowsAdapter } from '../response/isolation/windows-adapter.ts'
import { windowsFirewall } from '../response/isolation/windows-firewall.ts'
import { windowsNetAdapters } from '../response/isolation/windows-net-adapters.ts'
import type { Platform, PlatformParts } from './platform.ts'

export function windows({ clock, commands, settings, gateway, home }: PlatformParts): Platform {
  const programs = findPrograms()
  return {
    name: 'windows',
    sources: [],
    isolation: [
      windowsFirewall({ commands, programs, prefixes: settings.insurancePrefixes }),
      windowsAdapter({ commands, programs, clock, file: durableFile(join(home.state, 'adapter.json')) }),
    ],
    // Nothing tells of a change there without a PowerShell that is kept running: the turn every ten seconds stands alone.
    layerNotices: { start() {} },
    adapters: windowsNetAdapters({ commands, programs, choice: settings.insuranceAdapter, gateway }),
    evidence: [],
  }
}
