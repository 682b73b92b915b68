/** Reads how large the logs of a Linux system are, and what lies beside them. Sizes and names only, never what is in them. */

import { readdirSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Kin, LogReader } from './log-look.ts'

/** Who logged on, who used which right, and what the system said: Debian, UOS, Kylin, openEuler. */
const watched = ['wtmp', 'btmp', 'auth.log', 'secure', 'syslog', 'messages', 'kern.log', 'audit/audit.log'] as const

export function linuxLogs(folder = '/var/log'): LogReader {
  const journals = join(folder, 'journal')

  return {
    read() {
      const machines = foldersIn(journals)
      const paths = [
        ...watched.map((name) => join(folder, name)),
        ...machines.map((machine) => join(machine, 'system.journal')),
      ]
      return {
        logs: new Map(
          paths.flatMap((path) => {
            const stat = statOf(path)
            return stat?.isFile() ? [[path, { inode: stat.ino, bytes: stat.size }]] : []
          }),
        ),
        archives: new Map(
          machines.map((machine) => [machine, namesIn(machine).filter((name) => /@.*\.journal~?$/.test(name))]),
        ),
      }
    },
    kin(path) {
      const own = basename(path)
      // `auth.log` becomes auth.log.1, auth.log-20261122, or auth.1.log.
      const stem = own.replace(/\.[^.]*$/, '')
      const here = dirname(path)
      return [here, ...foldersIn(here)].flatMap((place) =>
        namesIn(place)
          .filter((name) => name.startsWith(stem) && !(place === here && name === own))
          .flatMap((name): Kin[] => {
            const stat = statOf(join(place, name))
            if (!stat?.isFile()) return []
            const { ino, size, ctimeMs } = stat
            return [{ inode: ino, bytes: size, changedAt: ctimeMs, packed: /\.(gz|xz|bz2|zst|lz4)$/.test(name) }]
          }),
      )
    },
  }
}

// Synchronous on purpose: some ten calls into the kernel's memory, cheaper than handing them to other threads.
const statOf = (path: string) => {
  try {
    return statSync(path, { throwIfNoEntry: false })
  } catch {
    return undefined
  }
}

const namesIn = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

const foldersIn = (folder: string): readonly string[] =>
  namesIn(folder)
    .map((name) => join(folder, name))
    .filter((path) => statOf(path)?.isDirectory())
