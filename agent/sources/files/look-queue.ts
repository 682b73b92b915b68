/** Paths waiting to be looked at: each once, a few at a time, and a path that keeps changing only now and then. */

import type { Clock } from '#shared/time/clock.ts'

export interface LookQueueOptions {
  readonly clock: Clock
  readonly look: (path: string) => Promise<void>
  /** Looks under way at once; each holds a thread of the pool. */
  readonly atOnce: number
  /** A path that was looked at rests this long; what happens to it meanwhile is looked at once, afterwards. */
  readonly restMs: number
  /** More waiting paths than this are dropped, all of them, and `onFull` is told. */
  readonly most: number
  readonly onFull: () => void
}

export class LookQueue {
  readonly #options: LookQueueOptions
  readonly #waiting = new Set<string>()
  /** Resting paths, and whether they changed while they rest. */
  readonly #resting = new Map<string, boolean>()
  #underWay = 0

  constructor(options: LookQueueOptions) {
    this.#options = options
  }

  get waiting(): number {
    return this.#waiting.size
  }

  add(path: string): void {
    if (this.#resting.has(path)) {
      this.#resting.set(path, true)
      return
    }
    this.#waiting.add(path)
    if (this.#waiting.size > this.#options.most) {
      this.#waiting.clear()
      this.#options.onFull()
      return
    }
    this.#next()
  }

  clear(): void {
    this.#waiting.clear()
    this.#resting.clear()
  }

  #next(): void {
    if (this.#underWay >= this.#options.atOnce) return
    const [path] = this.#waiting
    if (path === undefined) return
    this.#waiting.delete(path)
    this.#rest(path)
    this.#underWay++
    void this.#options.look(path).finally(() => {
      this.#underWay--
      this.#next()
    })
  }

  #rest(path: string): void {
    this.#resting.set(path, false)
    this.#options.clock.after(this.#options.restMs, () => {
      const isChanged = this.#resting.get(path) === true
      this.#resting.delete(path)
      if (isChanged) this.add(path)
    })
  }
}
