/** A Sigma string: `*` and `?` are wildcards, `\` escapes only `*`, `?` and itself. */

import type { GlobPiece, Test } from './rule.ts'
import { anyRun, oneUnit } from './rule.ts'

/** Neighbouring texts are one piece, and so are neighbouring runs. */
export type Pattern = readonly GlobPiece[]

export function patternOf(text: string): Pattern {
  const pieces: GlobPiece[] = []
  let plain = ''
  for (let i = 0; i < text.length; i++) {
    const unit = text.charAt(i)
    const next = text.charAt(i + 1)
    if (unit === '\\' && (next === '*' || next === '?' || next === '\\')) {
      plain += next
      i++
    } else if (unit === '*' || unit === '?') {
      pieces.push(plain, unit === '*' ? anyRun : oneUnit)
      plain = ''
    } else plain += unit
  }
  return joined([...pieces, plain])
}

/** Puts pieces in normal form: no empty text, no two texts or two runs in a row. */
export function joined(pieces: Pattern): Pattern {
  const out: GlobPiece[] = []
  for (const piece of pieces) {
    if (piece === '') continue
    const last = out.at(-1)
    if (typeof piece === 'string' && typeof last === 'string') out[out.length - 1] = last + piece
    else if (piece !== anyRun || last !== anyRun) out.push(piece)
  }
  return out
}

export const hasWildcards = (pattern: Pattern): boolean => pattern.some((piece) => typeof piece !== 'string')

export const mapTexts = (pattern: Pattern, change: (text: string) => string): Pattern =>
  joined(pattern.map((piece) => (typeof piece === 'string' ? change(piece) : piece)))

/** The plain text of a pattern without wildcards. */
export const plainText = (pattern: Pattern): string => pattern.filter((piece) => typeof piece === 'string').join('')

/** The cheapest test that means the same. */
export function testOf(pattern: Pattern, isCased: boolean): Test {
  const cased = isCased ? ({ cased: true } as const) : {}
  const glob = isCased ? pattern : mapTexts(pattern, (text) => text.toLowerCase())
  const [first = '', second, third] = glob
  if (glob.length === 1 && first === anyRun) return { is: 'present' }
  if (glob.length <= 1 && typeof first === 'string') return { is: 'equals', texts: [first], ...cased }
  if (glob.length === 2 && first === anyRun && typeof second === 'string')
    return { is: 'endswith', texts: [second], ...cased }
  if (glob.length === 2 && typeof first === 'string' && second === anyRun)
    return { is: 'startswith', texts: [first], ...cased }
  if (glob.length === 3 && first === anyRun && typeof second === 'string' && third === anyRun)
    return { is: 'contains', texts: [second], ...cased }
  return { is: 'like', glob, ...cased }
}
