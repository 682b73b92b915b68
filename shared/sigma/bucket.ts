/** The rules of one logsource, findable by their signs: which of them an event might match at all. */

import { basenameOf } from './basename.ts'
import type { EventView, FieldNumbers } from './event-view.ts'
import type { Sign, Witness } from './rule.ts'
import type { ScannerEntry } from './text-scanner.ts'
import { TextScanner } from './text-scanner.ts'

type Visit = (rule: number) => void
type Signs = readonly (readonly [Sign, number])[]

/** The signs of one field. */
class FieldIndex {
  readonly field: number
  readonly #present: readonly number[]
  readonly #equals: ReadonlyMap<string, readonly number[]> | undefined
  readonly #basenames: ReadonlyMap<string, readonly number[]> | undefined
  readonly #texts: TextScanner | undefined

  private constructor(field: number, signs: Signs, texts: TextScanner | undefined) {
    this.field = field
    this.#present = signs.filter(([{ by }]) => by === 'present').map(([, rule]) => rule)
    this.#equals = mapOf('equals', signs)
    this.#basenames = mapOf('basename', signs)
    this.#texts = texts
  }

  /** In small steps. */
  static *building(field: number, signs: Signs): Generator<void, FieldIndex> {
    const texts = yield* scannerOf(signs)
    return new FieldIndex(field, signs, texts)
  }

  visit(event: EventView, visit: Visit): void {
    const lower = event.lower(this.field)
    if (lower !== undefined) this.#visitText(lower, visit)
    else {
      const list = event.list(this.field)
      if (list) for (const element of list) this.#visitText(element.toLowerCase(), visit)
      // Null is no value, but `exists` holds of it.
      else if (this.#present.length === 0 || !event.has(this.field)) return
    }
    for (const rule of this.#present) visit(rule)
  }

  #visitText(lower: string, visit: Visit): void {
    visitAll(this.#equals?.get(lower), visit)
    if (this.#basenames) visitAll(this.#basenames.get(basenameOf(lower)), visit)
    this.#texts?.scan(lower, visit)
  }
}

function visitAll(rules: readonly number[] | undefined, visit: Visit): void {
  if (rules) for (const rule of rules) visit(rule)
}

function mapOf(by: 'equals' | 'basename', signs: Signs) {
  const map = new Map<string, number[]>()
  for (const [sign, rule] of signs) {
    if (sign.by !== by) continue
    const rules = map.get(sign.text)
    if (rules) rules.push(rule)
    else map.set(sign.text, [rule])
  }
  return map.size === 0 ? undefined : map
}

function* scannerOf(signs: Signs): Generator<void, TextScanner | undefined> {
  const entries = signs.flatMap(([sign, rule]): ScannerEntry[] =>
    sign.by === 'contains' ? [{ text: sign.text, at: sign.at, width: sign.width, rule }] : [],
  )
  return entries.length > 0 ? yield* TextScanner.building(entries) : undefined
}

/** From so many on a field's table is worth a keyword more. */
const manyTexts = 7

export class Bucket {
  readonly #always: number[] = []
  readonly #signs = new Map<string, [Sign, number][]>()
  #fields: readonly FieldIndex[] = []
  /** Keywords are looked for by whoever asks several buckets, once for all of them. */
  readonly keywords: [Sign, number][] = []
  readonly covered = new Set<string>()
  readonly #absorbed = new Set<Bucket>()

  add(rule: number, witness: Witness | undefined): void {
    if (!witness) {
      this.#always.push(rule)
      return
    }
    for (const sign of witness) {
      const signs = sign.field === null ? this.keywords : this.#signs.get(sign.field)
      if (signs) signs.push([sign, rule])
      else this.#signs.set(sign.field ?? '', [[sign, rule]])
    }
  }

  /**
   * Looks for the keywords of another bucket too in the fields that are gone through for many texts anyway, so that the
   * longest values of an event are gone through once.
   */
  absorb(other: Bucket): void {
    if (other.keywords.length === 0) return
    this.#absorbed.add(other)
    for (const [field, signs] of this.#signs) {
      if (signs.filter(([{ by }]) => by === 'contains').length < manyTexts) continue
      this.covered.add(field)
      this.#signs.set(field, [...signs, ...other.keywords])
    }
  }

  /** Whether it looks for the keywords of all these in the fields that it covers. */
  hasAbsorbed(others: readonly Bucket[]): boolean {
    return others.every((other) => this.#absorbed.has(other))
  }

  /** Makes the tables, one field for each step. */
  *finish(numbers: FieldNumbers): Generator<void, void> {
    const fields: FieldIndex[] = []
    for (const [field, signs] of this.#signs) {
      fields.push(yield* FieldIndex.building(numbers.of(field), signs))
      yield
    }
    this.#signs.clear()
    this.#fields = fields
  }

  /** Calls `visit` for every rule that the event may match by other than keywords, some of them more than once. */
  candidates(event: EventView, visit: Visit): void {
    for (const rule of this.#always) visit(rule)
    for (const field of this.#fields) field.visit(event, visit)
  }
}

function finished<T>(steps: Generator<void, T>): T {
  for (let step = steps.next(); ; step = steps.next()) if (step.done === true) return step.value
}

/** All buckets whose rules are about the events of one origin. */
export class Route {
  readonly #buckets: readonly Bucket[]
  readonly #keywords: TextScanner | undefined
  /** Shorter values hold no keyword. */
  readonly #least: number
  readonly #covered = new Set<number>()

  constructor(buckets: readonly Bucket[], numbers: FieldNumbers) {
    this.#buckets = buckets
    const asking = buckets.filter(({ keywords }) => keywords.length > 0)
    const keywords = asking.flatMap((bucket) => bucket.keywords)
    for (const bucket of buckets)
      if (bucket.hasAbsorbed(asking)) for (const field of bucket.covered) this.#covered.add(numbers.of(field))
    // The few keywords of a route are one step.
    this.#keywords = finished(scannerOf(keywords))
    // In lower case a text may be twice as long (İ).
    this.#least = Math.min(...keywords.map(([sign]) => (sign.by === 'contains' ? sign.text.length : 0))) / 2
  }

  candidates(event: EventView, visit: Visit): void {
    for (const bucket of this.#buckets) bucket.candidates(event, visit)
    this.#keywords?.scan(event.joined(this.#least, this.#covered), visit)
  }
}
