/** Matches a pattern with wildcards in time linear in text × pieces: the leftmost place is taken for each part, never tried again. */

import type { GlobPiece } from './rule.ts'
import { anyRun, oneUnit } from './rule.ts'

/** Texts and single units in a row, between two runs. */
type Part = readonly (string | typeof oneUnit)[]

export function globMatcher(glob: readonly GlobPiece[]): (text: string) => boolean {
  const parts: (string | typeof oneUnit)[][] = [[]]
  for (const piece of glob) {
    if (piece === anyRun) parts.push([])
    else parts.at(-1)?.push(piece)
  }
  const lengths = parts.map((part) => part.reduce((sum: number, piece) => sum + lengthOf(piece), 0))
  const [head = []] = parts
  const tail = parts.at(-1) ?? []
  const [headLength = 0] = lengths
  const tailLength = lengths.at(-1) ?? 0
  if (parts.length === 1) return (text) => text.length === headLength && isAt(text, 0, head)
  const middle = parts.slice(1, -1).filter((part) => part.length > 0)
  return (text) => {
    const end = text.length - tailLength
    if (end < headLength || !isAt(text, 0, head) || !isAt(text, end, tail)) return false
    let from = headLength
    for (const part of middle) {
      const at = find(text, from, end, part)
      if (at < 0) return false
      from = at
    }
    return from <= end
  }
}

const lengthOf = (piece: string | typeof oneUnit): number => (piece === oneUnit ? 1 : piece.length)

function isAt(text: string, start: number, part: Part): boolean {
  let at = start
  for (const piece of part) {
    if (piece !== oneUnit && !text.startsWith(piece, at)) return false
    at += lengthOf(piece)
  }
  return true
}

/** The end of the leftmost place of a part between two positions, or -1. */
function find(text: string, from: number, end: number, part: Part): number {
  const length = part.reduce((sum: number, piece) => sum + lengthOf(piece), 0)
  const firstText = part.findIndex((piece) => piece !== oneUnit)
  const needle = part[firstText]
  if (typeof needle !== 'string') return from + length <= end ? from + length : -1
  // Single units before the first text only shift where it is looked for.
  for (let at = from; at + length <= end; at++) {
    const found = text.indexOf(needle, at + firstText)
    if (found < 0) return -1
    at = found - firstText
    if (at + length > end) return -1
    if (isAt(text, at, part)) return at + length
  }
  return -1
}
