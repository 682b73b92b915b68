// Puts the agent's program and pages into a copy of Node: by Node itself, or by pkg, with the same settings either way.
import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { rm, writeFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import type { Target } from './targets.ts'

export interface Ingredients {
  readonly target: Target
  /** The Node to copy, prepared: stripped, or without its signature. */
  readonly runtime: string
  /** The program, CommonJS. */
  readonly main: string
  /** Files that the program asks for by name. */
  readonly assets: Readonly<Record<string, string>>
  readonly output: string
}

/**
 * What Node is told before the first line of ours, with no way to tell it more: `execArgvExtension: 'none'` shuts NODE_OPTIONS
 * out of a program that runs as root or SYSTEM.
 */
const seaSettings = {
  execArgvExtension: 'none',
  execArgv: [
    // New objects get 1 MB instead of 16, as the agent idles: 25 MB less. No other V8 flag here: with most of them V8 takes
    // neither Node's compiled code nor ours, and starts 15 ms later; test/scenario/executable.test.ts would hear it complain.
    '--max-semi-space-size=1',
    // One helping thread for V8 instead of four: 1 MB less.
    '--v8-pool-size=1',
    // No debugger by a signal.
    '--disable-sigusr1',
    // node:ffi says on every start that it is experimental; the process connector knows.
    '--disable-warning=ExperimentalWarning',
  ],
  disableExperimentalSEAWarning: true,
  // A snapshot cannot hold node:http.
  useSnapshot: false,
} as const

export type Assemble = (ingredients: Ingredients) => Promise<void>

const withNode: Assemble = async (ingredients) => {
  const { target, runtime, main, assets, output } = ingredients
  const file = `${output}.json`
  const settings = { ...seaSettings, main, assets, useCodeCache: target.isHost, executable: runtime, output }
  await writeFile(file, JSON.stringify(settings))
  await promisify(execFile)(process.execPath, ['--build-sea', file])
  await rm(file)
}

interface PkgTarget {
  readonly platform: 'linux' | 'win'
  readonly arch: 'x64'
  readonly nodeRange: string
  readonly output: string
}

interface PkgOptions {
  readonly targets: readonly PkgTarget[]
  readonly nodePath: string
  readonly useLocalNode: boolean
  readonly signature: boolean
  readonly seaConfig: object
}

/** pkg's own function behind `--sea`: its command line leaves NODE_OPTIONS open, and would fetch Node from outside npm. */
const withPkg: Assemble = async (ingredients) => {
  const { target, runtime, main, assets, output } = ingredients
  const { default: sea } = createRequire(import.meta.url)('@yao-pkg/pkg/lib-es5/sea.js') as {
    readonly default: (main: string, options: PkgOptions) => Promise<void>
  }
  const platform = target.name === 'win-x64' ? 'win' : 'linux'
  await sea(main, {
    targets: [{ platform, arch: 'x64', nodeRange: 'node26', output }],
    nodePath: runtime,
    // Takes this process's version for that of `nodePath`, which may be another platform's and cannot be asked.
    useLocalNode: true,
    signature: false,
    seaConfig: { ...seaSettings, assets, useCodeCache: target.isHost },
  })
}

/** Both serve; which is the usual one is decided in shared/decisions/0005-one-executable.md. */
export const ways = { node: withNode, pkg: withPkg } as const satisfies Record<string, Assemble>
export type Way = keyof typeof ways
