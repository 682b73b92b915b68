/** Walks a folder in small steps: which files changed since a time, and which folders are there. */

import type { Dirent } from 'node:fs'
import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'

/** Where nobody keeps documents, and a walk would not end. */
const isSkipped = (name: string) =>
  name.startsWith('.') || name === 'node_modules' || name === '$RECYCLE.BIN' || name === 'System Volume Information'

export interface WalkLimits {
  readonly depth: number
  readonly entries: number
}

async function* walk(folder: string, { depth, entries }: WalkLimits): AsyncGenerator<{ path: string; entry: Dirent }> {
  const waiting = [{ folder, depth }]
  let left = entries
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const found = await readdir(next.folder, { withFileTypes: true }).catch(() => [])
    for (const entry of found) {
      if (left-- <= 0) return
      if (isSkipped(entry.name)) continue
      const path = join(next.folder, entry.name)
      yield { path, entry }
      if (entry.isDirectory() && next.depth > 0) waiting.push({ folder: path, depth: next.depth - 1 })
    }
  }
}

/** Files whose content, name or attributes changed since `since` (wall clock of the file system, as ctime is). */
export async function* changedSince(folder: string, since: number, limits: WalkLimits): AsyncGenerator<string> {
  for await (const { path, entry } of walk(folder, limits)) {
    if (!entry.isFile()) continue
    const ctimeMs = await lstat(path).then(
      (stat) => stat.ctimeMs,
      () => 0,
    )
    if (ctimeMs >= since) yield path
  }
}

/** The folder itself and the folders below it, nearest first, at most `most`. */
export async function foldersUnder(folder: string, depth: number, most: number): Promise<string[]> {
  const folders = [folder]
  for await (const { path, entry } of walk(folder, { depth: depth - 1, entries: 5_000 })) {
    if (folders.length >= most) break
    if (entry.isDirectory()) folders.push(path)
  }
  return folders
}
