/** One event as the matchers see it: each field by its number, its text made lower case once however many rules ask. */

import type { Fields } from './event.ts'
import { textOfValue } from './event.ts'

/** Longer texts are cut: a rule that needs more than this of one value does not exist, and a hostile event shall not cost more. */
const unitsAtMost = 256 * 1024
const elementsAtMost = 1_024

export class FieldNumbers {
  readonly names: string[] = []
  readonly #numbers = new Map<string, number>()

  of(name: string): number {
    const known = this.#numbers.get(name)
    if (known !== undefined) return known
    this.#numbers.set(name, this.names.length)
    return this.names.push(name) - 1
  }

  /** Nothing for a name that nobody asks for. */
  known(name: string): number | undefined {
    return this.#numbers.get(name)
  }
}

const unasked = -1

export class EventView {
  readonly #numbers: FieldNumbers
  #epoch = 0
  /** Every value of the event in its order, and the number of its field; the arrays are kept, and hold more after a longer event. */
  readonly #values: unknown[] = []
  readonly #fields: number[] = []
  #count = 0
  /** By field number: the epoch in which it was given a value, the epoch in which it was read, and what was read. */
  readonly #given: number[] = []
  readonly #raw: unknown[] = []
  readonly #read: number[] = []
  readonly #texts: (string | undefined)[] = []
  readonly #lowers: (string | undefined)[] = []
  readonly #lists: (readonly string[] | undefined)[] = []
  #all: readonly string[] | undefined

  constructor(numbers: FieldNumbers) {
    this.#numbers = numbers
  }

  show(event: Fields): void {
    const epoch = ++this.#epoch
    this.#all = undefined
    while (this.#given.length < this.#numbers.names.length) this.#grow()
    let count = 0
    // Going through an event once is quicker than asking it for each field: no two kinds of event have the same shape.
    for (const name in event) {
      const value = event[name]
      if (value === undefined) continue
      const field = this.#numbers.known(name) ?? unasked
      this.#values[count] = value
      this.#fields[count] = field
      count++
      if (field === unasked) continue
      this.#given[field] = epoch
      this.#raw[field] = value
    }
    this.#count = count
  }

  /** In lower case; nothing where the field is missing, null or a list. */
  lower(field: number): string | undefined {
    if (this.#read[field] !== this.#epoch && !this.#reads(field)) return undefined
    return this.#lowers[field]
  }

  text(field: number): string | undefined {
    if (this.#read[field] !== this.#epoch && !this.#reads(field)) return undefined
    return this.#texts[field]
  }

  /** The elements of a list, as they are. */
  list(field: number): readonly string[] | undefined {
    if (this.#read[field] !== this.#epoch && !this.#reads(field)) return undefined
    return this.#lists[field]
  }

  /** Whether the event has such a member, be it empty or null. */
  has(field: number): boolean {
    return this.#given[field] === this.#epoch
  }

  /** Whether it has a value that is not null. */
  isPresent(field: number): boolean {
    return this.text(field) !== undefined || this.list(field) !== undefined
  }

  /** Every value of the event, elements of lists too: where keywords are looked for. */
  all(): readonly string[] {
    this.#all ??= this.#values.slice(0, this.#count).flatMap(textsIn)
    return this.#all
  }

  /** All values of at least so many units in one text in lower case, for looking through at once; but those of some fields. */
  joined(least: number, without: ReadonlySet<number>): string {
    let joined = ''
    for (let i = 0; i < this.#count; i++) {
      const value = this.#values[i]
      if (typeof value === 'string' && value.length < least) continue
      if (without.has(this.#fields[i] ?? unasked)) continue
      if (typeof value === 'string') joined += `${cut(value)}\n`
      else for (const text of textsIn(value)) if (text.length >= least) joined += `${text}\n`
    }
    return joined.toLowerCase()
  }

  #grow(): void {
    this.#given.push(0)
    this.#read.push(0)
    this.#raw.push(undefined)
    this.#texts.push(undefined)
    this.#lowers.push(undefined)
    this.#lists.push(undefined)
  }

  /** Reads a field that the event has; whether it has it. */
  #reads(field: number): boolean {
    if (this.#given[field] !== this.#epoch) return false
    this.#read[field] = this.#epoch
    const value = this.#raw[field]
    const text = textOfValue(value)
    this.#texts[field] = text === undefined ? undefined : cut(text)
    this.#lowers[field] = text === undefined ? undefined : cut(text).toLowerCase()
    this.#lists[field] = Array.isArray(value) ? textsIn(value) : undefined
    return true
  }
}

const cut = (text: string): string => (text.length > unitsAtMost ? text.slice(0, unitsAtMost) : text)

/** The text of a value, or of each element of a list. */
function textsIn(value: unknown): readonly string[] {
  if (Array.isArray(value))
    return value.slice(0, elementsAtMost).flatMap((element: unknown) => {
      const text = textOfValue(element)
      return text === undefined ? [] : [cut(text)]
    })
  const text = textOfValue(value)
  return text === undefined ? [] : [cut(text)]
}
