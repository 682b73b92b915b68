/** `%name%` of the modifier `expand`: replaced by the institution's values, or the rule is refused by the placeholder's name. */

import type { Pattern } from './pattern.ts'
import { joined, patternOf } from './pattern.ts'
import { Refused } from './refused.ts'
import type { GlobPiece } from './rule.ts'

/** Name → values; a value may hold wildcards. */
export type Placeholders = ReadonlyMap<string, readonly string[]>

/** One pattern for each combination of values. `\%` is a plain percent sign. */
export function expanded(pattern: Pattern, placeholders: Placeholders): Pattern[] {
  return pattern.reduce<GlobPiece[][]>(
    (starts, piece) => {
      const variants: Pattern[] = typeof piece === 'string' ? inText(piece, placeholders) : [[piece]]
      return starts.flatMap((start) => variants.map((variant) => [...joined([...start, ...variant])]))
    },
    [[]],
  )
}

function inText(text: string, placeholders: Placeholders): Pattern[] {
  // Capturing groups keep the placeholders between the plain parts.
  const parts = text.split(/((?<!\\)%[^%\\]+(?<!\\)%)/)
  return parts.reduce<Pattern[]>(
    (starts, part) => {
      const name = /^%([^%]+)%$/.exec(part)?.[1]
      const values: Pattern[] =
        name === undefined ? [[part.replaceAll('\\%', '%')]] : valuesOf(name, placeholders).map(patternOf)
      return starts.flatMap((start) => values.map((value) => [...start, ...value]))
    },
    [[]],
  )
}

function valuesOf(name: string, placeholders: Placeholders): readonly string[] {
  const values = placeholders.get(name)
  if (!values || values.length === 0) throw new Refused('unresolved-placeholder', `%${name}%`)
  return values
}
