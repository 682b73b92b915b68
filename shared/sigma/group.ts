/** What a correlation remembers of one group: as little as its question needs, so that thousands of groups stay small. */

import type { Bound, SigmaCorrelation } from './correlation.ts'

/** What one matched event adds. */
export interface Contribution {
  readonly at: number
  /** Place of its rule in the correlation's list. */
  readonly position: number
  /** Of the field that is counted; nothing where the event lacks it. */
  readonly value: string | undefined
}

export interface Group {
  /** When it was last put in its place in the order of age. */
  placedAt: number
  add(contribution: Contribution): void
  /** What the correlation asks for, in the window that ends then. */
  measure(at: number): number
  /** When the first of those began that are in the window. */
  since(): number
}

/** Room for the first few: an array that grows from nothing begins with seventeen places. */
const room = (keep: number): number[] => Array.from({ length: Math.min(keep, roomAtFirst) }, () => 0)
const roomAtFirst = 6

/** A window that gives the count only as far as is asked for: past the highest bound nothing changes any more. */
class Counted implements Group {
  placedAt: number
  readonly #times: number[]
  #count = 0
  #next = 0
  readonly #keep: number
  readonly #spanMs: number

  constructor(at: number, keep: number, spanMs: number) {
    this.placedAt = at
    this.#keep = keep
    this.#spanMs = spanMs
    this.#times = room(keep)
  }

  add({ at }: Contribution): void {
    this.#times[this.#next] = at
    this.#next = (this.#next + 1) % this.#keep
    if (this.#count < this.#keep) this.#count++
  }

  measure(at: number): number {
    const times = this.#times
    // Usually all are in the window: the oldest decides.
    const oldest = this.#count < this.#keep ? times[0] : times[this.#next]
    if (oldest !== undefined && oldest >= at - this.#spanMs) return this.#count
    let count = 0
    for (let i = 0; i < this.#count; i++) if ((times[i] ?? 0) >= at - this.#spanMs) count++
    return count
  }

  since(): number {
    return Math.min(...this.#times.slice(0, this.#count))
  }
}

/** Distinct values, each with when it was last seen. */
class Distinct implements Group {
  placedAt: number
  readonly #values: string[]
  readonly #times: number[]
  #count = 0
  readonly #keep: number
  readonly #spanMs: number

  constructor(at: number, keep: number, spanMs: number) {
    this.placedAt = at
    this.#keep = keep
    this.#spanMs = spanMs
    this.#values = room(keep).map(() => '')
    this.#times = room(keep)
  }

  add({ at, value }: Contribution): void {
    if (value === undefined) return
    const place = this.#placeOf(value)
    this.#values[place] = value
    this.#times[place] = at
  }

  measure(at: number): number {
    let count = 0
    for (let i = 0; i < this.#count; i++) if ((this.#times[i] ?? 0) >= at - this.#spanMs) count++
    return count
  }

  since(): number {
    return Math.min(...this.#times.slice(0, this.#count))
  }

  /** Where it is; else the next free place, or that of the value that was not seen for longest. */
  #placeOf(value: string): number {
    const known = this.#values.indexOf(value)
    if (known >= 0 && known < this.#count) return known
    if (this.#count < this.#keep) return this.#count++
    return this.#times.indexOf(Math.min(...this.#times))
  }
}

/** Numbers in the window; the oldest are forgotten past `samplesAtMost`, which a correlation says nothing finer about. */
class Sampled implements Group {
  placedAt: number
  readonly #times: number[] = []
  readonly #numbers: number[] = []
  readonly #measure: (numbers: readonly number[]) => number
  readonly #spanMs: number

  constructor(at: number, measure: (numbers: readonly number[]) => number, spanMs: number) {
    this.placedAt = at
    this.#measure = measure
    this.#spanMs = spanMs
  }

  add({ at, value }: Contribution): void {
    const number = value === undefined || value.trim() === '' ? Number.NaN : Number(value)
    if (Number.isFinite(number)) {
      this.#times.push(at)
      this.#numbers.push(number)
    }
    this.#forget(at)
  }

  measure(at: number): number {
    this.#forget(at)
    return this.#numbers.length === 0 ? Number.NaN : this.#measure(this.#numbers)
  }

  #forget(at: number): void {
    const stale = this.#times.findIndex((time) => time >= at - this.#spanMs)
    const drop = Math.max(stale < 0 ? this.#times.length : stale, this.#times.length - samplesAtMost)
    this.#times.splice(0, drop)
    this.#numbers.splice(0, drop)
  }

  since(): number {
    return this.#times[0] ?? this.placedAt
  }
}

const samplesAtMost = 1_000

/** How many of the rules were seen within the window, in any order. */
class Together implements Group {
  placedAt: number
  readonly #last: number[]
  readonly #spanMs: number

  constructor(at: number, rules: number, spanMs: number) {
    this.placedAt = at
    this.#last = Array.from({ length: rules }, () => -Infinity)
    this.#spanMs = spanMs
  }

  add({ at, position }: Contribution): void {
    this.#last[position] = at
  }

  measure(at: number): number {
    let count = 0
    for (const time of this.#last) if (time >= at - this.#spanMs) count++
    return count
  }

  since(): number {
    return Math.min(...this.#last.filter(Number.isFinite))
  }
}

/** How far the rules were seen one after the other, in their order. By rule: the latest beginning of a chain that ends in it. */
class InOrder implements Group {
  placedAt: number
  readonly #began: number[]
  readonly #spanMs: number

  constructor(at: number, rules: number, spanMs: number) {
    this.placedAt = at
    this.#began = Array.from({ length: rules }, () => -Infinity)
    this.#spanMs = spanMs
  }

  add({ at, position }: Contribution): void {
    const began = position === 0 ? at : (this.#began[position - 1] ?? -Infinity)
    if (began >= at - this.#spanMs) this.#began[position] = began
  }

  measure(at: number): number {
    return 1 + this.#began.findLastIndex((began) => began >= at - this.#spanMs)
  }

  since(): number {
    return this.#began.findLast(Number.isFinite) ?? this.placedAt
  }
}

/** Makes groups of one correlation. */
export function groupMaker(correlation: SigmaCorrelation): (at: number) => Group {
  const { type, rules, timespanMs, bounds, percentile = 50 } = correlation
  // One more than the highest bound is "more than that".
  const keep = Math.max(1, ...bounds.map(({ to }) => Math.floor(to) + 1))
  switch (type) {
    case 'event_count':
      return (at) => new Counted(at, hasUpperBound(bounds) ? keep : leastCount(bounds), timespanMs)
    case 'value_count':
      return (at) => new Distinct(at, hasUpperBound(bounds) ? keep : leastCount(bounds), timespanMs)
    case 'value_sum':
      return (at) => new Sampled(at, sum, timespanMs)
    case 'value_avg':
      return (at) => new Sampled(at, (numbers) => sum(numbers) / numbers.length, timespanMs)
    case 'value_percentile':
      return (at) => new Sampled(at, (numbers) => percentileOf(numbers, percentile), timespanMs)
    case 'temporal':
      return (at) => new Together(at, rules.length, timespanMs)
    case 'temporal_ordered':
      return (at) => new InOrder(at, rules.length, timespanMs)
  }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)

/** Nearest rank. */
function percentileOf(numbers: readonly number[], percent: number): number {
  const rank = Math.max(1, Math.ceil((percent / 100) * numbers.length))
  return numbers.toSorted((a, b) => a - b)[rank - 1] ?? Number.NaN
}

/** A window that may yet grow past an upper bound can only be judged when it has closed. */
export const hasUpperBound = (bounds: readonly Bound[]): boolean =>
  bounds.some(({ op }) => op === 'lt' || op === 'lte' || op === 'eq' || op === 'neq')

const leastCount = (bounds: readonly Bound[]): number =>
  Math.max(1, ...bounds.map(({ op, to }) => (op === 'gt' ? Math.floor(to) + 1 : Math.ceil(to))))

const compare: Readonly<Record<Bound['op'], (value: number, to: number) => boolean>> = {
  gt: (value, to) => value > to,
  gte: (value, to) => value >= to,
  lt: (value, to) => value < to,
  lte: (value, to) => value <= to,
  eq: (value, to) => value === to,
  neq: (value, to) => value !== to,
}

export function allHold(bounds: readonly Bound[], value: number): boolean {
  for (const { op, to } of bounds) if (!compare[op](value, to)) return false
  return !Number.isNaN(value)
}
