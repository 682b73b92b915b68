/** Why a rule matched: the fields that its condition found, with their values, for the officer who reads the alert. */

import type { EventView, FieldNumbers } from './event-view.ts'
import { itemMatcher, matcherOf } from './matcher.ts'
import { textTest } from './text-test.ts'
import type { Item, Node } from './rule.ts'

/** At most this many values; the first ones in the order of the rule. */
const factsAtMost = 16

/** Field → value; keywords stand under the empty name. */
export function factsOf(node: Node, event: EventView, fields: FieldNumbers): Readonly<Record<string, string>> {
  const facts = new Map<string, string>()
  collect(node, event, fields, facts)
  return Object.fromEntries(facts)
}

function collect(node: Node, event: EventView, fields: FieldNumbers, facts: Map<string, string>): void {
  if (facts.size >= factsAtMost) return
  switch (node.is) {
    case 'item':
      if (itemMatcher(node, fields)(event)) take(node, event, fields, facts)
      return
    case 'and':
      for (const child of node.of) collect(child, event, fields, facts)
      return
    case 'or':
    case 'atleast':
      for (const child of node.of) if (matcherOf(child, fields)(event)) collect(child, event, fields, facts)
      return
    case 'not':
      // What is not there has no value to show.
      return
  }
}

function take({ field, tests }: Item, event: EventView, fields: FieldNumbers, facts: Map<string, string>): void {
  if (field === null) {
    const found = event.all().find((text) => tests.some((test) => textTest(test).matches(text, undefined)))
    if (found !== undefined && !facts.has('')) facts.set('', found)
    return
  }
  const number = fields.of(field)
  const value = event.text(number) ?? event.list(number)?.join(', ')
  if (value !== undefined) facts.set(field, value)
}
