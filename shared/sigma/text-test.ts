/** Tests of a single text: what an item asks of one value, and of each element of a list. */

import { datePartOf } from './date-part.ts'
import { globMatcher } from './glob.ts'
import { isInside, parseAddress, parseNetwork } from './network.ts'
import { regexMatcher } from './regex-matcher.ts'
import type { Comparison, Test } from './rule.ts'

export interface TextTest {
  /** `lower` is the text in lower case where the caller has it; a test that wants it makes it otherwise. */
  readonly matches: (text: string, lower: string | undefined) => boolean
  /** The same of the lower case alone, where nothing else is looked at. */
  readonly ofLower?: (lower: string) => boolean
}

export function textTest(test: Test): TextTest {
  switch (test.is) {
    case 'equals':
      return casing(test.cased, isOneOf(test.texts))
    case 'contains':
      return casing(test.cased, containsAny(test.texts))
    case 'startswith':
      return casing(test.cased, startsWithAny(test.texts))
    case 'endswith':
      return casing(test.cased, endsWithAny(test.texts))
    case 'like':
      return casing(test.cased, globMatcher(test.glob))
    case 're':
      return { matches: regexMatcher(test) }
    case 'cidr': {
      const network = parseNetwork(test.network)
      return {
        matches: (text) => {
          const address = parseAddress(text)
          return address !== undefined && isInside(address, network)
        },
      }
    }
    case 'compare': {
      const { op, to, part } = test
      return {
        matches: (text) => {
          const number = part === undefined ? decimal(text) : datePartOf(text, part)
          return number !== undefined && comparisons[op](number, to)
        },
      }
    }
    // Of a single text, which is there: what keywords and lists ask.
    case 'present':
      return { matches: () => true }
    case 'exists':
    case 'null':
    case 'field':
      return { matches: () => false }
  }
}

type Holds = (text: string) => boolean

function casing(cased: true | undefined, holds: Holds): TextTest {
  if (cased === true) return { matches: holds }
  return { ofLower: holds, matches: (text, lower) => holds(lower ?? text.toLowerCase()) }
}

const decimal = (text: string): number | undefined => (/^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : undefined)

export const comparisons: Readonly<Record<Comparison, (value: number, to: number) => boolean>> = {
  eq: (value, to) => value === to,
  gt: (value, to) => value > to,
  gte: (value, to) => value >= to,
  lt: (value, to) => value < to,
  lte: (value, to) => value <= to,
}

/** From this many on a set is quicker than looking one by one. */
const manyTexts = 8

function isOneOf(texts: readonly string[]): Holds {
  const [only = ''] = texts
  if (texts.length === 1) return (text) => text === only
  if (texts.length < manyTexts) return (text) => texts.includes(text)
  const set = new Set(texts)
  return (text) => set.has(text)
}

// Three of a kind, since one that is told how to look is called through one function more for each text.

function containsAny(texts: readonly string[]): Holds {
  const [only = ''] = texts
  if (texts.length === 1) return (text) => text.includes(only)
  return (text) => {
    for (const part of texts) if (text.includes(part)) return true
    return false
  }
}

function startsWithAny(texts: readonly string[]): Holds {
  const [only = ''] = texts
  if (texts.length === 1) return (text) => text.startsWith(only)
  return (text) => {
    for (const part of texts) if (text.startsWith(part)) return true
    return false
  }
}

function endsWithAny(texts: readonly string[]): Holds {
  const [only = ''] = texts
  if (texts.length === 1) return (text) => text.endsWith(only)
  return (text) => {
    for (const part of texts) if (text.endsWith(part)) return true
    return false
  }
}
