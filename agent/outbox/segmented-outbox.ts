/** The outbox (发件箱) on append-only segments: three lanes, each written, read back, acknowledged and bounded by itself. */

import type { Moment } from '#shared/domain/moment.ts'
import { errorFields } from '#shared/log.ts'
import type { Log } from '#shared/log.ts'
import { lanes } from '#shared/protocol/record.ts'
import type { Lane as LaneName, RecordBody } from '#shared/protocol/record.ts'
import { uuid7 } from '#shared/text/uuid7.ts'
import type { Clock } from '#shared/time/clock.ts'
import { Acknowledgements } from './acknowledgements.ts'
import type { Damage } from './damage.ts'
import type { Disk } from './disk.ts'
import { Lane } from './lane.ts'
import type { LaneSegment } from './lane.ts'
import { LaneWriter } from './lane-writer.ts'
import { Mender } from './mender.ts'
import { outboxLimits } from './outbox-limits.ts'
import type { OutboxLimits } from './outbox-limits.ts'
import type { KeptRecord, LaneState, Outbox } from './outbox.ts'
import { recoverLane } from './recovery.ts'
import type { RecoveredLane } from './recovery.ts'
import { Reserve } from './reserve.ts'
import { takeable } from './takeable.ts'

export interface OutboxParts {
  readonly folder: string
  readonly disk: Disk
  readonly clock: Clock
  readonly log: Log
  /** Fills with random bytes, as `crypto.getRandomValues` does. */
  readonly random: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array
  readonly limits?: Partial<OutboxLimits> | undefined
  /** Told once for each damage, at opening and later; `damageFault` makes of it what a person must see. */
  readonly onDamaged: (damage: Damage) => void
}

/** Reads back what is on disk, mends it, and begins a new epoch for what will be kept. Rejects only where the folder itself cannot be used. */
export async function openOutbox(parts: OutboxParts): Promise<Outbox> {
  const { folder, disk, onDamaged } = parts
  const names = await disk.list(folder)
  const recovered = {
    urgent: await recoverLane(parts, 'urgent', names),
    summary: await recoverLane(parts, 'summary', names),
    telemetry: await recoverLane(parts, 'telemetry', names),
  }
  const outbox = new SegmentedOutbox(parts, recovered)
  for (const { damages } of Object.values(recovered)) for (const damage of damages) onDamaged(damage)
  await outbox.begin(recovered, names)
  return outbox
}

interface LanePair {
  readonly lane: Lane
  readonly writer: LaneWriter
}

type Recovered = Readonly<Record<LaneName, RecoveredLane>>

class SegmentedOutbox implements Outbox {
  readonly #parts: OutboxParts
  readonly #limits: OutboxLimits
  readonly #reserve: Reserve
  readonly #mender: Mender
  readonly #lanes: Readonly<Record<LaneName, LanePair>>
  readonly #acknowledgements: Acknowledgements
  readonly #keptListeners = new Set<(record: KeptRecord) => void>()

  constructor(parts: OutboxParts, recovered: Recovered) {
    this.#parts = parts
    this.#limits = { ...outboxLimits, ...parts.limits }
    this.#reserve = new Reserve({
      ...parts,
      bytes: this.#limits.reserveBytes,
      stepBytes: this.#limits.reserveStepBytes,
    })
    this.#mender = new Mender({ ...parts, now: () => parts.clock.now(), keep: this.keep.bind(this) })
    this.#acknowledgements = new Acknowledgements(parts.clock)
    this.#lanes = {
      urgent: this.#pair('urgent', recovered.urgent),
      summary: this.#pair('summary', recovered.summary),
      telemetry: this.#pair('telemetry', recovered.telemetry),
    }
  }

  async begin(recovered: Recovered, names: readonly string[]): Promise<void> {
    for (const name of lanes) for (const repair of recovered[name].repairs) await this.#mender.mend(name, repair)
    for (const name of lanes) await this.#prune(name)
    await this.#mender.sweep(names, this.#limits.damagedFiles)
    void this.#reserve.fill()
  }

  async keep(lane: LaneName, body: RecordBody, moment: Moment = this.#moment()): Promise<KeptRecord> {
    return this.#lanes[lane].writer.keep(takeable(body), moment)
  }

  lanes(): readonly LaneState[] {
    return lanes.map((name) => this.#lanes[name].lane.state())
  }

  after(lane: LaneName, sequence: number, limit: number): Promise<readonly KeptRecord[]> {
    return this.#lanes[lane].lane.after(sequence, limit)
  }

  async acknowledge(epoch: string, sequence: number): Promise<void> {
    for (const name of lanes) {
      const { lane } = this.#lanes[name]
      const segment = lane.acknowledge(epoch, sequence)
      if (segment === undefined) continue
      this.#acknowledgements.moved(lane.stateOf(segment))
      await lane.saveCursor(segment)
      await this.#prune(name)
    }
  }

  acknowledged({ epoch, sequence }: Pick<KeptRecord, 'epoch' | 'sequence'>, withinMs: number): Promise<boolean> {
    const held = lanes.map((name) => this.#lanes[name].lane.segmentOf(epoch)).find((segment) => segment !== undefined)
    if (held !== undefined && held.acknowledged >= sequence) return Promise.resolve(true)
    return this.#acknowledgements.wait({ epoch, sequence }, withinMs)
  }

  recent(limit: number): Promise<readonly KeptRecord[]> {
    return this.#lanes.urgent.lane.latest(limit)
  }

  onKept(listener: (record: KeptRecord) => void): () => void {
    this.#keptListeners.add(listener)
    return () => this.#keptListeners.delete(listener)
  }

  onAcknowledged(listener: (lane: LaneState) => void): () => void {
    return this.#acknowledgements.onMoved(listener)
  }

  pending(): number {
    return lanes.reduce((sum, name) => sum + this.#lanes[name].lane.pending(), 0)
  }

  async close(): Promise<void> {
    await this.#mender.settled()
    await this.#reserve.close()
    // Telemetry first: making room for it may keep a tombstone in summary.
    for (const name of lanes.toReversed()) {
      await this.#lanes[name].writer.close()
      await this.#lanes[name].lane.settled()
    }
    this.#acknowledgements.close()
  }

  #moment(): Moment {
    const { clock } = this.#parts
    return { at: clock.now(), clockId: clock.id, monotonicMs: clock.monotonic() }
  }

  #pair(name: LaneName, { segments, nextOrdinal, anchor }: RecoveredLane): LanePair {
    const { clock, random } = this.#parts
    const parts = {
      ...this.#parts,
      name,
      newEpoch: () => uuid7(clock.now(), random),
      onUnreadable: (segment: LaneSegment, from: number, unread: number) =>
        this.#mender.mendSegment(name, segment, from, unread),
    }
    const lane = new Lane(parts, segments, nextOrdinal, anchor)
    const writer = new LaneWriter({
      ...this.#parts,
      limits: this.#limits,
      lane,
      makeRoom: (where, bytes) => this.#makeRoom(name, where, bytes),
      onDurable: (record) => {
        // On their own turn: what a listener throws is its own bug and must not reach the writer.
        for (const listener of this.#keptListeners) queueMicrotask(() => listener(record))
      },
    })
    return { lane, writer }
  }

  async #makeRoom(name: LaneName, where: 'quota' | 'disk', bytes: number): Promise<boolean> {
    try {
      if (where === 'disk') return name === 'urgent' && (await this.#reserve.release())
      if (name === 'urgent') return await this.#forgetDone()
      return name === 'telemetry' && bytes <= this.#limits.laneBytes[name] && (await this.#dropOldest(name))
    } catch (error) {
      this.#parts.log.error('outbox/no-room-made', { lane: name, ...errorFields(error) })
      return false
    }
  }

  async #forgetDone(): Promise<boolean> {
    const { lane } = this.#lanes.urgent
    const [done] = lane.done()
    if (done) await lane.remove(done)
    return done !== undefined
  }

  async #dropOldest(name: LaneName): Promise<boolean> {
    const { lane } = this.#lanes[name]
    const oldest = lane.oldest()
    if (oldest === undefined) {
      if (lane.writing.offsets.length === 0) return false
      lane.begin()
      return true
    }
    const { offsets, acknowledged, firstAt: from, lastAt: to } = oldest
    const dropped = offsets.length - acknowledged
    // The tombstone is durable first: should the power fail between the two, the office hears of a loss that did not happen, never the reverse.
    if (dropped > 0) await this.keep('summary', { kind: 'dropped', lane: name, dropped, from, to })
    await lane.remove(oldest)
    return true
  }

  /** Deletes what the office has in full; of the urgent lane it stays a while for the operator's recent list. */
  async #prune(name: LaneName): Promise<void> {
    const { lane } = this.#lanes[name]
    const { retainedBytes, retainedForMs, retainedSegments } = this.#limits
    const done = lane.done()
    let bytes = done.reduce((sum, { end }) => sum + end, 0)
    let count = done.length
    for (const segment of done) {
      const old = this.#parts.clock.now() - segment.lastAt > retainedForMs
      const retained = name === 'urgent' && segment.offsets.length > 0
      if (retained && !old && bytes <= retainedBytes && count <= retainedSegments) break
      try {
        await lane.remove(segment)
      } catch (error) {
        this.#parts.log.warn('outbox/segment-not-removed', errorFields(error))
      }
      bytes -= segment.end
      count--
    }
    if (count < done.length) void this.#reserve.fill()
  }
}
