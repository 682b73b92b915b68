/** A small file that is replaced as a whole and survives kill and power cut: temporary file, fsync, rename, fsync of the folder. */

import { mkdir, open, readFile, rename, unlink } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { Fault } from '#shared/fault.ts'

export interface DurableFile {
  /** What was last written, or nothing where the file does not exist. */
  read(): Promise<string | undefined>
  /** Resolves when the new content is durable; until then the old one stands. Rejects with `config/unwritable`. */
  write(text: string): Promise<void>
  /** Durably gone; a file that is not there is no error. */
  remove(): Promise<void>
}

export function durableFile(path: string): DurableFile {
  return {
    read: async () => {
      try {
        return await readFile(path, 'utf8')
      } catch (cause) {
        if (isMissing(cause)) return undefined
        throw cause
      }
    },
    write: (text) => writeDurably(path, Buffer.from(text, 'utf8')),
    remove: async () => {
      try {
        await unlink(path)
        await syncFolder(dirname(path))
      } catch (cause) {
        if (!isMissing(cause)) throw new Fault('config/unwritable', `${path} could not be removed`, { cause })
      }
    },
  }
}

/** Replaces the file's content; whoever reads sees the old or the new bytes, never a part. Readable by its owner only. */
export async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const folder = dirname(path)
  const temporary = join(folder, `.${basename(path)}.${process.pid}.new`)
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await writeNew(temporary, bytes)
    await rename(temporary, path)
    await syncFolder(folder)
  } catch (cause) {
    await unlink(temporary).catch(() => {})
    throw new Fault('config/unwritable', `${path} could not be written durably`, { cause })
  }
}

// Closed before the rename: Windows renames no open file.
async function writeNew(path: string, bytes: Uint8Array): Promise<void> {
  await using file = await open(path, 'w', 0o600)
  await writeAll(file, bytes)
  await file.sync()
}

type Sink = Pick<FileHandle, 'write'>

/** A write may take less than it was given (a nearly full disk, a signal), and says so only in its result. */
export async function writeAll(file: Sink, bytes: Uint8Array): Promise<void> {
  let written = 0
  while (written < bytes.length) {
    const { bytesWritten } = await file.write(bytes, written, bytes.length - written)
    if (bytesWritten === 0) throw new Error(`nothing was written after ${written} of ${bytes.length} bytes`)
    written += bytesWritten
  }
}

/** A new name is durable only when its folder is. Windows has no such call and needs none: NTFS journals names. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  await using handle = await open(folder, 'r')
  await handle.sync()
}

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT'
