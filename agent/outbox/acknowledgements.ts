/** Who waits for the office to have a record, and who wants to hear of every acknowledgement. */

import type { Clock } from '#shared/time/clock.ts'
import type { LaneState } from './outbox.ts'

interface Awaited {
  readonly epoch: string
  readonly sequence: number
}

interface Awaiting extends Awaited {
  finish(acknowledged: boolean): void
}

/** How far the latest epochs got, kept for questions that come after an epoch has left the disk. */
const rememberedEpochs = 64

export class Acknowledgements {
  readonly #clock: Clock
  readonly #awaiting = new Set<Awaiting>()
  readonly #listeners = new Set<(lane: LaneState) => void>()
  readonly #reached = new Map<string, number>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  onMoved(listener: (lane: LaneState) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  moved(state: LaneState): void {
    const { epoch, acknowledged } = state
    this.#reached.delete(epoch)
    this.#reached.set(epoch, acknowledged)
    const [oldest] = this.#reached.keys()
    if (this.#reached.size > rememberedEpochs && oldest !== undefined) this.#reached.delete(oldest)
    for (const awaiting of this.#awaiting)
      if (awaiting.epoch === epoch && awaiting.sequence <= acknowledged) awaiting.finish(true)
    for (const listener of this.#listeners) queueMicrotask(() => listener(state))
  }

  wait({ epoch, sequence }: Awaited, withinMs: number): Promise<boolean> {
    if ((this.#reached.get(epoch) ?? 0) >= sequence) return Promise.resolve(true)
    return new Promise((resolve) => {
      const awaiting: Awaiting = {
        epoch,
        sequence,
        finish: (acknowledged) => {
          cancel()
          this.#awaiting.delete(awaiting)
          resolve(acknowledged)
        },
      }
      const cancel = this.#clock.after(withinMs, () => awaiting.finish(false))
      this.#awaiting.add(awaiting)
    })
  }

  /** Whoever still waits hears "not acknowledged". */
  close(): void {
    for (const awaiting of this.#awaiting) awaiting.finish(false)
  }
}
