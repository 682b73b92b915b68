/** Linux: time since boot with sleep, and whether the machine goes off or a package is being replaced. Files of the kernel only. */

import { readFileSync, statSync } from 'node:fs'
import type { StopReason } from '#shared/domain/event.ts'

export interface LinuxSignPlaces {
  readonly uptime: string
  /** systemd writes “System is going down” here when it stops user sessions, and something else while it boots. */
  readonly noLogin: string
  /** Whoever holds one of these as a lock is replacing packages: dpkg, and rpm before and after version 4.16. */
  readonly packageLocks: readonly string[]
  readonly locks: string
}

const places: LinuxSignPlaces = {
  uptime: '/proc/uptime',
  noLogin: '/run/nologin',
  packageLocks: [
    '/var/lib/dpkg/lock',
    '/var/lib/dpkg/lock-frontend',
    '/var/lib/rpm/.rpm.lock',
    '/usr/lib/sysimage/rpm/.rpm.lock',
  ],
  locks: '/proc/locks',
}

const textOf = (path: string): string => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

/** The first number is CLOCK_BOOTTIME in seconds, which goes on while the machine sleeps; CLOCK_MONOTONIC does not. */
export function linuxUptime({ uptime }: Pick<LinuxSignPlaces, 'uptime'> = places): number | undefined {
  const seconds = /^\d+(\.\d+)?/.exec(textOf(uptime))?.[0]
  return seconds === undefined ? undefined : Number(seconds) * 1_000
}

/** Our unit stands before `systemd-user-sessions.service`, so that at a shutdown it is stopped after the sign was written. */
export function linuxStopReason(at: LinuxSignPlaces = places): StopReason {
  if (/going down/i.test(textOf(at.noLogin))) return 'machine-off'
  return at.packageLocks.some((path) => isLocked(path, textOf(at.locks))) ? 'upgrade' : 'asked'
}

/** `/proc/locks`: `1: POSIX  ADVISORY  WRITE 812 08:01:131090 0 EOF`, the last part of the third-last column is the inode. */
function isLocked(path: string, locks: string): boolean {
  const inode = statSync(path, { throwIfNoEntry: false })?.ino
  return (
    inode !== undefined && new RegExp(`^\\d+: (?:POSIX|OFDLCK|FLOCK) .* [0-9a-f]+:[0-9a-f]+:${inode} `, 'm').test(locks)
  )
}
