/** What the thread does: judges events, and between two batches brings a waiting bundle a slice further. */

import type { CorrelationMatch } from '#shared/sigma/correlator.ts'
import type { RuleMatch, SigmaEngine } from '#shared/sigma/engine.ts'
import type { Swapped } from './hot-swap.ts'
import { swapping } from './hot-swap.ts'
import type { FromThread, Loaded, NativeEvent, RuleLabel, SigmaFinding, ToThread } from './messages.ts'
import { askedPlace, progressPlace } from './messages.ts'
import { sigmaEvent } from './native-event.ts'

export interface JudgeLoopOptions {
  readonly monotonic: () => number
  /** Calls back after everything that is waiting to be judged. */
  readonly later: (task: () => void) => void
  readonly answer: (message: FromThread) => void
  /** See `askedPlace` and `progressPlace`. */
  readonly shared: Int32Array
  /** No event waits longer for a bundle. */
  readonly sliceMs?: number
}

export class JudgeLoop {
  readonly #options: JudgeLoopOptions
  #engine: SigmaEngine | undefined
  #swap: { readonly steps: Generator<void, Swapped>; longestMs: number } | undefined

  constructor(options: JudgeLoopOptions) {
    this.#options = options
  }

  hear(message: ToThread): void {
    switch (message.say) {
      case 'load': {
        const { bundle, benched } = message
        const { shared } = this.#options
        const isRunning = this.#swap !== undefined
        this.#swap = {
          steps: swapping({
            bundle,
            benched: new Set(benched),
            before: this.#engine,
            onAsk: (rule) => {
              shared[askedPlace] = rule + 1
            },
          }),
          longestMs: 0,
        }
        if (!isRunning) this.#options.later(() => this.#slice())
        return
      }
      case 'judge':
        return this.#judge(message.events)
      case 'tick':
        return this.#answer(0, this.#engine?.tick(message.at).map(correlationFinding) ?? [])
    }
  }

  #judge(events: readonly NativeEvent[]): void {
    const { shared } = this.#options
    const findings: SigmaFinding[] = []
    for (const native of events) {
      if (this.#engine) findings.push(...judged(this.#engine, native))
      shared[askedPlace] = 0
      shared[progressPlace] = ((shared[progressPlace] ?? 0) + 1) | 0
    }
    this.#answer(events.length, findings)
  }

  #answer(events: number, findings: readonly SigmaFinding[]): void {
    const { kept = 0, forgotten = 0 } = this.#engine?.correlator.groups ?? {}
    const health = { groups: kept, forgottenGroups: forgotten, benched: this.#engine?.benched ?? [] }
    this.#options.answer({ say: 'judged', events, findings, health })
  }

  /** Steps until the slice is used up, then lets the events through. */
  #slice(): void {
    const swap = this.#swap
    if (!swap) return
    const { monotonic, later, shared, sliceMs = 4 } = this.#options
    const began = monotonic()
    let result: IteratorResult<void, Swapped>
    do result = swap.steps.next()
    while (result.done !== true && monotonic() - began < sliceMs)
    shared[askedPlace] = 0
    shared[progressPlace] = ((shared[progressPlace] ?? 0) + 1) | 0
    swap.longestMs = Math.max(swap.longestMs, monotonic() - began)
    if (result.done !== true) return later(() => this.#slice())
    this.#swap = undefined
    this.#options.answer({ say: 'loaded', loaded: this.#taken(result.value, swap.longestMs) })
  }

  #taken(swapped: Swapped, longestSliceMs: number): Loaded {
    if (!swapped.ok)
      return { ok: false, rules: this.#engine?.rules.length ?? 0, failures: swapped.failures, longestSliceMs }
    const { engine } = swapped
    this.#engine = engine
    return { ok: true, rules: engine.rules.length, failures: [], longestSliceMs }
  }
}

function judged(engine: SigmaEngine, native: NativeEvent): readonly SigmaFinding[] {
  const { matches, correlations } = engine.judge(sigmaEvent(native))
  return [
    ...matches.map((match) => ruleFinding(match, native.at, engine.facts(match.rule))),
    ...correlations.map(correlationFinding),
  ]
}

const labelOf = ({ id, title, severity, status, author, license, tags }: RuleLabel): RuleLabel => ({
  id,
  title,
  severity,
  status,
  author,
  license,
  tags,
})

const ruleFinding = (
  { rule, hiddenBy, wouldHide, isPart }: RuleMatch,
  at: number,
  facts: Readonly<Record<string, string>>,
): SigmaFinding => ({ kind: 'rule', rule: labelOf(rule), at, facts, hiddenBy, wouldHide, isPart })

const correlationFinding = ({ correlation, at, since, measure, group }: CorrelationMatch): SigmaFinding => ({
  kind: 'correlation',
  rule: labelOf(correlation),
  at,
  since,
  measure,
  group,
})
