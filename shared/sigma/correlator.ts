/** Counts matches together over time: sliding windows, a hard cap on groups, and chains of correlations. */

import type { SigmaCorrelation } from './correlation.ts'
import { EventView } from './event-view.ts'
import type { FieldNumbers } from './event-view.ts'
import type { Group } from './group.ts'
import { allHold, groupMaker, hasUpperBound } from './group.ts'

export interface CorrelationMatch {
  readonly correlation: SigmaCorrelation
  readonly at: number
  /** When what was counted began. */
  readonly since: number
  /** The number that made it a match. */
  readonly measure: number
  /** `group-by` name → value. */
  readonly group: Readonly<Record<string, string>>
}

export interface CorrelatorLimits {
  /** For each correlation; past it the group that has been quiet longest is forgotten. */
  readonly groups: number
}

export const correlatorLimits: CorrelatorLimits = { groups: 10_000 }

/** Between values in a group's key: no value of an event has it, since it is put in place of it. */
const separator = '\u0000'

class Counter {
  readonly correlation: SigmaCorrelation
  /** In the order of their `placedAt`: a group moves behind the others when it is in use and an eighth of the timespan old. */
  readonly #groups = new Map<string, Group>()
  readonly #make: (at: number) => Group
  /** With an upper bound a window is opened by its first event and judged when it closes. */
  readonly #closes: boolean
  readonly #limit: number
  /** By place of the rule in the list: the numbers of the group-by fields, and of the counted field. */
  readonly #groupFields: readonly (readonly number[])[]
  readonly #valueFields: readonly (number | undefined)[]
  #sinceSweep = 0
  forgotten = 0

  constructor(correlation: SigmaCorrelation, numbers: FieldNumbers, limits: CorrelatorLimits) {
    this.correlation = correlation
    this.#make = groupMaker(correlation)
    this.#closes = hasUpperBound(correlation.bounds)
    this.#limit = limits.groups
    const numberIn = (rule: string, field: string) => numbers.of(correlation.aliases[field]?.[rule] ?? field)
    this.#groupFields = correlation.rules.map((rule) => correlation.groupBy.map((field) => numberIn(rule, field)))
    const { field } = correlation
    this.#valueFields = correlation.rules.map((rule) => (field === undefined ? undefined : numberIn(rule, field)))
  }

  get size(): number {
    return this.#groups.size
  }

  /** Takes over the groups of the same correlation in an engine that is being replaced. */
  adopt(before: Counter): void {
    for (const [key, group] of before.#groups) this.#groups.set(key, group)
    this.forgotten = before.forgotten
  }

  reset(): void {
    this.#groups.clear()
    this.forgotten = 0
  }

  add(position: number, event: EventView, at: number): CorrelationMatch | undefined {
    const key = this.#keyOf(this.#groupFields[position] ?? [], event)
    if (key === undefined) return undefined
    const group = this.#groupAt(key, at)
    const valueField = this.#valueFields[position]
    const value = valueField === undefined ? undefined : event.lower(valueField)
    group.add({ at, position, value })
    if (this.#closes) return undefined
    const measure = group.measure(at)
    if (!allHold(this.correlation.bounds, measure)) return undefined
    // What was counted is used up: the next match needs as much again.
    this.#groups.delete(key)
    return this.#match(key, group, measure, at)
  }

  /** Windows that have closed by then. */
  close(at: number): readonly CorrelationMatch[] {
    const { timespanMs, bounds } = this.correlation
    const matches: CorrelationMatch[] = []
    const restMs = this.#closes ? timespanMs : timespanMs * (1 + 1 / 8)
    for (const [key, group] of this.#groups) {
      if (group.placedAt + restMs >= at) break
      this.#groups.delete(key)
      if (!this.#closes) continue
      const closedAt = group.placedAt + timespanMs
      const measure = group.measure(closedAt)
      if (allHold(bounds, measure)) matches.push(this.#match(key, group, measure, closedAt))
    }
    return matches
  }

  /** Whether it is time to look for what has grown old; looking at every event would cost more than counting. */
  isDue(): boolean {
    this.#sinceSweep = (this.#sinceSweep + 1) & 63
    return this.#closes || this.#sinceSweep === 0
  }

  #groupAt(key: string, at: number): Group {
    const known = this.#groups.get(key)
    const { timespanMs } = this.correlation
    if (known && (this.#closes || at - known.placedAt <= timespanMs / 8)) return known
    if (known) this.#groups.delete(key)
    const group = known ?? this.#make(at)
    group.placedAt = at
    this.#groups.set(key, group)
    if (this.#groups.size > this.#limit) {
      for (const oldest of this.#groups.keys()) {
        this.#groups.delete(oldest)
        break
      }
      this.forgotten++
    }
    return group
  }

  /** An event without one of the fields belongs to no group. */
  #keyOf(fields: readonly number[], event: EventView): string | undefined {
    const [first] = fields
    if (first === undefined) return ''
    if (fields.length === 1) return textIn(event, first)
    let key = ''
    for (const field of fields) {
      const text = textIn(event, field)
      if (text === undefined) return undefined
      key += (key === '' ? '' : separator) + text.replaceAll(separator, '\uFFFD')
    }
    return key
  }

  #match(key: string, group: Group, measure: number, at: number): CorrelationMatch {
    const { groupBy } = this.correlation
    const values = groupBy.length === 1 ? [key] : key.split(separator)
    return {
      correlation: this.correlation,
      at,
      since: group.since(),
      measure,
      group: Object.fromEntries(groupBy.map((field, i) => [field, values[i] ?? ''])),
    }
  }
}

const textIn = (event: EventView, field: number): string | undefined =>
  event.lower(field) ?? event.list(field)?.join(',').toLowerCase()

export class Correlator {
  readonly #counters: readonly Counter[]
  /** Id of a rule or correlation → what counts it, and at which place in the list. */
  readonly #countedBy = new Map<string, readonly { readonly counter: Counter; readonly position: number }[]>()
  readonly #closed: EventView
  #latest = -Infinity

  constructor(
    correlations: readonly SigmaCorrelation[],
    numbers: FieldNumbers,
    limits: CorrelatorLimits = correlatorLimits,
  ) {
    this.#counters = correlations.map((correlation) => new Counter(correlation, numbers, limits))
    this.#closed = new EventView(numbers)
    for (const counter of this.#counters)
      for (const [position, rule] of counter.correlation.rules.entries())
        this.#countedBy.set(rule, [...(this.#countedBy.get(rule) ?? []), { counter, position }])
  }

  /** Counts one match of a rule, and all that follows from it. */
  take(rule: string, event: EventView, at: number): readonly CorrelationMatch[] {
    const countedBy = this.#countedBy.get(rule)
    if (!countedBy) return none
    // Time does not go back here: what comes late counts as of now.
    this.#latest = Math.max(this.#latest, at)
    let matches: CorrelationMatch[] | undefined
    for (const { counter, position } of countedBy) {
      if (counter.isDue()) for (const closed of counter.close(this.#latest)) matches = this.#chain(closed, matches)
      const match = counter.add(position, event, this.#latest)
      if (!match) continue
      matches = [...(matches ?? []), match, ...this.take(match.correlation.id, event, this.#latest)]
    }
    return matches ?? none
  }

  /** Windows with an upper bound that have closed although nothing happened. */
  tick(at: number): readonly CorrelationMatch[] {
    this.#latest = Math.max(this.#latest, at)
    let matches: CorrelationMatch[] | undefined
    for (const counter of this.#counters)
      for (const closed of counter.close(this.#latest)) matches = this.#chain(closed, matches)
    return matches ?? none
  }

  /** A match that has no event of its own is counted further by the values of its group. */
  #chain(match: CorrelationMatch, matches: CorrelationMatch[] | undefined): CorrelationMatch[] {
    this.#closed.show(match.group)
    return [...(matches ?? []), match, ...this.take(match.correlation.id, this.#closed, match.at)]
  }

  reset(): void {
    for (const counter of this.#counters) counter.reset()
    this.#latest = -Infinity
  }

  /** Correlations that are exactly the same go on where the other engine was. */
  adopt(before: Correlator): void {
    const known = new Map(before.#counters.map((counter) => [JSON.stringify(counter.correlation), counter]))
    for (const counter of this.#counters) {
      const same = known.get(JSON.stringify(counter.correlation))
      if (same) counter.adopt(same)
    }
    this.#latest = before.#latest
  }

  /** Groups remembered now, and groups forgotten for want of room. */
  get groups(): { readonly kept: number; readonly forgotten: number } {
    return {
      kept: this.#counters.reduce((sum, { size }) => sum + size, 0),
      forgotten: this.#counters.reduce((sum, { forgotten }) => sum + forgotten, 0),
    }
  }
}

const none: readonly CorrelationMatch[] = []
