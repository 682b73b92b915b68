// A clock that moves only when the test says so; what waits on it runs in the order in which it is due.
import type { Cancel, Clock } from '#shared/time/clock.ts'

interface Waiting {
  readonly dueMs: number
  readonly task: () => void
}

export class ManualClock implements Clock {
  readonly id: string
  #wall: number
  #monotonicMs = 0
  #waiting: Waiting[] = []

  /** Another `id` is another boot. */
  constructor(wall = Date.UTC(2026, 10, 22, 6), id = 'manual') {
    this.#wall = wall
    this.id = id
  }

  now(): number {
    return this.#wall + this.#monotonicMs
  }

  monotonic(): number {
    return this.#monotonicMs
  }

  after(ms: number, task: () => void): Cancel {
    const waiting = { dueMs: this.#monotonicMs + ms, task }
    this.#waiting.push(waiting)
    return () => {
      this.#waiting = this.#waiting.filter((other) => other !== waiting)
    }
  }

  /** Time passes; between two tasks promises get their turn. */
  async advance(ms: number): Promise<void> {
    const until = this.#monotonicMs + ms
    for (;;) {
      const due = this.#waiting.filter(({ dueMs }) => dueMs <= until).toSorted((a, b) => a.dueMs - b.dueMs)[0]
      if (due === undefined) break
      this.#waiting = this.#waiting.filter((other) => other !== due)
      this.#monotonicMs = Math.max(this.#monotonicMs, due.dueMs)
      due.task()
      await new Promise((resolve) => setImmediate(resolve))
    }
    this.#monotonicMs = until
    await new Promise((resolve) => setImmediate(resolve))
  }

  /** Somebody sets the wall clock; what waits does not notice. */
  setWall(at: number): void {
    this.#wall = at - this.#monotonicMs
  }
}
