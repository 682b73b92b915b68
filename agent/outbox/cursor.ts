/** The cursor of a segment: up to where the office has it. Losing one only means sending again; believing a wrong one would lose reports, so it carries a check. */

import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { writeAll } from './disk.ts'
import type { Disk } from './disk.ts'
import { unfinishedName } from './file-names.ts'

export interface Cursor {
  readonly epoch: string
  readonly acknowledged: number
}

const textOf = ({ epoch, acknowledged }: Cursor): string => {
  const line = `cursor 1 ${epoch} ${acknowledged}`
  return `${line} ${crc32(line).toString(16).padStart(8, '0')}\n`
}

/** The cursor that a file's text holds, or nothing where it does not hold together. */
export function parseCursor(text: string): Cursor | undefined {
  const [, epoch = '', digits = ''] = /^cursor 1 ([0-9a-f-]{36}) (\d{1,15}) [0-9a-f]{8}\n$/.exec(text) ?? []
  const cursor = { epoch, acknowledged: Number(digits) }
  return textOf(cursor) === text ? cursor : undefined
}

export async function readCursor(disk: Disk, folder: string, name: string): Promise<Cursor | undefined> {
  try {
    return parseCursor((await disk.read(join(folder, name))).toString('latin1'))
  } catch {
    return undefined
  }
}

/** Replaces the file at once or not at all. Not synced: after a power cut the worst is an older cursor. */
export async function saveCursor(disk: Disk, folder: string, name: string, cursor: Cursor): Promise<void> {
  const unfinished = join(folder, unfinishedName(name))
  await disk.remove(unfinished)
  const file = await disk.create(unfinished)
  try {
    await writeAll(file, Buffer.from(textOf(cursor), 'latin1'))
  } finally {
    await file.close()
  }
  await disk.rename(unfinished, join(folder, name))
}
