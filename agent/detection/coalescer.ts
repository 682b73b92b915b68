/** Keeps the open alerts and sends held updates in time; what is folded and when is decided in `coalesce.ts`. */

import type { Cancel, Clock } from '#shared/time/clock.ts'
import type { CoalesceLimits, Folded, Folding, OpenAlerts, Outgoing } from './coalesce.ts'
import { coalesceLimits, flush, fold, nextFlushAt } from './coalesce.ts'
import type { Judged } from './engine.ts'

export interface CoalescerOptions extends Pick<Folding, 'drill' | 'random' | 'randomUnit'> {
  readonly clock: Clock
  readonly limits?: CoalesceLimits
}

export class Coalescer {
  readonly #clock: Clock
  readonly #folding: Folding
  #open: OpenAlerts = new Map()
  #onOutgoing: (outgoing: Outgoing) => void = () => {}
  #cancel: Cancel = () => {}
  #signal: AbortSignal | undefined

  constructor({ clock, limits = coalesceLimits, drill, random, randomUnit }: CoalescerOptions) {
    this.#clock = clock
    this.#folding = { ...limits, drill, random, randomUnit }
  }

  start(onOutgoing: (outgoing: Outgoing) => void, signal: AbortSignal): void {
    this.#onOutgoing = onOutgoing
    this.#signal = signal
    signal.addEventListener('abort', () => this.#cancel(), { once: true })
  }

  /** A first detection is handed on before this returns. */
  add(judged: Judged): void {
    this.#take(fold(this.#open, judged, this.#folding))
  }

  #take({ open, out }: Folded): void {
    this.#open = open
    this.#cancel()
    const at = nextFlushAt(open, this.#folding)
    if (at !== undefined && this.#signal?.aborted === false) {
      const now = this.#clock.monotonic()
      this.#cancel = this.#clock.after(Math.max(0, at - now), () =>
        this.#take(flush(this.#open, this.#clock.monotonic(), this.#folding)),
      )
    }
    for (const outgoing of out) this.#onOutgoing(outgoing)
  }
}
