/** The `detection` section: maps are AND, lists are OR, plain values are keywords; then the condition. */

import type { Identifiers } from './condition.ts'
import { and, or, parseCondition } from './condition.ts'
import { itemOf } from './modifiers.ts'
import type { Placeholders } from './placeholders.ts'
import { isMap, Refused } from './refused.ts'
import type { Node } from './rule.ts'

/** `skip`: members of the section that are not identifiers. */
export function parseDetection(
  section: unknown,
  placeholders: Placeholders,
  skip: readonly string[] = ['condition'],
): Node {
  if (!isMap(section)) throw new Refused('no-detection', 'detection is not a map')
  const identifiers: Identifiers = new Map(
    Object.entries(section)
      .filter(([name]) => !skip.includes(name) && name !== 'timeframe')
      .map(([name, search]) => [name, searchOf(search, placeholders)]),
  )
  if (identifiers.size === 0) throw new Refused('no-detection', 'no search identifier')
  const node = parseCondition(section['condition'], identifiers)
  if (sizeOf(node) > nodesAtMost) throw new Refused('too-large', 'condition')
  return node
}

/** An identifier that is named often is there as often. */
const nodesAtMost = 20_000

const sizeOf = (node: Node): number =>
  node.is === 'item'
    ? 1
    : node.is === 'not'
      ? 1 + sizeOf(node.of)
      : node.of.reduce((sum, child) => sum + sizeOf(child), 1)

function searchOf(search: unknown, placeholders: Placeholders): Node {
  if (isMap(search)) {
    const items = Object.entries(search).map(([key, value]) => itemOf(key, value, placeholders))
    if (items.length === 0) throw new Refused('bad-value', 'empty map')
    return and(items)
  }
  if (!Array.isArray(search)) return itemOf('', search, placeholders)
  const keywords = search.filter((one) => !isMap(one) && !Array.isArray(one))
  const others = search.filter((one) => isMap(one) || Array.isArray(one))
  if (search.length === 0) throw new Refused('bad-value', 'empty list')
  return or([
    ...(keywords.length > 0 ? [itemOf('', keywords, placeholders)] : []),
    ...others.map((one) => {
      if (Array.isArray(one)) throw new Refused('bad-value', 'list in a list')
      return searchOf(one, placeholders)
    }),
  ])
}
