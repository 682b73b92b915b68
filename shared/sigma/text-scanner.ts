/** Finds the rules whose texts are in a value: one pass over its UTF-8, whatever the number of texts. */

import type { GramEntry, Width } from './gram-table.ts'
import { GramTable, spread } from './gram-table.ts'

type Visit = (rule: number) => void

export interface ScannerEntry extends GramEntry {
  readonly width: Width
}

const encoder = new TextEncoder()
/** Grows with the longest value; two bytes more than it has, since the loop takes two a turn. */
let bytes = new Uint8Array(4_096)

const fewAtMost = 6

export class TextScanner {
  /** So few texts are looked for one by one: that costs less than making bytes of the value. */
  readonly #few: readonly ScannerEntry[]
  readonly #four: GramTable
  readonly #three: GramTable | undefined
  readonly #two: GramTable | undefined

  private constructor(
    few: readonly ScannerEntry[],
    four: GramTable,
    three: GramTable | undefined,
    two: GramTable | undefined,
  ) {
    this.#few = few
    this.#four = four
    this.#three = three
    this.#two = two
  }

  /** In small steps. */
  static *building(entries: readonly ScannerEntry[]): Generator<void, TextScanner> {
    const isFew = entries.length <= fewAtMost
    const of = (width: Width) => (isFew ? [] : entries.filter((entry) => entry.width === width))
    const [two, three] = [of(2), of(3)]
    return new TextScanner(
      isFew ? entries : [],
      yield* GramTable.building(of(4), 4),
      three.length > 0 ? yield* GramTable.building(three, 3) : undefined,
      two.length > 0 ? yield* GramTable.building(two, 2) : undefined,
    )
  }

  /** `lower`: the value in lower case. A rule whose text is there more than once is visited more than once. */
  scan(lower: string, visit: Visit): void {
    if (this.#few.length > 0) {
      for (const { text, rule } of this.#few) if (lower.includes(text)) visit(rule)
      return
    }
    if (lower.length * 3 + 2 > bytes.length) bytes = new Uint8Array(lower.length * 3 + 2)
    const { written } = encoder.encodeInto(lower, bytes)
    bytes[written] = 0
    // As many bytes as units.
    const isAscii = written === lower.length
    if (this.#three) this.#scanBoth(written, lower, isAscii, visit, this.#three)
    else this.#scanFour(written, lower, isAscii, visit)
    if (this.#two && !isAscii) this.#scanTwo(written, lower, visit, this.#two)
  }

  #scanFour(length: number, lower: string, isAscii: boolean, visit: Visit): void {
    const { filter, filterShift } = this.#four
    const value = bytes
    let rolling = 0
    for (let i = 0; i < length; i += 2) {
      const first = (rolling << 8) | (value[i] as number)
      rolling = (first << 8) | (value[i + 1] as number)
      if (
        ((filter[Math.imul(first, spread) >>> filterShift] as number) |
          (filter[Math.imul(rolling, spread) >>> filterShift] as number)) !==
        0
      ) {
        this.#four.look(first, lower, isAscii, i, visit)
        this.#four.look(rolling, lower, isAscii, i + 1, visit)
      }
    }
  }

  #scanBoth(length: number, lower: string, isAscii: boolean, visit: Visit, three: GramTable): void {
    const { filter, filterShift } = this.#four
    const { filter: filter3, filterShift: filterShift3 } = three
    const value = bytes
    let rolling = 0
    for (let i = 0; i < length; i += 2) {
      const first = (rolling << 8) | (value[i] as number)
      rolling = (first << 8) | (value[i + 1] as number)
      if (
        ((filter[Math.imul(first, spread) >>> filterShift] as number) |
          (filter[Math.imul(rolling, spread) >>> filterShift] as number) |
          (filter3[Math.imul(first << 8, spread) >>> filterShift3] as number) |
          (filter3[Math.imul(rolling << 8, spread) >>> filterShift3] as number)) !==
        0
      ) {
        this.#four.look(first, lower, isAscii, i, visit)
        this.#four.look(rolling, lower, isAscii, i + 1, visit)
        three.look(first << 8, lower, isAscii, i, visit)
        three.look(rolling << 8, lower, isAscii, i + 1, visit)
      }
    }
  }

  #scanTwo(length: number, lower: string, visit: Visit, two: GramTable): void {
    let rolling = 0
    for (let i = 0; i < length; i++) {
      rolling = (rolling << 8) | (bytes[i] as number)
      // Below, it is the second byte of a letter or ASCII: no window of two begins before it.
      if ((rolling & 0xc000) === 0xc000) two.look(rolling << 16, lower, false, i, visit)
    }
  }
}
