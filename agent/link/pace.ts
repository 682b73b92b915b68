/** A token bucket: how fast frames may leave, below what the office bears, so that a backlog is not taken for a flood. */

export interface Pace {
  readonly framesPerSecond: number
  readonly burst: number
}

export class TokenBucket {
  readonly #pace: Pace
  readonly #monotonic: () => number
  #tokens: number
  #at: number

  constructor(pace: Pace, monotonic: () => number) {
    this.#pace = pace
    this.#monotonic = monotonic
    this.#tokens = pace.burst
    this.#at = monotonic()
  }

  /** Takes one; the milliseconds to wait before it may be used. */
  take(): number {
    const { framesPerSecond, burst } = this.#pace
    const now = this.#monotonic()
    this.#tokens = Math.min(burst, this.#tokens + ((now - this.#at) / 1000) * framesPerSecond) - 1
    this.#at = now
    return this.#tokens >= 0 ? 0 : (-this.#tokens / framesPerSecond) * 1000
  }
}
