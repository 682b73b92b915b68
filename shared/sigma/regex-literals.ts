/** Texts that any match of a regular expression must contain, so that it is only run where one of them is. */

/** An OR-set: every match contains at least one, in lower case. */
export type LiteralSet = readonly string[]

interface Meaning {
  /** No match is shorter. */
  readonly least: number
  /** All texts it can match, where they are few. */
  readonly exact?: readonly string[]
  /** In the order in which they are met, none overlapping another. */
  readonly sets: readonly LiteralSet[]
}

const setAtMost = 32
const depthAtMost = 50
const oneUnit: Meaning = { least: 1, sets: [] }
const opaque: Meaning = { least: 0, sets: [] }
const zeroWidth: Meaning = { least: 0, exact: [''], sets: [] }

export interface Required {
  /** Of every match one text of each set is a part, in this order and without overlapping. */
  readonly sets: readonly LiteralSet[]
  /** No shorter text matches. */
  readonly least: number
}

/** Sets of texts of ASCII only: lower-casing maps no other letter the same way alone as in a text. */
export function requiredBy(source: string): Required {
  const reader = new Reader(source)
  const { exact, sets, least } = reader.alternatives()
  // What was not understood to its end is no ground for leaving a rule unasked.
  if (!reader.isAtEnd || !reader.isUnderstood) return { sets: [], least: 0 }
  return { sets: (exact ? [exact] : sets).filter((set) => lengthOf(set) > 0), least }
}

const product = (a: readonly string[], b: readonly string[]): string[] =>
  a.flatMap((start) => b.map((end) => start + end))

class Reader {
  readonly #source: string
  #at = 0
  #depth = 0
  isUnderstood = true

  constructor(source: string) {
    this.#source = source
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#source.length
  }

  #next(): string {
    return this.#source.charAt(this.#at)
  }

  alternatives(): Meaning {
    const branches = [this.#sequence()]
    while (this.#next() === '|') {
      this.#at++
      branches.push(this.#sequence())
    }
    const [only] = branches
    if (branches.length === 1 && only) return only
    const exacts = branches.flatMap(({ exact }) => exact ?? [])
    const least = Math.min(...branches.map((branch) => branch.least))
    if (branches.every(({ exact }) => exact) && exacts.length <= setAtMost)
      return { least, exact: [...new Set(exacts)], sets: [] }
    const best = branches.map(({ exact, sets }) => longest(exact ? [exact] : sets))
    if (best.some((set) => set === undefined)) return { least, sets: [] }
    return { least, sets: [[...new Set(best.flatMap((set) => set ?? []))]] }
  }

  #sequence(): Meaning {
    const sets: LiteralSet[] = []
    let current: readonly string[] = ['']
    let isExact = true
    let length = 0
    const stop = (next: readonly string[]) => {
      isExact = false
      sets.push(current)
      current = next
    }
    while (!this.isAtEnd && this.#next() !== '|' && this.#next() !== ')') {
      const atom = this.#atom()
      const { least, most } = this.#quantifier()
      length += atom.least * least
      const joined = least > 0 && atom.exact ? product(current, atom.exact) : []
      if (least === 0) stop([''])
      else if (!atom.exact) {
        stop([''])
        sets.push(...atom.sets)
      } else if (joined.length > setAtMost) stop(atom.exact)
      else current = joined
      // Behind a repetition it is not known what comes next to what.
      if (least > 0 && (least !== 1 || most !== 1)) stop([''])
    }
    if (isExact) return { least: length, exact: current, sets }
    return { least: length, sets: [...sets, current] }
  }

  #quantifier(): { readonly least: number; readonly most: number } {
    const [text, sign = '', from, comma, to] =
      /^(?:([*+?])|\{(\d+)(,)?(\d*)\})\??/.exec(this.#source.slice(this.#at, this.#at + 20)) ?? []
    if (text === undefined) return { least: 1, most: 1 }
    this.#at += text.length
    if (sign !== '') return { least: sign === '+' ? 1 : 0, most: sign === '?' ? 1 : Infinity }
    const least = Number(from)
    return { least, most: comma === undefined ? least : to === '' ? Infinity : Number(to) }
  }

  #atom(): Meaning {
    const unit = this.#next()
    this.#at++
    switch (unit) {
      case '(':
        return this.#group()
      case '[':
        return this.#class()
      case '\\':
        return this.#escaped()
      case '^':
      case '$':
        return zeroWidth
      case '.':
        return oneUnit
      default:
        return literal(unit)
    }
  }

  #group(): Meaning {
    if (++this.#depth > depthAtMost) {
      this.isUnderstood = false
      this.#at = this.#source.length
      return opaque
    }
    const opening = /^\?(?:[:=!]|<[=!]|<[^>]*>|[a-z-]*:)/.exec(this.#source.slice(this.#at, this.#at + 80))?.[0] ?? ''
    this.#at += opening.length
    const inner = this.alternatives()
    if (this.#next() === ')') this.#at++
    this.#depth--
    // What is looked at is not consumed, and what is looked for in vain is not there.
    return /^\?<?[=!]/.test(opening) ? opaque : inner
  }

  /** A class of one or two letters, as in `[Ii]`, is as good as a letter. */
  #class(): Meaning {
    const end = /^\^?(?:\\.|[^\]\\])*\]/s.exec(this.#source.slice(this.#at))?.[0] ?? ''
    this.#at += end === '' ? this.#source.length : end.length
    const members = end.slice(0, -1)
    if (!/^[A-Za-z0-9 _.,;:/]{1,4}$/.test(members)) return oneUnit
    return { least: 1, exact: [...new Set(members.toLowerCase())], sets: [] }
  }

  #escaped(): Meaning {
    const unit = this.#next()
    this.#at++
    if (/[bB]/.test(unit)) return zeroWidth
    if (unit === 'x' || unit === 'u' || unit === 'c' || unit === 'k') {
      const rest = { x: /^[0-9a-f]{2}/i, u: /^[0-9a-f]{4}/i, c: /^[A-Za-z]/, k: /^<[^>]*>/ }[unit]
      this.#at += rest.exec(this.#source.slice(this.#at))?.[0].length ?? 0
      return opaque
    }
    if (/[dDwWsStnrfv]/.test(unit)) return oneUnit
    if (/[A-Za-z0-9]/.test(unit)) return opaque
    return literal(unit)
  }
}

const literal = (unit: string): Meaning =>
  unit.charCodeAt(0) < 128 ? { least: 1, exact: [unit.toLowerCase()], sets: [] } : oneUnit

const longest = (sets: readonly LiteralSet[]): LiteralSet | undefined =>
  sets.toSorted((a, b) => lengthOf(b) - lengthOf(a))[0]

const lengthOf = (set: LiteralSet): number => Math.min(...set.map((text) => text.length))
