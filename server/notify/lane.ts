/** One recipient's way out on one channel: one notice after the other, each stored before and after, tried again within bounds; nobody else waits for it. */

import { errorFields } from '#shared/log.ts'
import type { Log } from '#shared/log.ts'
import { backoffMs } from '#shared/time/backoff.ts'
import type { Cancel, Clock } from '#shared/time/clock.ts'
import type { Delivery, DeliveryProgress, DeliveryStore } from '../store/deliveries.ts'
import { failed } from './channels/channel.ts'
import type { Channel, Message, Sent } from './channels/channel.ts'

export interface LaneParts {
  readonly channel: Channel
  /** Mail address or number, as it is now. */
  readonly to: () => string
  /** A telephone in a pocket: there many notices become one message, and messages keep a distance. A machine gets each. */
  readonly toPerson: boolean
  readonly store: Pick<DeliveryStore, 'progress'>
  /** Whether it is still news: nobody took over, nothing was withdrawn or reported. */
  readonly wanted: (row: Delivery) => boolean
  readonly messageOf: (rows: readonly [Delivery, ...Delivery[]]) => Message | undefined
  /** The newest state of a row, for those who keep them. */
  readonly onProgress: (row: Delivery) => void
  readonly clock: Clock
  readonly log: Log
  /** Yields [0, 1). */
  readonly random: () => number
}

/** How long a channel may take. */
const sendLimitMs = 15_000
export const maxTries = 6
/** More than this waiting at once go out as one message: in a storm, or after an outage, a telephone stays usable. */
const foldedAbove = 5
/** Between two messages to a person, and after one that told of several. */
const distanceMs = { one: 2_000, several: 30_000 }
const backoff = { baseMs: 5_000, capMs: 120_000 }
/** When a row cannot be stored, nothing is sent; then this is how long until the next try. */
const storeAgainMs = 5_000

export class Lane {
  readonly #parts: LaneParts
  readonly #stop = new AbortController()
  #rows: readonly Delivery[] = []
  /** What became of rows and could not be stored yet; nothing is sent before it is, so that no row goes out twice for want of space. */
  readonly #owed = new Map<string, Delivery>()
  #failures = 0
  /** Not before this, on the monotonic clock. */
  #notBefore = 0
  #running: Promise<void> | undefined
  #asked = false
  #cancel: Cancel = () => {}

  constructor(parts: LaneParts) {
    this.#parts = parts
  }

  put(rows: readonly Delivery[]): void {
    this.#rows = [...this.#rows, ...rows]
    this.wake()
  }

  /** Looks whether there is something to do; costs nothing where there is not. */
  wake(): void {
    // Whoever asks while a run comes to its end is heard when it has.
    if (this.#running) this.#asked = true
    if (this.#running || this.#stop.signal.aborted || this.#rows.length + this.#owed.size === 0) return
    this.#asked = false
    this.#running = this.#run().finally(() => {
      this.#running = undefined
      if (this.#asked) this.wake()
    })
  }

  /** What is on its way may come to its end for a moment; what is cut off stays `sending` and is told as that at the next start. */
  async close(graceMs: number): Promise<void> {
    this.#cancel()
    if (this.#running) {
      const cut = this.#parts.clock.after(graceMs, () => this.#stop.abort())
      this.#rows = []
      await this.#running
      cut()
    }
    this.#stop.abort()
  }

  async #run(): Promise<void> {
    try {
      await this.#pay()
      for (;;) {
        await this.#endUnwanted()
        const [first, ...others] = this.#rows
        if (!first) return
        const leftMs = this.#notBefore - this.#parts.clock.monotonic()
        if (leftMs > 0) return this.#later(leftMs)
        await this.#send(this.#parts.toPerson && others.length >= foldedAbove ? [first, ...others] : [first])
      }
    } catch (error) {
      this.#parts.log.error('notify/not-stored', errorFields(error))
      this.#later(storeAgainMs)
    }
  }

  #later(ms: number): void {
    this.#cancel()
    this.#cancel = this.#parts.clock.after(ms, () => this.wake())
  }

  async #endUnwanted(): Promise<void> {
    const unwanted = this.#rows.filter((row) => !this.#parts.wanted(row))
    if (unwanted.length > 0) await this.#settle(unwanted, () => ({ state: 'stopped' }))
  }

  async #send(rows: readonly [Delivery, ...Delivery[]]): Promise<void> {
    const { channel, to, toPerson, messageOf, clock } = this.#parts
    const message = messageOf(rows)
    if (!message) return this.#settle(rows, () => ({ state: 'failed', reason: 'nothing-to-say' }))
    // Stored first: whatever happens from here on, the next start knows that it may have gone out.
    const sending = this.#changed(rows, ({ tries }) => ({ state: 'sending', tries: tries + 1 }))
    await this.#parts.store.progress(sending.map(progressOf))
    const sent = await limited((signal) => channel.send(message, to(), signal), clock, this.#stop.signal)
    if (this.#stop.signal.aborted) return
    if (sent.outcome === 'delivered') {
      this.#failures = 0
      if (toPerson) this.#notBefore = clock.monotonic() + distanceMs[rows.length > 1 ? 'several' : 'one']
      const reason = rows.length > 1 ? `together with ${rows.length - 1} others` : undefined
      await this.#settle(sending, () => ({ state: 'delivered', reason }))
    } else await this.#failed(sending, sent)
  }

  async #failed(rows: readonly Delivery[], { reason, retry }: Extract<Sent, { outcome: 'failed' }>): Promise<void> {
    const { channel, clock, log, random } = this.#parts
    this.#notBefore = clock.monotonic() + backoffMs(++this.#failures, backoff, random)
    const over = ({ tries, again }: Delivery) => retry === 'never' || tries >= maxTries || (retry === 'once' && again)
    const [first] = rows.filter(over)
    if (first) log.error('notify/not-delivered', { channel: channel.name, reason, first: first.id })
    await this.#settle(rows, (row) =>
      over(row) ? { state: 'failed', reason } : { state: 'due', again: row.again || retry === 'once', reason },
    )
  }

  /** What happened has happened, stored or not: a row that has ended leaves the lane even where its end cannot be stored yet. */
  async #settle(rows: readonly Delivery[], change: (row: Delivery) => Partial<DeliveryProgress>): Promise<void> {
    for (const row of this.#changed(rows, change)) {
      this.#owed.set(row.id, row)
      this.#parts.onProgress(row)
    }
    this.#rows = this.#rows.map((row) => this.#owed.get(row.id) ?? row).filter(({ state }) => state === 'due')
    await this.#pay()
  }

  #changed(rows: readonly Delivery[], change: (row: Delivery) => Partial<DeliveryProgress>): readonly Delivery[] {
    return rows.map((row) => ({ ...row, ...change(row), changedAt: this.#parts.clock.now() }))
  }

  async #pay(): Promise<void> {
    if (this.#owed.size === 0) return
    await this.#parts.store.progress([...this.#owed.values()].map(progressOf))
    this.#owed.clear()
  }
}

const progressOf = ({ id, state, tries, again, changedAt, reason }: Delivery): DeliveryProgress => ({
  id,
  state,
  tries,
  again,
  changedAt,
  ...(reason === undefined ? {} : { reason: reason.slice(0, 200) }),
})

/** A channel that hangs, throws or does not hear the signal is a failure like any other. */
async function limited(send: (signal: AbortSignal) => Promise<Sent>, clock: Clock, stop: AbortSignal): Promise<Sent> {
  const time = new AbortController()
  const cancel = clock.after(sendLimitMs, () => time.abort())
  const signal = AbortSignal.any([stop, time.signal])
  const ended = Promise.withResolvers<Sent>()
  signal.addEventListener('abort', () => ended.resolve(failed('timed-out', 'once')))
  try {
    return await Promise.race([send(signal), ended.promise])
  } catch {
    return failed('channel-threw', 'once')
  } finally {
    cancel()
  }
}
