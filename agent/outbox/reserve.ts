/** Disk space held for the day the disk is full, so that a report can be kept when nothing else can. */

import { join } from 'node:path'
import { errorFields } from '#shared/log.ts'
import type { Log } from '#shared/log.ts'
import { isNoSpace, writeAll } from './disk.ts'
import type { Disk } from './disk.ts'
import { reserveName, unfinishedName } from './file-names.ts'

export interface ReserveParts {
  readonly folder: string
  readonly disk: Disk
  readonly log: Log
  readonly bytes: number
  readonly stepBytes: number
  /** Bytes that no file system can compress or share away. */
  readonly random: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array
}

const chunkBytes = 64 * 1024

export class Reserve {
  readonly #parts: ReserveParts
  #filling: Promise<void> | undefined
  #stopped = false

  constructor(parts: ReserveParts) {
    this.#parts = parts
  }

  /** Makes the reserve whole where the disk has at least as much again to spare; it never takes a terminal's last space. */
  fill(): Promise<void> {
    this.#filling ??= this.#fill().finally(() => {
      this.#filling = undefined
    })
    return this.#filling
  }

  /** Gives one step back to the disk; false when all is given. */
  async release(): Promise<boolean> {
    const { folder, disk, stepBytes, log } = this.#parts
    if (this.#filling !== undefined) {
      // What it has taken so far is given back whole.
      this.#stopped = true
      await this.#filling
      this.#stopped = false
      return true
    }
    const path = join(folder, reserveName)
    try {
      const size = await disk.size(path)
      if (size === 0) return false
      const left = Math.max(0, size - stepBytes)
      await disk.truncate(path, left)
      log.warn('outbox/reserve-released', { left })
      return true
    } catch (error) {
      log.warn('outbox/reserve-not-released', errorFields(error))
      return false
    }
  }

  async close(): Promise<void> {
    this.#stopped = true
    await this.#filling
  }

  async #fill(): Promise<void> {
    const { folder, disk, bytes, log, random } = this.#parts
    const path = join(folder, reserveName)
    const unfinished = join(folder, unfinishedName(reserveName))
    try {
      const has = await disk.size(path).catch(() => 0)
      if (has >= bytes || (await disk.free(folder)) < 2 * bytes) return
      await disk.remove(unfinished)
      const file = await disk.create(unfinished)
      try {
        // One chunk, filled anew each time: a new one for each would be the agent's largest use of memory.
        const chunk = new Uint8Array(chunkBytes)
        for (let written = 0; written < bytes && !this.#stopped; written += chunkBytes)
          await writeAll(file, random(chunk.subarray(0, bytes - written)))
        await file.sync()
      } finally {
        await file.close()
      }
      if (this.#stopped) await disk.remove(unfinished)
      else await disk.rename(unfinished, path)
    } catch (error) {
      await disk.remove(unfinished).catch(() => {})
      if (!isNoSpace(error)) log.warn('outbox/reserve-not-filled', errorFields(error))
    }
  }
}
