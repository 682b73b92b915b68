/** Runs a regular expression only where it can match, and those that are mere texts in a row not at all. */

import type { Regex } from './regex.ts'
import type { LiteralSet } from './regex-literals.ts'
import { requiredBy } from './regex-literals.ts'

/** `lower`: the text in lower case, where the caller has it. */
export function regexMatcher({ source, flags }: Regex): (text: string, lower?: string) => boolean {
  const row = flags === '' ? textsInARow(source) : undefined
  if (row) return (text) => lineHolds(text, row)
  const regex = new RegExp(shortened(source), flags)
  const { sets, least } = requiredBy(source)
  // Most texts lack a character that the expression needs: looking for it costs a hundredth of running it.
  return (text, lower = text.toLowerCase()) => text.length >= least && areThere(sets, lower) && regex.test(text)
}

/**
 * A repetition at the very beginning says no more than its last round, since a match is looked for everywhere; but it makes
 * every word be gone through once for each of its letters.
 */
function shortened(source: string): string {
  const [whole = '', atom = '', sign] = /^(\\[wWdDsS]|\.)([+*])(?![?+*{])/.exec(source) ?? []
  if (whole === '' || /\\[1-9k]/.test(source) || hasAlternatives(source)) return source
  return (sign === '+' ? atom : '') + source.slice(whole.length)
}

/** Whether a bar stands outside of all brackets. */
function hasAlternatives(source: string): boolean {
  const bare = source.replaceAll(/\\./gs, '_').replaceAll(/\[[^\]]*\]/g, '_')
  let depth = 0
  for (const unit of bare) {
    if (unit === '(') depth++
    else if (unit === ')') depth--
    else if (unit === '|' && depth === 0) return true
  }
  return false
}

/** One text of each set, one behind the other; the one that ends first leaves most room for the rest. */
function areThere(sets: readonly LiteralSet[], lower: string): boolean {
  let from = 0
  for (const set of sets) {
    let end = Infinity
    for (const literal of set) {
      const at = lower.indexOf(literal, from)
      if (at >= 0) end = Math.min(end, at + literal.length)
    }
    if (end === Infinity) return false
    from = end
  }
  return true
}

/**
 * The texts of an expression like `\+.*\+.*\+`. With a dozen of them backtracking takes milliseconds where they are many,
 * while they are there exactly when one line has them one behind the other.
 */
function textsInARow(source: string): readonly string[] | undefined {
  if (!/^(?:[\w -]|\\[^A-Za-z0-9]|\.\*)+$/.test(source)) return undefined
  return source.split('.*').map((text) => text.replaceAll(/\\(.)/g, '$1'))
}

/** Where `.` stops. */
const lineEnd = /[\n\r\u2028\u2029]/

function lineHolds(text: string, row: readonly string[]): boolean {
  if (!inARow(text, row)) return false
  return !lineEnd.test(text) || text.split(lineEnd).some((line) => inARow(line, row))
}

function inARow(line: string, row: readonly string[]): boolean {
  let from = 0
  for (const text of row) {
    const at = line.indexOf(text, from)
    if (at < 0) return false
    from = at + text.length
  }
  return true
}
