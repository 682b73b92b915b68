/** Writes a press into the spool while the agent does not answer; imported by the press, so it loads next to nothing. */

import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import type { Moment } from '#shared/domain/moment.ts'

/** One press as it lies in the spool: a JSON line in a file named after its id. */
export interface SpooledPress {
  readonly id: string
  readonly code: string
  readonly moment: Moment
  readonly account: string
  readonly drill: boolean
}

/** Longer ones were not written by us. */
export const maxSpooledBytes = 4 * 1024

/**
 * A drop box like /tmp: the agent makes it 01777, so that every account can add a file and none can remove another's.
 * The kernel notes who a file belongs to, which no account can claim for itself.
 */
export const spoolFolder = (home: string): string => join(home, 'spool')

export const spoolName = (id: string): string => `${id}.json`

/** An earlier press of the same account that still lies here within this time stands for this one too. */
const sameWithinMs = 10 * 60_000

/**
 * Makes the press durable and returns what stands in the spool: this press, or the earlier one of this account that it repeats.
 * Throws what the disk throws; then nothing may be shown as saved.
 */
export function spoolPress(home: string, press: SpooledPress): SpooledPress {
  const folder = spoolFolder(home)
  makeFolder(folder)
  const earlier = earlierPress(folder, press)
  if (earlier !== undefined) return earlier
  const file = openSync(join(folder, spoolName(press.id)), 'wx', 0o644)
  try {
    const line = Buffer.from(`${JSON.stringify(press)}\n`)
    for (let written = 0; written < line.length;) written += writeSync(file, line, written)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  syncFolder(folder)
  return press
}

/** Only where the agent has never run: it makes the folder for all accounts, this is for its own. */
function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

function earlierPress(folder: string, press: SpooledPress): SpooledPress | undefined {
  for (const name of readdirSync(folder)) {
    const spooled = ownPress(join(folder, name))
    if (spooled === undefined || spooled.account !== press.account || spooled.drill !== press.drill) continue
    const passed = press.moment.at - spooled.moment.at
    if (passed >= 0 && passed < sameWithinMs) return spooled
  }
  return undefined
}

/** A press that this account wrote, made durable once more; another account's file may be taken away by its owner. */
function ownPress(path: string): SpooledPress | undefined {
  let file: number | undefined
  try {
    file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
    const { size, uid } = fstatSync(file)
    if (size > maxSpooledBytes || (process.getuid !== undefined && uid !== process.getuid())) return undefined
    const spooled = readSpooled(readFileSync(file, 'utf8'))
    if (spooled !== undefined) fsyncSync(file)
    return spooled
  } catch {
    // Taken by the agent meanwhile, or not ours to read: then this press is written.
    return undefined
  } finally {
    if (file !== undefined) closeSync(file)
  }
}

/** What a whole file holds; a torn one holds nothing. The agent checks it again by its schema. */
export function readSpooled(text: string): SpooledPress | undefined {
  if (!text.endsWith('\n')) return undefined
  try {
    const value = JSON.parse(text) as Partial<SpooledPress> | null
    return typeof value?.id === 'string' && typeof value.code === 'string' && typeof value.moment?.at === 'number'
      ? (value as SpooledPress)
      : undefined
  } catch {
    return undefined
  }
}

/** A new name is durable when its folder is. Windows has no such call and needs none. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
