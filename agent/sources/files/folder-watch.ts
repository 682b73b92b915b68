/** Watches one folder and all below it, and notices when the system dropped notices. */

import { watch } from 'node:fs'
import { join } from 'node:path'

export interface FolderListener {
  /** Something happened to this path: written, created, removed, or renamed from or to it. */
  changed(path: string, renamed: boolean): void
  /** Notices were lost: look for yourself. */
  overflowed(): void
  /** The watch is gone: the folder was removed, or the system's limit of watches is reached. */
  failed(error: Error): void
}

// inotify's queue holds 16,384 notices (fs.inotify.max_queued_events) and drops the rest without a word that Node passes
// on; half of it in one turn of the loop says that it is about to happen or has.
const overflowAt = 8_000

/** Throws where the folder cannot be watched. */
export function watchFolder(folder: string, listener: FolderListener, signal: AbortSignal): void {
  let inThisTurn = 0
  const watcher = watch(folder, { recursive: true, persistent: true }, (kind, name) => {
    // ReadDirectoryChangesW tells an overflow by a missing name.
    if (name === null) return listener.overflowed()
    if (inThisTurn === 0)
      setImmediate(() => {
        inThisTurn = 0
      })
    inThisTurn++
    if (inThisTurn === overflowAt) listener.overflowed()
    listener.changed(join(folder, name), kind === 'rename')
  })
  watcher.on('error', (error) => {
    watcher.close()
    listener.failed(error)
  })
  signal.addEventListener('abort', () => watcher.close(), { once: true })
}
