// An agent that can do nothing but cut: `node cutting-agent.ts HOME cut|selective|resume|release`, to be killed at any moment.
import { join } from 'node:path'
import { appendedFile } from '#agent/machine/appended-file.ts'
import { systemClock } from '#agent/machine/clock.ts'
import { durableFile } from '#agent/machine/durable-file.ts'
import { findPrograms } from '#agent/machine/programs.ts'
import { spawnedCommands } from '#agent/machine/spawned-commands.ts'
import { journal } from '#agent/journal/journal.ts'
import { linuxAdapter } from '#agent/response/isolation/adapter.ts'
import { isolator } from '#agent/response/isolation/isolator.ts'
import { linuxLink } from '#agent/response/isolation/linux-link.ts'
import { linuxNftables } from '#agent/response/isolation/linux-nftables.ts'
import { silentLog } from '#shared/log.ts'

const [home = '', work = ''] = process.argv.slice(2)
const clock = systemClock()
const commands = spawnedCommands(clock)
const programs = findPrograms()
const gateway = { address: '10.9.0.1', port: 7443 }
const machine = isolator({
  layers: [
    linuxNftables({ commands, programs }),
    linuxLink({ commands, programs, clock, file: durableFile(join(home, 'link.json')) }),
  ],
  adapters: linuxAdapter({ commands, programs, choice: { name: 'ins0' }, gateway }),
  gateway,
  file: durableFile(join(home, 'isolation')),
  journal: journal(appendedFile(join(home, 'journal'))),
  clock,
  log: silentLog,
})

const resumed = await machine.resume()
process.stdout.write('resumed\n')
const by = { kind: 'officer', id: 'w', name: '王' } as const
const since = clock.monotonic()
const works: Record<string, () => Promise<unknown>> = {
  cut: () => machine.isolate({ scope: 'full', by: { kind: 'agent' }, because: 'ransomware' }),
  selective: () => machine.isolate({ scope: 'selective', by, because: 'asked' }),
  release: () => machine.release({ by, because: 'cleaned' }),
  resume: async () => resumed,
}
const isolation = await works[work]?.()
machine.stop()
process.stdout.write(`${JSON.stringify({ isolation, tookMs: clock.monotonic() - since })}\n`)
