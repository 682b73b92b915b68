/** How often a sign is seen in ordinary life: what makes one witness better than another. Used where bundles are built. */

import { basenameOf } from './basename.ts'
import { commonPrograms, commonTexts } from './common-text.ts'
import type { SigmaEvent } from './event.ts'
import { textOfValue } from './event.ts'
import type { Width } from './gram-table.ts'
import { gramAt } from './gram-table.ts'

/** Values of one field, in lower case, with how often each was seen. */
type Values = Map<string, number>

interface FieldRates {
  readonly seen: number
  readonly values: Values
  readonly basenames: ReadonlyMap<string, number>
  readonly grams: ReadonlyMap<number, number>
}

/** So many values of a field are kept apart; the later ones are not learned from. */
const distinctAtMost = 20_000
/** What is known beforehand weighs as much as so many events. */
const priorWeight = 200
const unknownRate = 0.003
/** A window of three is anywhere ten times as often as one of four; one of two is of a foreign letter. */
const unknownWindow: Readonly<Record<Width, number>> = { 2: 0.001, 3: 0.004, 4: 0.0004 }

export class Baseline {
  readonly #prior = gramsOf(new Map(commonTexts.map((text) => [text, 1])))
  readonly #learned = new Map<string, Values>()
  #rates = new Map<string, FieldRates>()

  /** Takes in one event of the office's ordinary life, in the taxonomy of the rules. */
  learn({ fields }: SigmaEvent): void {
    this.#rates = new Map()
    for (const [field, value] of Object.entries(fields)) {
      const text = textOfValue(value)?.slice(0, 4_000).toLowerCase()
      if (text === undefined) continue
      const values = this.#learned.get(field) ?? new Map<string, number>()
      this.#learned.set(field, values)
      const count = values.get(text)
      if (count !== undefined || values.size < distinctAtMost) values.set(text, (count ?? 0) + 1)
    }
  }

  /** Share of the events of a logsource whose field equals this text, or ends in this name. */
  rate(by: 'equals' | 'basename', field: string, text: string): number {
    const rates = this.#ratesOf(field)
    const seen = (by === 'equals' ? rates?.values : rates?.basenames)?.get(text) ?? 0
    return weighed(seen, rates, by === 'equals' ? priorOfText(text) : (commonPrograms.get(text) ?? unknownRate))
  }

  /** Share of the events that show this window in a field; `null` is any field. */
  windowRate(field: string | null, gram: number, width: Width): number {
    const rates = field === null ? undefined : this.#ratesOf(field)
    const prior = (this.#prior.get(gram) ?? 0) * 0.04 + unknownWindow[width]
    return weighed(rates?.grams.get(gram) ?? 0, rates, Math.min(0.9, prior))
  }

  #ratesOf(field: string): FieldRates | undefined {
    const known = this.#rates.get(field)
    if (known) return known
    const values = this.#learned.get(field)
    if (!values) return undefined
    const basenames = new Map<string, number>()
    for (const [text, count] of values) {
      const name = basenameOf(text)
      basenames.set(name, (basenames.get(name) ?? 0) + count)
    }
    const seen = [...values.values()].reduce((sum, count) => sum + count, 0)
    const rates = { seen, values, basenames, grams: gramsOf(values) }
    this.#rates.set(field, rates)
    return rates
  }
}

const weighed = (seen: number, rates: FieldRates | undefined, prior: number): number =>
  rates ? (seen + prior * priorWeight) / (rates.seen + priorWeight) : prior

function priorOfText(text: string): number {
  if (text === 'true' || text === 'false') return 0.5
  return /^\d{1,5}$/.test(text) ? 0.02 : unknownRate
}

const encoder = new TextEncoder()

function gramsOf(values: ReadonlyMap<string, number>): Map<number, number> {
  const grams = new Map<number, number>()
  for (const [text, count] of values) {
    const own = new Set<number>()
    const bytes = encoder.encode(text)
    for (const width of [3, 4] as const)
      for (let at = 0; at + width <= bytes.length; at++) own.add(gramAt(bytes, at, width))
    for (const gram of own) grams.set(gram, (grams.get(gram) ?? 0) + count)
  }
  return grams
}
