/** What became of a log between two looks: grown, rotated in one of the ways of logrotate, or cleared. Pure. */

import type { LogShrunk } from '#shared/domain/event.ts'

export interface LogLook {
  readonly inode: number
  readonly bytes: number
}

/** A file beside a log, or one folder below, whose name begins like the log's: where rotation puts what was in it. */
export interface Kin extends LogLook {
  /** Wall clock, when it was last written, renamed or otherwise changed (ctime). */
  readonly changedAt: number
  /** `.gz` and the like. */
  readonly packed: boolean
}

export interface LogsSeen {
  readonly logs: ReadonlyMap<string, LogLook>
  /** Archived journal files by folder. */
  readonly archives: ReadonlyMap<string, readonly string[]>
}

/** Who looks: sizes and names, never what is in a log. */
export interface LogReader {
  read(): LogsSeen
  kin(path: string): readonly Kin[]
}

/** Journald makes its files larger than what is in them, and cuts them to size when it puts them away. */
const isJournal = (path: string): boolean => path.endsWith('.journal')
/** Less than any journal file with a single entry. */
const emptyJournal = 4_096

/** A log of the same lines over and over packs to a few thousandths. */
const packsTo = 1 / 1_000

/** A packed file of a kilobyte and more is what a rotation leaves of a log; smaller, and it would hold nothing. */
const holds = (kin: Kin, log: LogLook): boolean =>
  kin.packed ? kin.bytes >= Math.max(20, log.bytes * packsTo) : kin.bytes >= log.bytes

/** `since`: wall clock of the look before; what a rotation made is newer than it. Undefined where nothing was lost. */
export function lossOf(
  path: string,
  before: LogLook,
  now: LogLook | undefined,
  kin: readonly Kin[],
  since: number,
): LogShrunk['change'] | undefined {
  if (before.bytes === 0) return undefined
  if (now?.inode === before.inode) {
    const isShorter = isJournal(path) ? now.bytes < emptyJournal : now.bytes < before.bytes
    // copytruncate: the copy was made just before.
    return isShorter && !hasCopy(before, kin, since) ? 'truncated' : undefined
  }
  const renamed = kin.find(({ inode }) => inode === before.inode)
  if (renamed) return isJournal(path) || renamed.bytes >= before.bytes ? undefined : 'truncated'
  // Renamed and packed at once: the inode is gone, the packed file is new.
  if (hasCopy(before, kin, since)) return undefined
  return now ? 'truncated' : 'removed'
}

const hasCopy = (before: LogLook, kin: readonly Kin[], since: number): boolean =>
  kin.some((one) => one.changedAt >= since && holds(one, before))

/** Journald removes its oldest archives one by one when they grow too many; all of several at once is somebody's doing. */
export const archivesCleared = (before: readonly string[], now: readonly string[]): boolean =>
  before.length >= 2 && !before.some((name) => now.includes(name))
