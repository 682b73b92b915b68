/** Order-1 evidence of a Linux machine, read from /proc directly: no program is started on a machine that may be under attack. */

import { readFileSync, readdirSync, readlinkSync } from 'node:fs'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { printable } from '#shared/protocol/limits.ts'
import type { EvidencePart } from './evidence.ts'

/** Of one kernel table; 5,000 sockets are 750 kB. */
const tableAtMost = 400_000
const commandLineAtMost = 1_024

/** Most volatile first. Kernel tables stay as the kernel wrote them: nobody can later doubt how they were read. */
export const linuxEvidence = (proc = '/proc'): readonly EvidencePart[] => [
  { name: 'sockets', read: () => tables(proc, ['net/tcp', 'net/tcp6', 'net/udp', 'net/udp6']) },
  { name: 'neighbours', read: () => tables(proc, ['net/arp']) },
  { name: 'routes', read: () => tables(proc, ['net/route', 'net/ipv6_route']) },
  { name: 'adapters', read: () => networkInterfaces() },
  { name: 'processes', read: (hasTime) => processes(proc, hasTime) },
  { name: 'socket-owners', read: (hasTime) => socketOwners(proc, hasTime) },
]

/** Throws only where not one of the tables is there: a machine without IPv6 has no tcp6. */
function tables(proc: string, names: readonly string[]): Record<string, string> {
  const found: Record<string, string> = {}
  let lastError: unknown
  for (const name of names) {
    try {
      const text = readFileSync(join(proc, name), 'utf8')
      found[name] =
        text.length <= tableAtMost
          ? text
          : `${text.slice(0, tableAtMost)}\n[cut off after ${tableAtMost} of ${text.length}]`
    } catch (error) {
      lastError = error
    }
  }
  if (Object.keys(found).length === 0) throw lastError
  return found
}

const processIds = (proc: string): string[] => readdirSync(proc).filter((name) => /^\d+$/.test(name))

interface SeenProcess {
  readonly pid: number
  readonly parentPid: number
  readonly name: string
  readonly startTicks: number
  readonly commandLine: string
  readonly image: string
}

function processes(
  proc: string,
  hasTime: () => boolean,
): { readonly complete: boolean; readonly list: readonly SeenProcess[] } {
  const list: SeenProcess[] = []
  for (const id of processIds(proc)) {
    if (!hasTime()) return { complete: false, list }
    const seen = look(proc, id)
    if (seen !== undefined) list.push(seen)
  }
  return { complete: true, list }
}

function look(proc: string, id: string): SeenProcess | undefined {
  try {
    const stat = readFileSync(join(proc, id, 'stat'), 'utf8')
    // The name stands in brackets and may hold any sign, brackets too.
    const end = stat.lastIndexOf(')')
    const fields = stat.slice(end + 2).split(' ')
    return {
      pid: Number(id),
      parentPid: Number(fields[1]),
      name: printable(stat.slice(stat.indexOf('(') + 1, end), 64),
      startTicks: Number(fields[19]),
      commandLine: printable(
        readFileSync(join(proc, id, 'cmdline'), 'utf8')
          .replaceAll('\0', ' ')
          .trim(),
        commandLineAtMost,
      ),
      image: image(proc, id),
    }
  } catch {
    // Ended while we looked.
    return undefined
  }
}

/** Empty for kernel threads; ` (deleted)` at the end is itself a finding. */
function image(proc: string, id: string): string {
  try {
    return printable(readlinkSync(join(proc, id, 'exe')), commandLineAtMost)
  } catch {
    return ''
  }
}

/** Which process holds which socket: inode of the tables above → process ids. */
function socketOwners(
  proc: string,
  hasTime: () => boolean,
): { readonly complete: boolean; readonly owners: Record<string, number[]> } {
  const owners: Record<string, number[]> = {}
  for (const id of processIds(proc)) {
    if (!hasTime()) return { complete: false, owners }
    for (const inode of socketsOf(proc, id)) (owners[inode] ??= []).push(Number(id))
  }
  return { complete: true, owners }
}

function socketsOf(proc: string, id: string): string[] {
  try {
    const folder = join(proc, id, 'fd')
    return readdirSync(folder).flatMap((fd) => {
      try {
        const inode = /^socket:\[(\d+)\]$/.exec(readlinkSync(join(folder, fd)))?.[1]
        return inode === undefined ? [] : [inode]
      } catch {
        return []
      }
    })
  } catch {
    return []
  }
}
