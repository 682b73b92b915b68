// The agent around the counter, small but real: an outbox in memory, a link and a response that a test moves, all durable only when they say so.
import { webcrypto } from 'node:crypto'
import { systemClock } from '#agent/machine/clock.ts'
import type { Countdown, EvidenceProgress } from '#agent/panel/panel-state.ts'
import type { Kept, Keeper, LaneCursor, Line, LinkSight, Outcome, Response, Standing } from '#agent/panel/ports.ts'
import type { Alert } from '#shared/domain/alert.ts'
import type { Isolation } from '#shared/domain/isolation.ts'
import { Fault, type FaultCode } from '#shared/fault.ts'
import type { RecordBody } from '#shared/protocol/record.ts'
import type { Clock } from '#shared/time/clock.ts'

/** For what waits for the kernel: sockets and files keep the machine's own time. */
export const machineClock: Clock = systemClock()

export const epoch = '0190a000-0000-7000-8000-00000000e90c'

/** An outbox whose records survive a restart of everything around it; `breakWith` makes its disk fail. */
export class MemoryKeeper implements Keeper {
  readonly records: Kept[] = []
  breakWith: FaultCode | undefined
  /** Runs after a record is durable and before anybody is told: where a kill hurts most. */
  afterDurable: () => void = () => {}
  #acknowledged = 0
  #kept = new Set<(record: Kept) => void>()
  #moved = new Set<(lane: LaneCursor) => void>()
  readonly #clock: Clock

  constructor(clock: Clock) {
    this.#clock = clock
  }

  async keep(lane: Kept['lane'], body: RecordBody): Promise<Kept> {
    await Promise.resolve()
    if (this.breakWith !== undefined) throw new Fault(this.breakWith, 'the test broke the disk')
    const { now, monotonic, id } = { now: this.#clock.now(), monotonic: this.#clock.monotonic(), id: this.#clock.id }
    const moment = { at: now, clockId: id, monotonicMs: monotonic }
    const record: Kept = { lane, epoch, sequence: this.records.length + 1, moment, body }
    this.records.push(record)
    this.afterDurable()
    for (const listener of this.#kept) listener(record)
    return record
  }

  async recent(limit: number): Promise<readonly Kept[]> {
    return Promise.resolve(this.records.slice(-limit))
  }

  lanes(): readonly LaneCursor[] {
    return [{ lane: 'urgent', epoch, acknowledged: this.#acknowledged }]
  }

  pending(): number {
    return this.records.length - this.#acknowledged
  }

  onKept(listener: (record: Kept) => void): () => void {
    this.#kept.add(listener)
    return () => this.#kept.delete(listener)
  }

  onAcknowledged(listener: (lane: LaneCursor) => void): () => void {
    this.#moved.add(listener)
    return () => this.#moved.delete(listener)
  }

  /** The office has everything. */
  acknowledgeAll(): void {
    this.#acknowledged = this.records.length
    for (const listener of this.#moved) for (const lane of this.lanes()) listener(lane)
  }

  bodies(kind: RecordBody['kind']): RecordBody[] {
    return this.records.map(({ body }) => body).filter((body) => body.kind === kind)
  }
}

export class SteadyLine implements Line {
  sight: LinkSight = { kind: 'connecting', attempt: 1 }
  hurries = 0
  #listeners = new Set<() => void>()
  state(): LinkSight {
    return this.sight
  }
  onState(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
  hurry(): void {
    this.hurries++
  }
  become(sight: LinkSight): void {
    this.sight = sight
    for (const listener of this.#listeners) listener()
  }
}

/** Does at once what it is asked and remembers it. */
export class RecordingResponse implements Response {
  readonly asked: string[] = []
  readonly pressedFor: Alert[] = []
  isolated: Isolation | undefined
  counting: Countdown | undefined
  progress: EvidenceProgress | undefined
  outcome: Outcome = { ok: true }
  isolation(): Isolation | undefined {
    return this.isolated
  }
  countdown(): Countdown | undefined {
    return this.counting
  }
  evidence(): EvidenceProgress | undefined {
    return this.progress
  }
  lease(): undefined {
    return undefined
  }
  pressed(alert: Alert): void {
    this.pressedFor.push(alert)
  }
  async cut({ by, because }: Parameters<Response['cut']>[0]): Promise<Outcome> {
    return Promise.resolve(this.#did(`cut by ${by.kind === 'operator' ? by.account : by.kind}: ${because}`))
  }
  async release({ by, because }: Parameters<Response['release']>[0]): Promise<Outcome> {
    return Promise.resolve(this.#did(`release by ${by.kind === 'operator' ? by.account : by.kind}: ${because}`))
  }
  postpone(alert: string, postponement: string): Outcome {
    return this.#did(`postpone ${alert} ${postponement}`)
  }
  withdraw(alert: string): Outcome {
    return this.#did(`withdraw ${alert}`)
  }
  onChange(): () => void {
    return () => {}
  }
  #did(what: string): Outcome {
    this.asked.push(what)
    return this.outcome
  }
}

export const calmStanding: Standing = {
  enrolled: true,
  started: true,
  office: { name: '璧山区医保局', phone: '023-4141 0000' },
  endpoint: { number: 'BS-0412-01', name: '收银1号', institution: '璧山区某某大药房' },
  officeOffsetMs: 0,
  afterPress: 'countdown',
  countdownSeconds: 30,
  rehearsal: false,
  sources: [{ source: 'files', state: 'full', because: '' }],
  faults: [],
}

export const randomBytes = (bytes: Uint8Array<ArrayBuffer>): Uint8Array => webcrypto.getRandomValues(bytes)
