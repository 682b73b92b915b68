/** Asks about each event the rules that might match it, and tells which did; correlations and filters follow from that. */

import { Bucket, Route } from './bucket.ts'
import type { CorrelationMatch, CorrelatorLimits } from './correlator.ts'
import { Correlator, correlatorLimits } from './correlator.ts'
import type { EventOrigin, SigmaEvent } from './event.ts'
import { EventView, FieldNumbers } from './event-view.ts'
import { factsOf } from './explain.ts'
import type { RuleSet } from './link-rules.ts'
import { isAbout } from './link-rules.ts'
import type { Matcher } from './matcher.ts'
import { matcherOf } from './matcher.ts'
import type { Logsource, Node, SigmaFilter, SigmaRule } from './rule.ts'

export interface RuleMatch {
  readonly rule: SigmaRule
  /** The filter that hides it: an exception of the institution. Hidden matches are counted by no correlation. */
  readonly hiddenBy?: string | undefined
  /** The filter that would hide it, were it more than a preview. */
  readonly wouldHide?: string | undefined
  /** Counted by a correlation without `generate`: it is no finding of its own. */
  readonly isPart: boolean
}

export interface Judgement {
  readonly matches: readonly RuleMatch[]
  readonly correlations: readonly CorrelationMatch[]
}

/** A rule that threw, and is asked no more. */
export interface Benched {
  readonly rule: string
  readonly error: string
}

interface ActiveFilter {
  readonly filter: SigmaFilter
  readonly matches: Matcher
}

const nothing: Judgement = { matches: [], correlations: [] }
const noFilters: readonly ActiveFilter[] = []

export class SigmaEngine {
  readonly rules: readonly SigmaRule[]
  /** By number of the rule: how often it was asked, and how often it matched. */
  readonly asked: Uint32Array
  readonly matched: Uint32Array
  readonly benched: Benched[] = []
  readonly correlator: Correlator
  readonly #fields = new FieldNumbers()
  readonly #view = new EventView(this.#fields)
  readonly #buckets: { readonly logsource: Logsource; readonly bucket: Bucket }[] = []
  readonly #routes = new WeakMap<EventOrigin, Route>()
  /** Made when a rule is first asked: most never are. */
  readonly #matchers: (Matcher | undefined)[]
  readonly #filters = new Map<number, readonly ActiveFilter[]>()
  readonly #isPart: ReadonlySet<string>
  /** By number of the rule: the event about which it was last asked. */
  readonly #askedAt: Uint32Array
  #event = 0
  #found: number[] = []
  readonly #visit = (rule: number): void => this.#ask(rule)
  /** Told before a rule is asked, so that a thread that hangs can be taken to account. */
  onAsk: ((rule: number) => void) | undefined

  constructor({ rules, correlations }: RuleSet, limits: CorrelatorLimits) {
    this.rules = rules.map(withoutWitness)
    this.asked = new Uint32Array(rules.length)
    this.matched = new Uint32Array(rules.length)
    this.#askedAt = new Uint32Array(rules.length)
    this.#matchers = rules.map(() => undefined)
    const generated = new Set(correlations.flatMap(({ generate, rules }) => (generate ? rules : [])))
    this.#isPart = new Set(correlations.flatMap(({ rules }) => rules).filter((rule) => !generated.has(rule)))
    this.correlator = new Correlator(correlations, this.#fields, limits)
  }

  /** Builds an engine in small steps, so that events can be judged in between by the one that is in use. */
  static *building(set: RuleSet, limits: CorrelatorLimits = correlatorLimits): Generator<void, SigmaEngine> {
    const engine = new SigmaEngine(set, limits)
    const buckets = new Map<string, Bucket>()
    for (const [number, rule] of set.rules.entries()) {
      const key = JSON.stringify(rule.logsource)
      let bucket = buckets.get(key)
      if (!bucket) {
        bucket = new Bucket()
        buckets.set(key, bucket)
        engine.#buckets.push({ logsource: rule.logsource, bucket })
      }
      bucket.add(number, rule.witness)
      numberFields(rule.when, engine.#fields)
      const filters = set.filters.filter((filter) => isAbout(filter, rule))
      if (filters.length > 0)
        engine.#filters.set(
          number,
          filters.map((filter) => ({ filter, matches: matcherOf(filter.when, engine.#fields) })),
        )
      if (number % 64 === 63) yield
    }
    for (const { logsource, bucket } of engine.#buckets)
      for (const other of engine.#buckets) if (isPartOf(logsource, other.logsource)) bucket.absorb(other.bucket)
    for (const bucket of buckets.values()) yield* bucket.finish(engine.#fields)
    return engine
  }

  judge(event: SigmaEvent): Judgement {
    const { origin, fields, at } = event
    const view = this.#view
    view.show(fields)
    // Zero is "never"; after 2³² events the marks start anew.
    this.#event = (this.#event + 1) >>> 0
    if (this.#event === 0) {
      this.#askedAt.fill(0)
      this.#event = 1
    }
    const route = this.#routes.get(origin) ?? this.#routeOf(origin)
    route.candidates(view, this.#visit)
    if (this.#found.length === 0) return nothing
    const found = this.#found
    this.#found = []
    return this.#follow(
      found.toSorted((a, b) => a - b),
      at,
    )
  }

  /** Correlations whose time has come without an event. */
  tick(at: number): readonly CorrelationMatch[] {
    return this.correlator.tick(at)
  }

  /** As if it had judged nothing yet: after its self-tests. */
  reset(): void {
    this.asked.fill(0)
    this.matched.fill(0)
    this.correlator.reset()
  }

  /** The fields that made a rule match the event that was judged last. */
  facts(rule: SigmaRule): Readonly<Record<string, string>> {
    return factsOf(rule.when, this.#view, this.#fields)
  }

  /** Whether one rule matches, without any index: what the index is held against. */
  bruteForce(event: SigmaEvent): readonly number[] {
    this.#view.show(event.fields)
    return this.rules.flatMap(({ logsource }, number) =>
      accepts(logsource, event.origin) && this.#matches(number) ? [number] : [],
    )
  }

  /** No more of this rule, in this engine. */
  bench(rule: number, error: string): void {
    this.#matchers[rule] = never
    this.benched.push({ rule: this.rules[rule]?.id ?? '', error })
  }

  #ask(rule: number): void {
    if (this.#askedAt[rule] === this.#event) return
    this.#askedAt[rule] = this.#event
    this.asked[rule] = ((this.asked[rule] ?? 0) + 1) >>> 0
    this.onAsk?.(rule)
    if (this.#matches(rule)) this.#found.push(rule)
  }

  #matches(rule: number): boolean {
    try {
      const matcher = this.#matchers[rule] ?? this.#matcherOf(rule)
      return matcher(this.#view)
    } catch (error) {
      // V8 finds some expressions too big only when it first runs them.
      this.bench(rule, String(error))
      return false
    }
  }

  #matcherOf(rule: number): Matcher {
    const node = this.rules[rule]?.when
    const matcher = node ? matcherOf(node, this.#fields) : never
    this.#matchers[rule] = matcher
    return matcher
  }

  #follow(found: readonly number[], at: number): Judgement {
    const matches: RuleMatch[] = []
    const correlations: CorrelationMatch[] = []
    for (const number of found) {
      const rule = this.rules[number]
      if (!rule) continue
      this.matched[number] = (this.matched[number] ?? 0) + 1
      const filters = (this.#filters.get(number) ?? noFilters).filter(
        ({ filter, matches }) => (filter.until === undefined || at < filter.until) && matches(this.#view),
      )
      const hiddenBy = filters.find(({ filter }) => filter.preview !== true)?.filter.id
      const wouldHide = filters.find(({ filter }) => filter.preview === true)?.filter.id
      matches.push({
        rule,
        isPart: this.#isPart.has(rule.id),
        ...(hiddenBy !== undefined && { hiddenBy }),
        ...(wouldHide !== undefined && { wouldHide }),
      })
      if (hiddenBy === undefined) correlations.push(...this.correlator.take(rule.id, this.#view, at))
    }
    return { matches, correlations: correlations.filter(({ correlation }) => !this.#isPart.has(correlation.id)) }
  }

  #routeOf(origin: EventOrigin): Route {
    const about = this.#buckets.filter(({ logsource }) => accepts(logsource, origin))
    const route = new Route(
      about.map(({ bucket }) => bucket),
      this.#fields,
    )
    this.#routes.set(origin, route)
    return route
  }
}

const never: Matcher = () => false

/** It has gone into the tables. */
function withoutWitness(rule: SigmaRule): SigmaRule {
  const { witness: _witness, ...rest } = rule
  return rest
}

/** A rule that asks for nothing is about everything. */
export function accepts({ product, category, service }: Logsource, origin: EventOrigin): boolean {
  return (
    (product === undefined || product === origin.product) &&
    (service === undefined || service === origin.service) &&
    (category === undefined || origin.categories.includes(category))
  )
}

/** Whether every event of the one is also of the other. */
const isPartOf = (one: Logsource, other: Logsource): boolean =>
  (['product', 'category', 'service'] satisfies (keyof Logsource)[]).every(
    (part) => other[part] === undefined || other[part] === one[part],
  )

/** Gives every field its number before the first event, so that no event meets a field that its view has no room for. */
function numberFields(node: Node, fields: FieldNumbers): void {
  if (node.is === 'item') {
    if (node.field !== null) fields.of(node.field)
    for (const test of node.tests) if (test.is === 'field') fields.of(test.field)
  } else if (node.is === 'not') numberFields(node.of, fields)
  else for (const child of node.of) numberFields(child, fields)
}

/** For those who can wait. */
export function buildEngine(set: RuleSet, limits?: CorrelatorLimits): SigmaEngine {
  const building = SigmaEngine.building(set, limits)
  for (let step = building.next(); ; step = building.next()) if (step.done === true) return step.value
}
