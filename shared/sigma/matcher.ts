/** Makes of a condition a function of an event. It decides and never throws; rules are asked in the order of what is cheap. */

import type { EventView, FieldNumbers } from './event-view.ts'
import type { Item, Node } from './rule.ts'
import type { TextTest } from './text-test.ts'
import { textTest } from './text-test.ts'

export type Matcher = (event: EventView) => boolean

export function matcherOf(node: Node, fields: FieldNumbers): Matcher {
  switch (node.is) {
    case 'item':
      return itemMatcher(node, fields)
    case 'not': {
      const inner = matcherOf(node.of, fields)
      return (event) => !inner(event)
    }
    case 'and':
      return every(byCost(node.of).map((child) => matcherOf(child, fields)))
    case 'or':
      return some(byCost(node.of).map((child) => matcherOf(child, fields)))
    case 'atleast': {
      const { count } = node
      const inner = node.of.map((child) => matcherOf(child, fields))
      return (event) => {
        let held = 0
        for (const matches of inner) if (matches(event) && ++held >= count) return true
        return false
      }
    }
  }
}

/** The order has no effect on the answer: nothing here has a side effect. */
const byCost = (nodes: readonly Node[]): readonly Node[] => nodes.toSorted((a, b) => costOf(a) - costOf(b))

function costOf(node: Node): number {
  if (node.is === 'not') return 10 + costOf(node.of)
  if (node.is !== 'item') return 20 + node.of.reduce((sum, child) => sum + costOf(child), 0)
  const perField = node.field === null ? 100 : 1
  return node.tests.reduce(
    (sum, test) => sum + perField * ('texts' in test ? costs[test.is] * test.texts.length : costs[test.is]),
    0,
  )
}

const costs: Readonly<Record<Item['tests'][number]['is'], number>> = {
  present: 1,
  null: 1,
  exists: 1,
  compare: 2,
  equals: 1,
  startswith: 1,
  endswith: 1,
  field: 3,
  contains: 6,
  like: 10,
  cidr: 20,
  re: 60,
}

function every(matchers: readonly Matcher[]): Matcher {
  const [first, second, ...rest] = matchers
  if (!first) return () => true
  if (!second) return first
  if (rest.length === 0) return (event) => first(event) && second(event)
  return (event) => {
    for (const matches of matchers) if (!matches(event)) return false
    return true
  }
}

function some(matchers: readonly Matcher[]): Matcher {
  const [first, second, ...rest] = matchers
  if (!first) return () => false
  if (!second) return first
  if (rest.length === 0) return (event) => first(event) || second(event)
  return (event) => {
    for (const matches of matchers) if (matches(event)) return true
    return false
  }
}

export function itemMatcher(item: Item, fields: FieldNumbers): Matcher {
  const { field, tests, all, neq } = item
  const matchers = tests.flatMap((test) => {
    // With `all` the texts of a test are variants of one value; without it the order does not matter either.
    return field === null ? [keywordMatcher(textTest(test))] : [fieldMatcher(test, fields.of(field), fields)]
  })
  const holds = all === true ? every(matchers) : some(matchers)
  if (neq !== true || field === null) return neq === true ? (event) => !holds(event) : holds
  const number = fields.of(field)
  return (event) => event.isPresent(number) && !holds(event)
}

function keywordMatcher({ matches }: TextTest): Matcher {
  return (event) => event.all().some((text) => matches(text, undefined))
}

function fieldMatcher(test: Item['tests'][number], field: number, fields: FieldNumbers): Matcher {
  switch (test.is) {
    case 'present':
      return (event) => event.isPresent(field)
    case 'exists': {
      const { exists } = test
      return (event) => event.has(field) === exists
    }
    case 'null':
      return (event) => !event.isPresent(field)
    case 'field': {
      const other = fields.of(test.field)
      const { how } = test
      const cased = test.cased === true
      return (event) =>
        textsOf(event, field, cased).some((text) =>
          textsOf(event, other, cased).some((reference) => relations[how](text, reference)),
        )
    }
    case 'equals':
    case 'contains':
    case 'startswith':
    case 'endswith':
    case 'like':
    case 're':
    case 'cidr':
    case 'compare': {
      const { matches, ofLower } = textTest(test)
      if (ofLower)
        return (event) => {
          const lower = event.lower(field)
          if (lower !== undefined) return ofLower(lower)
          return event.list(field)?.some((text) => matches(text, undefined)) ?? false
        }
      return (event) => {
        const text = event.text(field)
        if (text !== undefined) return matches(text, event.lower(field))
        return event.list(field)?.some((element) => matches(element, undefined)) ?? false
      }
    }
  }
}

function textsOf(event: EventView, field: number, cased: boolean): readonly string[] {
  const text = event.text(field)
  const texts = text === undefined ? (event.list(field) ?? []) : [text]
  return cased ? texts : texts.map((one) => one.toLowerCase())
}

const relations = {
  equals: (text: string, other: string) => text === other,
  contains: (text: string, other: string) => text.includes(other),
  startswith: (text: string, other: string) => text.startsWith(other),
  endswith: (text: string, other: string) => text.endsWith(other),
} as const
