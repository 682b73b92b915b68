/** The disk of this computer. Raw descriptors: a promise FileHandle costs another 20 µs a call. */

import * as fs from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat, statfs, truncate } from 'node:fs/promises'
import { promisify } from 'node:util'
import type { Disk, DiskFile } from './disk.ts'

const openFile = promisify(fs.open)
const writeBytes = promisify(fs.write)
const syncData = promisify(fs.fdatasync)
const closeFile = promisify(fs.close)

const ownerOnly = 0o600

export const nodeDisk: Disk = {
  async create(path) {
    const descriptor = await openFile(path, 'wx', ownerOnly)
    return nodeFile(descriptor)
  },
  async read(path, from = 0, length) {
    await using handle = await open(path, 'r')
    const wanted = length ?? Math.max(0, (await handle.stat()).size - from)
    const bytes = Buffer.allocUnsafe(wanted)
    let filled = 0
    while (filled < wanted) {
      const { bytesRead } = await handle.read(bytes, filled, wanted - filled, from + filled)
      if (bytesRead === 0) break
      filled += bytesRead
    }
    return bytes.subarray(0, filled)
  },
  async list(folder) {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    return readdir(folder)
  },
  size: async (path) => (await stat(path)).size,
  rename,
  async truncate(path, length) {
    await truncate(path, length)
    await syncPath(path, 'r+')
  },
  remove: (path) => rm(path, { force: true }),
  // Windows flushes only what is open for writing.
  syncFile: (path) => syncPath(path, 'r+'),
  async syncFolder(folder) {
    // Windows opens no folder; NTFS journals names by itself.
    if (process.platform !== 'win32') await syncPath(folder, 'r')
  },
  async free(folder) {
    const { bavail, bsize } = await statfs(folder)
    return bavail * bsize
  },
}

async function syncPath(path: string, flags: 'r' | 'r+'): Promise<void> {
  await using handle = await open(path, flags)
  await handle.sync()
}

function nodeFile(descriptor: number): DiskFile {
  return {
    write: async (bytes) => (await writeBytes(descriptor, bytes, 0, bytes.length, null)).bytesWritten,
    sync: () => syncData(descriptor),
    close: () => closeFile(descriptor),
  }
}
