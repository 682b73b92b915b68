/** A file of lines that only grows; a line is durable when `append` resolves. */

import { mkdir, open, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Fault } from '#shared/fault.ts'
import { syncFolder, writeAll } from './durable-file.ts'

export interface AppendedFile {
  /** Every line, the torn one of an interrupted write too: the reader judges lines by their content. */
  lines(): Promise<readonly string[]>
  /** Rejects with `config/unwritable`; then the line may stand there in part. */
  append(line: string): Promise<void>
}

export function appendedFile(path: string): AppendedFile {
  return {
    lines: async () => {
      try {
        const text = await readFile(path, 'utf8')
        return text.split('\n').filter((line) => line !== '')
      } catch (cause) {
        if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return []
        throw cause
      }
    },
    append: async (line) => {
      if (line.includes('\n')) throw new TypeError('a line holds no line feed')
      try {
        await mkdir(dirname(path), { recursive: true, mode: 0o700 })
        await using file = await open(path, 'a+', 0o600)
        const { size } = await file.stat()
        // What an interrupted write left behind must not swallow the line that comes after it.
        const torn = size > 0 && (await file.read(Buffer.alloc(1), 0, 1, size - 1)).buffer.toString() !== '\n'
        await writeAll(file, Buffer.from(`${torn ? '\n' : ''}${line}\n`, 'utf8'))
        await file.datasync()
        if (size === 0) await syncFolder(dirname(path))
      } catch (cause) {
        throw new Fault('config/unwritable', `${path} could not be appended to durably`, { cause })
      }
    },
  }
}
