/** Where the programs lie that the agent runs: absolute paths, looked for once, never through PATH. */

import { existsSync } from 'node:fs'
import { Fault } from '#shared/fault.ts'

// Debian, UOS and Kylin differ in whether /sbin is a link to /usr/sbin.
const places = {
  nft: ['/usr/sbin/nft', '/sbin/nft', '/usr/bin/nft'],
  ip: ['/usr/sbin/ip', '/sbin/ip', '/usr/bin/ip', '/bin/ip'],
  ss: ['/usr/bin/ss', '/bin/ss', '/usr/sbin/ss', '/sbin/ss'],
  nmcli: ['/usr/bin/nmcli', '/bin/nmcli'],
  // Windows PowerShell 5.1, which every Windows 10 and 11 has; whatever calls itself `pwsh` was put there by somebody.
  powershell: [String.raw`C:\Windows\System32\WindowsPowerShell\v1.0\powershell.exe`],
} as const

export type ProgramName = keyof typeof places

/** Absolute path of each program that this machine has. */
export type Programs = { readonly [name in ProgramName]?: string | undefined }

export const findPrograms = (exists: (path: string) => boolean = existsSync): Programs =>
  Object.fromEntries(Object.entries(places).map(([name, paths]) => [name, paths.find((path) => exists(path))]))

/** The path of a program that is needed now; a machine without it is a Fault. */
export function pathOf(programs: Programs, name: ProgramName): string {
  const path = programs[name]
  if (path === undefined)
    throw new Fault('command/not-found', `this machine has no ${name} (${places[name].join(', ')})`)
  return path
}
