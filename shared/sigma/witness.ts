/** Chooses for each rule the signs without which it cannot match, the rarest ones that are enough. */

import { Baseline } from './baseline.ts'
import { basenameOf } from './basename.ts'
import type { Width } from './gram-table.ts'
import { gramAt } from './gram-table.ts'
import type { Item, Node, Sign, SigmaRule, Test, Witness } from './rule.ts'
import { requiredBy } from './regex-literals.ts'

interface Chosen {
  readonly signs: Witness
  /** Sum of their rates. */
  readonly rate: number
}

/** `rule` with its witness; without one where some event without any sign could match. */
export function withWitness(rule: SigmaRule, baseline: Baseline = new Baseline()): SigmaRule {
  const chosen = ofNode(rule.when, baseline)
  const { witness: _witness, ...rest } = rule
  return chosen ? { ...rest, witness: unique(chosen.signs) } : rest
}

function unique(signs: Witness): Witness {
  const isBare = new Set<string | null>(signs.flatMap((sign) => (sign.by === 'present' ? [sign.field] : [])))
  // Where the mere presence is a sign, the finer signs of that field add nothing.
  const kept = signs.filter((sign) => sign.by === 'present' || !isBare.has(sign.field))
  return [...new Map(kept.map((sign) => [JSON.stringify(sign), sign])).values()]
}

/** One of them is enough: the rarest. */
const rarest = (choices: readonly (Chosen | undefined)[]): Chosen | undefined =>
  choices.reduce((best, one) => (one && (!best || one.rate < best.rate) ? one : best), undefined)

/** All of them are needed, since any may be what matches. */
function together(choices: readonly (Chosen | undefined)[]): Chosen | undefined {
  let rate = 0
  const signs: Sign[] = []
  for (const chosen of choices) {
    if (!chosen) return undefined
    signs.push(...chosen.signs)
    rate += chosen.rate
  }
  return { signs, rate }
}

function ofNode(node: Node, baseline: Baseline): Chosen | undefined {
  switch (node.is) {
    case 'item':
      return ofItem(node, baseline)
    case 'and':
      return rarest(node.of.map((child) => ofNode(child, baseline)))
    case 'or':
    case 'atleast':
      return together(node.of.map((child) => ofNode(child, baseline)))
    case 'not':
      return undefined
  }
}

function ofItem(item: Item, baseline: Baseline): Chosen | undefined {
  const { field, tests, all, neq } = item
  const present: Chosen | undefined = field === null ? undefined : { signs: [{ by: 'present', field }], rate: 1 }
  if (neq === true) return present
  const each = tests.map((test) => ofTest(test, field, baseline))
  const chosen = all === true ? rarest(each) : together(each)
  if (chosen && chosen.rate < (present?.rate ?? Infinity)) return chosen
  // Every test but these needs the field to be there; of several that are all needed, one that does is enough.
  const withoutField = tests.map((test) => test.is === 'null' || (test.is === 'exists' && !test.exists))
  return (all === true ? withoutField.every(Boolean) : withoutField.some(Boolean)) ? undefined : present
}

function ofTest(test: Test, field: string | null, baseline: Baseline): Chosen | undefined {
  const of = (by: 'equals' | 'basename', field: string, text: string): Chosen => ({
    signs: [{ by, field, text }],
    rate: baseline.rate(by, field, text),
  })
  const contains = (text: string) => ofText(text, field, baseline)
  switch (test.is) {
    case 'equals':
      return field === null ? undefined : together(test.texts.map((text) => of('equals', field, text.toLowerCase())))
    case 'endswith':
      return together(
        test.texts.map((text) => {
          const name = basenameOf(text).toLowerCase()
          const isWhole = field !== null && name.length < text.length && name !== ''
          return rarest([isWhole ? of('basename', field, name) : undefined, contains(solid(text, test.cased))])
        }),
      )
    case 'contains':
    case 'startswith':
      return together(test.texts.map((text) => contains(solid(text, test.cased))))
    case 'like':
      return rarest(
        test.glob.map((piece) => (typeof piece === 'string' ? contains(solid(piece, test.cased)) : undefined)),
      )
    case 're':
      return rarest(requiredBy(test.source).sets.map((set) => together(set.map(contains))))
    case 'cidr':
    case 'compare':
    case 'field':
    case 'exists':
    case 'present':
    case 'null':
      return undefined
  }
}

/**
 * The part of a text by which it can be found in the lower case of a value. A cased text only by its ASCII: other letters
 * become lower case differently alone than in a word (Σ), and the value is looked through in lower case.
 */
function solid(text: string, cased: true | undefined): string {
  if (cased !== true) return text
  const runs = text.toLowerCase().match(/[\0-\x7F]+/g) ?? []
  return runs.toSorted((a, b) => b.length - a.length)[0] ?? ''
}

const encoder = new TextEncoder()

/** The rarest window of a text. One or two units of ASCII are no sign. */
function ofText(text: string, field: string | null, baseline: Baseline): Chosen | undefined {
  const bytes = encoder.encode(text)
  const width = Math.min(4, bytes.length)
  // Half a pair of surrogates has no bytes of its own.
  if (!isWidth(width) || (width === 2 && bytes.length === text.length) || !text.isWellFormed()) return undefined
  let best: Chosen | undefined
  for (let at = 0; at + width <= bytes.length; at++) {
    const rate = baseline.windowRate(field, gramAt(bytes, at, width), width)
    if (!best || rate < best.rate) best = { signs: [{ by: 'contains', field, text, at, width }], rate }
  }
  return best
}

const isWidth = (width: number): width is Width => width >= 2
