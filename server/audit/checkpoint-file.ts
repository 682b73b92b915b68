/** The second place of the checkpoints: a file of lines that is only ever appended to, also when a power cut has torn its last line. */

import { readFileSync } from 'node:fs'
import { open } from 'node:fs/promises'

/** Checkpoints are below 1 KiB. */
const tailBytes = 16_384

export interface FileTail {
  /** The last whole line; none in an empty or missing file. */
  readonly line: string | undefined
  /** What stands behind the last line end. */
  readonly torn: string
}

export async function readTail(path: string): Promise<FileTail> {
  try {
    await using file = await open(path, 'r')
    const { size } = await file.stat()
    const length = Math.min(size, tailBytes)
    const { buffer } = await file.read(Buffer.alloc(length), 0, length, size - length)
    const lines = buffer.toString().split('\n')
    const torn = lines.pop() ?? ''
    return { line: lines.pop(), torn }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { line: undefined, torn: '' }
    throw error
  }
}

/** Resolves when it is on the disk. */
export async function append(path: string, text: string): Promise<void> {
  await using file = await open(path, 'a', 0o600)
  await file.writeFile(text)
  await file.sync()
}

export function readWhole(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
