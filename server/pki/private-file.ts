/** Files that only the server's account may read, written whole or not at all. */

import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { Fault } from '#shared/fault.ts'

/** The file's text, or nothing where there is none. Throws `config/damaged` where it is there and cannot be read. */
export function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new Fault('config/damaged', `${path} cannot be read`, { cause, hint: `请检查文件权限：${path}` })
  }
}

/** Mode 0600 from its first byte; after a power cut there is the old file or the new one. Throws `config/unwritable`. */
export function writePrivate(path: string, text: string): void {
  const folder = dirname(path)
  const beside = `${path}.new`
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    // Opened anew each time: a left-over could have another mode.
    const file = openSync(beside, 'w', 0o600)
    try {
      writeFileSync(file, text)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(beside, path)
    if (process.platform !== 'win32') {
      const listing = openSync(folder, 'r')
      fsyncSync(listing)
      closeSync(listing)
    }
  } catch (cause) {
    throw new Fault('config/unwritable', `${path} cannot be written`, {
      cause,
      hint: `请检查 ${folder} 的权限和磁盘空间`,
    })
  }
}
