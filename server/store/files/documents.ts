/** Documents as files named by their hash: written beside, fsynced, renamed, and the folder fsynced; nobody ever sees a part. */

import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, readFile, rename, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Fault } from '#shared/fault.ts'
import type { DocumentStore } from '../documents.ts'

/** `folder`: HOME/documents; made when the first one is kept. */
export function fileDocuments(folder: string): DocumentStore {
  // Two letters a folder: a bureau's whole life stays below a few thousand files in each.
  const pathOf = (sha256: string): string => join(folder, sha256.slice(0, 2), sha256)
  return {
    async put(bytes) {
      const sha256 = hashOf(bytes)
      const path = pathOf(sha256)
      // What is there and whole is kept; what is there and damaged is put right by the very bytes.
      const known = await readIfThere(path).catch(() => undefined)
      if (known === undefined || hashOf(known) !== sha256) await write(folder, path, bytes)
      return sha256
    },
    async get(sha256) {
      // Anything else would be a path that somebody chose.
      if (!/^[0-9a-f]{64}$/.test(sha256)) return undefined
      const bytes = await readIfThere(pathOf(sha256))
      if (bytes !== undefined && hashOf(bytes) !== sha256)
        throw new Fault('store/document-damaged', `${pathOf(sha256)} is not what was kept under its name`, {
          hint: `请从备份恢复 ${pathOf(sha256)}；不要删除或重新生成`,
        })
      return bytes
    },
  }
}

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

async function readIfThere(path: string): Promise<Uint8Array | undefined> {
  try {
    return new Uint8Array(await readFile(path))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

async function write(folder: string, path: string, bytes: Uint8Array): Promise<void> {
  const part = `${path}.${randomUUID()}.part`
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    await writeSynced(part, bytes)
    await rename(part, path)
    // The name in its folder, and the folder in the one above it: both may be new.
    for (const one of [dirname(path), folder, dirname(folder)]) await syncFolder(one)
  } catch (cause) {
    await unlink(part).catch(() => {})
    throw new Fault('store/not-durable', `${path} could not be written`, { cause })
  }
}

// Closed before the rename: Windows renames no open file.
async function writeSynced(path: string, bytes: Uint8Array): Promise<void> {
  await using file = await open(path, 'wx', 0o600)
  await file.writeFile(bytes)
  await file.sync()
}

/** Windows has no such call and needs none: NTFS journals names. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  await using handle = await open(path, 'r')
  await handle.sync()
}
