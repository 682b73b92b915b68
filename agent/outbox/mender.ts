/** Mends what recovery or reading found damaged: puts a copy aside, keeps whole records anew, cuts the file, tells the office. */

import { join } from 'node:path'
import { errorFields } from '#shared/log.ts'
import type { Log } from '#shared/log.ts'
import type { Moment } from '#shared/domain/moment.ts'
import type { Lane as LaneName, RecordBody } from '#shared/protocol/record.ts'
import type { Damage } from './damage.ts'
import { writeAll } from './disk.ts'
import type { Disk } from './disk.ts'
import { damagedName, readName, segmentName } from './file-names.ts'
import type { Ordinal } from './file-names.ts'
import type { LaneSegment } from './lane.ts'
import type { Repair } from './recovery.ts'
import { readSegment } from './segment-format.ts'
import type { StoredRecord } from './segment-format.ts'

export interface MenderParts {
  readonly folder: string
  readonly disk: Disk
  readonly log: Log
  readonly now: () => number
  readonly keep: (lane: LaneName, body: RecordBody, moment?: Moment) => Promise<unknown>
  readonly onDamaged: (damage: Damage) => void
}

export class Mender {
  readonly #parts: MenderParts
  #mending: Promise<void> = Promise.resolve()

  constructor(parts: MenderParts) {
    this.#parts = parts
  }

  /** In this order a crash in between only means doing it again, and at worst sending a record twice. */
  async mend(lane: LaneName, { kind, ordinal, strays, cutTo, intact, lost }: Repair): Promise<void> {
    const { disk, log, keep, onDamaged } = this.#parts
    const path = this.#path(lane, ordinal)
    let aside: string | undefined
    let salvaged = 0
    try {
      if (kind === 'corrupt' || kind === 'no-header') aside = await this.#putAside(lane, ordinal)
      for (const { body, moment } of strays) {
        await keep(lane, body, moment)
        salvaged++
      }
      if (lost > 0) await this.#tell(lane, lost, strays)
      if (cutTo === 0) await disk.remove(path)
      else if (kind !== 'unreadable') await disk.truncate(path, cutTo)
    } catch (error) {
      log.error('outbox/not-mended', { lane, ordinal, ...errorFields(error) })
    }
    onDamaged({ kind, lane, file: segmentName(lane, ordinal), aside, intact, salvaged, lost })
  }

  /** Records from `from` on could not be read back while the outbox was at work. */
  mendSegment(lane: LaneName, segment: LaneSegment, from: number, unread: number): void {
    this.#mending = this.#mending.then(async () => {
      const strays = await this.#straysOf(lane, segment, from, unread)
      const kind = strays.length > 0 ? 'corrupt' : 'unreadable'
      const { ordinal, end: cutTo } = segment
      return this.mend(lane, { kind, ordinal, strays, cutTo, intact: from - 1, lost: unread - strays.length })
    })
  }

  settled(): Promise<void> {
    return this.#mending
  }

  /** Removes what has no use any more: files that were not finished, cursors without a segment, the oldest damaged ones. */
  async sweep(names: readonly string[], damagedFiles: number): Promise<void> {
    const { folder, disk, log } = this.#parts
    const damaged = names.filter((name) => readName(name)?.kind === 'damaged').toSorted()
    const tooMany = damaged.slice(0, Math.max(0, damaged.length - damagedFiles))
    const useless = names.filter((name) => {
      const file = readName(name)
      if (file?.kind === 'unfinished') return true
      return file?.kind === 'cursor' && !names.includes(segmentName(file.lane, file.ordinal))
    })
    for (const name of [...useless, ...tooMany])
      await disk.remove(join(folder, name)).catch((error: unknown) => log.warn('outbox/not-swept', errorFields(error)))
  }

  #path(lane: LaneName, ordinal: Ordinal): string {
    return join(this.#parts.folder, segmentName(lane, ordinal))
  }

  async #straysOf(
    lane: LaneName,
    { ordinal }: LaneSegment,
    from: number,
    unread: number,
  ): Promise<readonly StoredRecord[]> {
    try {
      const content = readSegment(await this.#parts.disk.read(this.#path(lane, ordinal)))
      if (content.verdict === 'newer-format') return []
      return content.strays.filter(({ sequence }) => sequence >= from && sequence < from + unread)
    } catch (error) {
      this.#parts.log.error('outbox/segment-unreadable', errorFields(error))
      return []
    }
  }

  async #tell(lane: LaneName, dropped: number, strays: readonly StoredRecord[]): Promise<void> {
    const at = strays[0]?.moment.at ?? this.#parts.now()
    await this.#parts.keep('summary', { kind: 'dropped', lane, dropped, from: at, to: at })
  }

  async #putAside(lane: LaneName, ordinal: Ordinal): Promise<string> {
    const { folder, disk } = this.#parts
    const name = damagedName(lane, ordinal)
    await disk.remove(join(folder, name))
    const file = await disk.create(join(folder, name))
    try {
      await writeAll(file, await disk.read(this.#path(lane, ordinal)))
      await file.sync()
    } finally {
      await file.close()
    }
    await disk.syncFolder(folder)
    return name
  }
}
