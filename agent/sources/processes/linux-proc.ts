/** What `/proc` tells about one process; a process that has already gone leaves empty strings, never guesses. */

import { closeSync, openSync, readdirSync, readFileSync, readlinkSync, readSync, statSync } from 'node:fs'

export interface ProcessFacts {
  readonly parentPid: number
  /** The file that runs, as the kernel resolves it; empty for kernel threads and where it may not be read. */
  readonly image: string
  readonly commandLine: string
  /** Account name, or `uid:1000` where the machine knows no name for it. */
  readonly user: string
}

/** The wire takes 1,024 signs of a command line; what lies beyond is not kept. */
const commandLineBytes = 4_096

// Files of /proc tell no size, and for such a file Node takes 64 KB a read unless it is asked for UTF-8: with hundreds of
// processes that would be most of the agent's memory. So: text always as UTF-8, bytes always into this one buffer.
const bytesRead = Buffer.alloc(commandLineBytes)

// Synchronous on purpose: a program that lives a millisecond is gone before a thread of the pool would look.
// Only a process that has just begun is read: later it could have laid its arguments on memory that blocks the reader.
const attempt = <T>(look: () => T, otherwise: T): T => {
  try {
    return look()
  } catch {
    return otherwise
  }
}

function readStart(path: string): string {
  const file = openSync(path, 'r')
  try {
    return bytesRead.toString('utf8', 0, readSync(file, bytesRead))
  } finally {
    closeSync(file)
  }
}

export const imageOf = (pid: number): string => attempt(() => readlinkSync(`/proc/${pid}/exe`), '')

export function processFacts(pid: number, accounts: Accounts): ProcessFacts {
  const status = attempt(() => readFileSync(`/proc/${pid}/status`, 'utf8'), '')
  const uid = /^Uid:\s+(\d+)/m.exec(status)?.[1]
  const commandLine = attempt(() => readStart(`/proc/${pid}/cmdline`), '')
  return {
    parentPid: Number(/^PPid:\s+(\d+)/m.exec(status)?.[1] ?? 0),
    image: imageOf(pid),
    commandLine: commandLine.replace(/\0+$/, '').replaceAll('\0', ' '),
    user: uid === undefined ? '' : accounts.nameOf(Number(uid)),
  }
}

/** All processes by pid, with the moment of their start in clock ticks, so that a reused pid is seen as another process. */
export function processStarts(): Map<number, string> {
  const starts = new Map<number, string>()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const stat = attempt(() => readFileSync(`/proc/${name}/stat`, 'utf8'), '')
    // The name in brackets may hold blanks and brackets; the fields count from behind the last one.
    const start = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
    if (start !== undefined) starts.set(Number(name), start)
  }
  return starts
}

export interface Accounts {
  nameOf(uid: number): string
}

/** Names from `/etc/passwd`, read again when it changed; accounts of a directory service are shown by number. */
export function localAccounts(path = '/etc/passwd'): Accounts {
  let readAt = Number.NaN
  let names = new Map<number, string>()
  return {
    nameOf(uid) {
      const mtimeMs = attempt(() => statSync(path).mtimeMs, 0)
      if (mtimeMs !== readAt) {
        readAt = mtimeMs
        const lines = attempt(() => readFileSync(path, 'utf8'), '').matchAll(/^([^:\n]+):[^:\n]*:(\d+):/gm)
        names = new Map([...lines].map(([, name = '', uid]) => [Number(uid), name]))
      }
      return names.get(uid) ?? `uid:${uid}`
    },
  }
}
