/** Brings a new bundle into use between two events: read, built and tested in small steps, or not taken at all. */

import type { SelfTest } from '#shared/sigma/bundle-lines.ts'
import { readingBundle } from '#shared/sigma/bundle-lines.ts'
import { SigmaEngine } from '#shared/sigma/engine.ts'
import { linkRules } from '#shared/sigma/link-rules.ts'

export type Swapped =
  | { readonly ok: true; readonly engine: SigmaEngine }
  | { readonly ok: false; readonly failures: readonly string[] }

export interface SwapTask {
  /** `bundleText` of `#shared/sigma/bundle-lines.ts`, its signature verified. */
  readonly bundle: string
  /** Ids of rules to leave out. */
  readonly benched: ReadonlySet<string>
  /** In use until now; what its unchanged correlations have counted goes on. */
  readonly before: SigmaEngine | undefined
  /** Told which rule is asked, already while it is tested. */
  readonly onAsk?: ((rule: number) => void) | undefined
}

/** Each step takes a few milliseconds at most; the last one gives the engine. Never throws. */
export function* swapping({ bundle, benched, before, onAsk }: SwapTask): Generator<void, Swapped> {
  try {
    const { selfTests, ...set } = yield* readingBundle(bundle)
    const linked = linkRules({ ...set, rules: set.rules.filter(({ id }) => !benched.has(id)) })
    const broken = linked.refused
      .filter(({ what }) => !benched.has(what))
      .map(({ id, reason, what }) => `${id}: ${reason} ${what}`)
    if (broken.length > 0) return { ok: false, failures: broken }
    const engine = yield* SigmaEngine.building(linked)
    engine.onAsk = onAsk
    const failures = yield* testing(
      engine,
      selfTests.filter(({ rule }) => !benched.has(rule)),
    )
    if (failures.length > 0) return { ok: false, failures }
    engine.reset()
    if (before) engine.correlator.adopt(before.correlator)
    return { ok: true, engine }
  } catch (error) {
    return { ok: false, failures: [String(error)] }
  }
}

const testsAStep = 32

function* testing(engine: SigmaEngine, tests: readonly SelfTest[]): Generator<void, string[]> {
  const failures: string[] = []
  for (const [i, { rule, origin, fields, matches }] of tests.entries()) {
    const matched = engine.judge({ origin, fields, at: 0 }).matches.some((match) => match.rule.id === rule)
    if (matched !== matches) failures.push(`${rule}: self-test ${matches ? 'does not match' : 'matches'}`)
    if (i % testsAStep === testsAStep - 1) yield
  }
  return failures
}
