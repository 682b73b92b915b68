/** The agent's way in: the first word of the command line names one command, loaded on use so that a press starts fast. */

import { isFault } from '#shared/fault.ts'
import { zhCn } from '#shared/wording/zh-cn.ts'
import type { CommandIo, CommandLine } from './command-line/parse.ts'

const commands: Readonly<Record<string, () => Promise<CommandLine>>> = {
  report: async () => (await import('./command-line/report.ts')).report,
  run: async () => (await import('./command-line/run.ts')).run,
  enroll: async () => (await import('./command-line/enroll.ts')).enroll,
  status: async () => (await import('./command-line/status.ts')).status,
  panel: async () => (await import('./command-line/panel.ts')).panel,
  isolate: async () => (await import('./command-line/isolate.ts')).isolate,
  release: async () => (await import('./command-line/release.ts')).release,
  doctor: async () => (await import('./command-line/doctor.ts')).doctor,
}

/** Not for people: the agent starts itself so, to look at the machine in a process that may hang. */
const hidden: typeof commands = {
  inventory: async () => (await import('./inventory/inventory-child.ts')).printInventory,
}

const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort(signal))

const io: CommandIo = {
  out: (line) => console.log(line),
  complain: (line) => console.error(line),
  env: process.env,
  platform: process.platform,
  cwd: process.cwd(),
  sinceStart: () => performance.now(),
  signal: stop.signal,
}

/** One clear sentence for what a person can mend; a bug keeps its stack. */
function explain(error: unknown): void {
  if (!isFault(error)) {
    console.error(error)
    return
  }
  const { what, todo } = zhCn.faults[error.code]
  console.error(`✖ ${what}（${error.message}）。${error.hint ?? todo}。[${error.code}]`)
}

const [name = '', ...args] = process.argv.slice(2)
const command = commands[name] ?? hidden[name]
if (command === undefined) {
  for (const line of zhCn.commandLine.commands(Object.keys(commands))) console.log(line)
  process.exitCode = name === '' || name === '--help' ? 0 : 2
} else {
  // Not awaited: the packaged executable is CommonJS, which knows no `await` at the top.
  void command()
    .then((run) => run(args, io))
    .catch((error: unknown) => {
      explain(error)
      return 1
    })
    .then((exitCode) => {
      process.exitCode = exitCode
    })
}
