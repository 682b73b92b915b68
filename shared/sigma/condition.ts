/** Conditions: `or` binds least, then `and`, then `not`, then `N of`; identifiers are replaced by what they stand for. */

import { Refused } from './refused.ts'
import type { Node } from './rule.ts'

/** What the identifiers of a `detection` or `filter` section mean. */
export type Identifiers = ReadonlyMap<string, Node>

const depthAtMost = 64
const lengthAtMost = 10_000

/** A list of conditions means any of them. */
export function parseCondition(condition: unknown, identifiers: Identifiers): Node {
  const list: readonly unknown[] = Array.isArray(condition) ? condition : [condition]
  if (list.length === 0) throw new Refused('bad-condition', 'empty')
  return or(
    list.map((one) => {
      if (typeof one !== 'string') throw new Refused('bad-condition', 'not a text')
      if (one.length > lengthAtMost) throw new Refused('too-large', 'condition')
      return new ConditionParser(one, identifiers).parse()
    }),
  )
}

export const or = (of: readonly Node[]): Node => (of.length === 1 && of[0] ? of[0] : { is: 'or', of })
export const and = (of: readonly Node[]): Node => (of.length === 1 && of[0] ? of[0] : { is: 'and', of })

const tokens = /\s*([()|]|[^\s()|]+)/y

class ConditionParser {
  readonly #text: string
  readonly #identifiers: Identifiers
  readonly #tokens: string[] = []
  #at = 0
  #depth = 0

  constructor(text: string, identifiers: Identifiers) {
    this.#text = text
    this.#identifiers = identifiers
  }

  parse(): Node {
    const text = this.#text.trimEnd()
    tokens.lastIndex = 0
    for (let token = tokens.exec(text); token; token = tokens.exec(text)) this.#tokens.push(token[1] ?? '')
    const node = this.#or()
    // A bar is the aggregation of Sigma 1, which correlations replaced.
    if (this.#peek() !== undefined) this.#refuse()
    return node
  }

  #refuse(): never {
    throw new Refused('bad-condition', `${this.#peek() ?? 'end'} in: ${this.#text}`)
  }

  /** The next word in lower case, since `AND` is written too. */
  #peek(): string | undefined {
    return this.#tokens[this.#at]?.toLowerCase()
  }

  #took(word: string): boolean {
    if (this.#peek() !== word) return false
    this.#at++
    return true
  }

  #or(): Node {
    const of = [this.#and()]
    while (this.#took('or')) of.push(this.#and())
    return or(of)
  }

  #and(): Node {
    const of = [this.#not()]
    while (this.#took('and')) of.push(this.#not())
    return and(of)
  }

  #not(): Node {
    if (++this.#depth > depthAtMost) throw new Refused('too-large', 'condition nested too deep')
    const node: Node = this.#took('not') ? { is: 'not', of: this.#not() } : this.#operand()
    this.#depth--
    return node
  }

  #operand(): Node {
    if (this.#took('(')) {
      const node = this.#or()
      if (!this.#took(')')) this.#refuse()
      return node
    }
    const word = this.#tokens[this.#at]
    if (word === undefined || /^(?:and|or|not|of|\)|\|)$/i.test(word)) this.#refuse()
    this.#at++
    if (/^(?:\d+|all|any)$/i.test(word) && this.#took('of')) return this.#someOf(word.toLowerCase())
    const node = this.#identifiers.get(word)
    if (!node) throw new Refused('unknown-identifier', word)
    return node
  }

  #someOf(quantity: string): Node {
    const pattern = this.#tokens[this.#at++]
    if (pattern === undefined || /^[()|]$/.test(pattern)) this.#refuse()
    const of = this.#matching(pattern)
    if (of.length === 0) throw new Refused('unknown-identifier', pattern)
    if (quantity === 'all') return and(of)
    const count = quantity === 'any' ? 1 : Number(quantity)
    if (count < 1) this.#refuse()
    return count === 1 ? or(of) : { is: 'atleast', count, of }
  }

  /** `them` leaves out what begins with `_`; a pattern takes what it says. */
  #matching(pattern: string): Node[] {
    const names = [...this.#identifiers]
    if (pattern.toLowerCase() === 'them') return names.filter(([name]) => !name.startsWith('_')).map(([, node]) => node)
    const parts = pattern.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`))
    const fits = new RegExp(`^${parts.join('.*')}$`)
    return names.filter(([name]) => fits.test(name)).map(([, node]) => node)
  }
}
