/** Where which of many texts may be: each is filed under a window of its bytes. */

// Only where a window is known the whole text is compared. Smaller and quicker than an automaton, and no input makes it slow:
// each position costs at most the texts that share a window.

export interface GramEntry {
  readonly text: string
  /** Where its window begins in its bytes. */
  readonly at: number
  readonly rule: number
}

/** How many bytes a window has; two only for letters outside ASCII. */
export type Width = 2 | 3 | 4

/** The window as one number, the same that rolling over a value gives: `rolling = (rolling << 8) | byte`, moved up. */
export function gramAt(bytes: Uint8Array, at: number, width: Width): number {
  let rolling = 0
  for (let i = at; i < at + width; i++) rolling = (rolling << 8) | (bytes[i] ?? 0)
  return rolling << (32 - 8 * width)
}

/** Odd, with its bits well mixed: spreads neighbouring windows over the table. */
export const spread = 0x9e3779b1 | 0

interface Found {
  readonly text: string
  readonly at: number
  readonly rules: readonly number[]
}

/** So many times as many places as windows (as a power of two): fewer, and every eighth byte of any value would be looked up. */
const roomBits = 6

/** All texts of one table have windows of the same width. */
export class GramTable {
  readonly width: Width
  /** By the upper bits of `gram × spread`: whether any window is there. Most positions of most values end here. */
  readonly filter: Uint8Array
  readonly filterShift: number
  readonly #slotShift: number
  /** By slot: the window, and where its texts stand in `#texts` (0: empty). */
  readonly #grams: Int32Array
  readonly #places: Int32Array
  readonly #texts: readonly (readonly Found[])[]

  private constructor(byGram: ByGram, width: Width) {
    this.width = width
    const slotBits = Math.max(3, Math.ceil(Math.log2(byGram.size * 2 + 1)))
    const filterBits = Math.max(8, slotBits - 1 + roomBits)
    this.filter = new Uint8Array(1 << filterBits)
    this.filterShift = 32 - filterBits
    this.#slotShift = 32 - slotBits
    this.#grams = new Int32Array(1 << slotBits)
    this.#places = new Int32Array(1 << slotBits)
    const lists: (readonly Found[])[] = [[]]
    for (const [gram, texts] of byGram) {
      const hash = Math.imul(gram, spread)
      this.filter[hash >>> this.filterShift] = 1
      let slot = hash >>> this.#slotShift
      while (this.#places[slot] !== 0) slot = (slot + 1) & (this.#grams.length - 1)
      this.#grams[slot] = gram
      this.#places[slot] = lists.push([...texts.values()]) - 1
    }
    this.#texts = lists
  }

  /** In steps of a millisecond or so. */
  static *building(entries: readonly GramEntry[], width: Width): Generator<void, GramTable> {
    const byGram: ByGram = new Map()
    for (const [i, entry] of entries.entries()) {
      file(entry, width, byGram)
      if (i % entriesAStep === entriesAStep - 1) yield
    }
    const table = new GramTable(byGram, width)
    yield
    return table
  }

  /**
   * `end`: where the window's last byte is in the value, whose units are its bytes where it is ASCII. Visits the rules of each
   * text that is really there.
   */
  look(gram: number, value: string, isAscii: boolean, end: number, visit: (rule: number) => void): void {
    const hash = Math.imul(gram, spread)
    if (this.filter[hash >>> this.filterShift] === 0) return
    const start = end - this.width + 1
    let slot = hash >>> this.#slotShift
    for (; this.#places[slot] !== 0; slot = (slot + 1) & (this.#grams.length - 1)) {
      if (this.#grams[slot] !== gram) continue
      for (const { text, at, rules } of this.#texts[this.#places[slot] as number] as readonly Found[])
        if (isAscii ? start >= at && value.startsWith(text, start - at) : value.includes(text))
          for (const rule of rules) visit(rule)
      return
    }
  }
}

const encoder = new TextEncoder()

const entriesAStep = 512

/** Window → text → where the window begins in it, and whose it is. */
type ByGram = Map<number, Map<string, { readonly text: string; readonly at: number; readonly rules: number[] }>>

function file({ text, at, rule }: GramEntry, width: Width, byGram: ByGram): void {
  const gram = gramAt(encoder.encode(text), at, width)
  const texts = byGram.get(gram) ?? new Map<string, { text: string; at: number; rules: number[] }>()
  byGram.set(gram, texts)
  const known = texts.get(text)
  if (!known) texts.set(text, { text, at, rules: [rule] })
  else if (known.rules.at(-1) !== rule) known.rules.push(rule)
}
