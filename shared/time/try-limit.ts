/** A limit on tries of a secret, counted per origin and never over all: nobody can lock out anybody else. */

export interface TryLimitOptions {
  readonly tries: number
  readonly withinMs: number
  /** Origins that are remembered; beyond it the one that tried longest ago is forgotten, so that memory is bounded and nobody is refused for lack of room. */
  readonly origins: number
  /** Milliseconds of a clock that never goes back. */
  readonly monotonic: () => number
}

/** 10 tries in 15 minutes, as the office's sign-in and the enrolment have it. */
export const tenInFifteenMinutes = { tries: 10, withinMs: 15 * 60_000, origins: 10_000 } as const

export class TryLimit {
  readonly #options: TryLimitOptions
  /** When each origin tried, oldest first; the map itself runs from the origin that tried longest ago. */
  readonly #tries = new Map<string, number[]>()

  constructor(options: TryLimitOptions) {
    this.#options = options
  }

  /** Takes one try, before the secret is looked at, so that parallel tries cannot slip past; false where none is left. */
  take(origin: string): boolean {
    const { tries, origins, monotonic } = this.#options
    const recent = this.#recent(origin)
    if (recent.length >= tries) return false
    this.#tries.delete(origin)
    this.#tries.set(origin, [...recent, monotonic()])
    if (this.#tries.size > origins) {
      const [oldest] = this.#tries.keys()
      if (oldest !== undefined) this.#tries.delete(oldest)
    }
    return true
  }

  /** A try that was right counts for nothing. */
  giveBack(origin: string): void {
    const recent = this.#recent(origin).slice(0, -1)
    if (recent.length === 0) this.#tries.delete(origin)
    else this.#tries.set(origin, recent)
  }

  #recent(origin: string): number[] {
    const { withinMs, monotonic } = this.#options
    const since = monotonic() - withinMs
    return (this.#tries.get(origin) ?? []).filter((at) => at > since)
  }
}

/** Whom a try counts against: an IPv4 address, or the /64 of an IPv6 one, since whoever has one address there has them all. */
export function originOfTries(address: string): string {
  const plain = address.toLowerCase().replace(/%.*$/, '')
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(plain)?.[1]
  if (mapped !== undefined) return mapped
  if (!plain.includes(':')) return plain
  const [head = '', tail] = plain.split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? [] : Array.from({ length: 8 - left.length - right.length }, () => '0')
  return `${[...left, ...zeros, ...right]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`
}
