/** The conductor: lets decisions be made one after another, has them stored together, and only then lets them be seen. */

import type { Actor, Officer } from '#shared/domain/actor.ts'
import type { Endpoint } from '#shared/domain/endpoint.ts'
import type { OrderAction } from '#shared/domain/order.ts'
import { errorFields } from '#shared/log.ts'
import type { Log } from '#shared/log.ts'
import { uuid7 } from '#shared/text/uuid7.ts'
import type { Clock } from '#shared/time/clock.ts'
import { act } from './act.ts'
import { changeBy } from './change.ts'
import type { Acted, PlanCommand } from './commands.ts'
import { apply, applyNew, withEndpoint } from './fold.ts'
import { forms } from './form-rules.ts'
import type { Entry, NewEntry, Subject } from './history.ts'
import { loadSituation } from './load.ts'
import type { Loaded } from './load.ts'
import type { OfficeActed, OfficeCommand } from './office-commands.ts'
import { decideInOffice } from './office-steps/act.ts'
import { plan } from './plan.ts'
import type {
  Conductor,
  Decision,
  OrderSigner,
  Outcome,
  ReleaseAnswer,
  ReleaseAsked,
  ReleaseCodeMaker,
  SituationChange,
  WorkflowStore,
} from './ports.ts'
import type { Situation } from './situation.ts'

export interface ConductorParts<Kept> {
  readonly store: WorkflowStore<Kept>
  readonly signer: OrderSigner
  readonly releaseCodes: ReleaseCodeMaker
  readonly clock: Clock
  /** Fills and returns an array, as `crypto.getRandomValues` does; for ids. */
  readonly random: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array
  readonly log: Log
  /** How long an order may be carried out after it was given; 15 minutes unless told. */
  readonly orderValidMs?: number | undefined
}

export interface RunningConductor<Kept> extends Conductor {
  /** Decides on the newest situation and resolves once the decision is durable. Rejects with `store/not-durable`; then nothing of it holds. */
  perform<T>(decide: (situation: Situation) => Decision<T, Kept>): Promise<T>
  /** A terminal that was enrolled since the start; known at once, without waiting for its first connection. */
  enrolled(endpoint: Endpoint): void
  /** The key of a terminal that connected (SPKI in base64); noted where it is new. */
  seenKey(endpoint: string, publicKey: string): void
  /** The histories were verified anew, while everything runs, with so many findings. */
  verified(findings: number): void
}

const orderValidUnlessToldMs = 15 * 60_000

/** Loads the histories, verifies their chains and takes up work. */
export async function conductor<Kept>(parts: ConductorParts<Kept>): Promise<RunningConductor<Kept>> {
  const { store, log } = parts
  return new Conducting(parts, await loadSituation(store.history, store.registry, log))
}

interface Waiting<Kept> {
  readonly decide: (situation: Situation) => Decision<unknown, Kept>
  readonly resolve: (value: unknown) => void
  readonly reject: (error: unknown) => void
}

class Conducting<Kept> implements RunningConductor<Kept> {
  readonly #parts: ConductorParts<Kept>
  #integrity: Loaded['integrity']
  readonly #listeners = new Set<(change: SituationChange) => void>()
  #situation: Situation
  #waiting: Waiting<Kept>[] = []
  #busy = false

  constructor(parts: ConductorParts<Kept>, { situation, integrity }: Loaded) {
    this.#parts = parts
    this.#situation = situation
    this.#integrity = integrity
  }

  situation(): Situation {
    return this.#situation
  }

  integrity(): Loaded['integrity'] {
    return this.#integrity
  }

  onChange(listener: (change: SituationChange) => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  history(subject: Subject): Promise<readonly Entry[]> {
    return this.#parts.store.history.history(subject)
  }

  enrolled(endpoint: Endpoint): void {
    this.#publish(withEndpoint(this.#situation, endpoint), [], [endpoint.id])
  }

  verified(findings: number): void {
    this.#integrity = { ...this.#integrity, findings }
  }

  takeOver(alert: string, officer: Officer): Promise<Outcome> {
    return this.perform((situation) => plan.takeOver.decide(situation, { alert, officer, now: this.#now() }))
  }

  note(incident: string, text: string, officer: Officer): Promise<Outcome> {
    return this.perform((situation) => plan.note.decide(situation, { incident, text, officer, now: this.#now() }))
  }

  order(
    endpoint: string,
    action: OrderAction,
    reason: string,
    officer: Officer,
  ): Promise<Outcome<{ readonly order: string }>> {
    const { random, signer, orderValidMs: validMs = orderValidUnlessToldMs } = this.#parts
    return this.perform((situation) => {
      const now = this.#now()
      const id = uuid7(now, random)
      return plan.order.decide(situation, { id, endpoint, action, reason, officer, now, validMs, signer })
    })
  }

  releaseByPhone(asked: ReleaseAsked, officer: Officer): Promise<Outcome<ReleaseAnswer>> {
    const { releaseCodes: codes } = this.#parts
    return this.perform((situation) =>
      plan.releaseByPhone.decide(situation, { asked, officer, now: this.#now(), codes }),
    )
  }

  seenKey(endpoint: string, publicKey: string): void {
    const { log } = this.#parts
    this.perform((situation) => plan.seeKey.decide(situation, { endpoint, publicKey, now: this.#now() })).catch(
      // The next connection shows it again.
      (error: unknown) => log.warn('workflow/key-not-noted', { endpoint, ...errorFields(error) }),
    )
  }

  act(command: PlanCommand, officer: Officer): Promise<Outcome<Acted>> {
    const { random, signer, orderValidMs = orderValidUnlessToldMs } = this.#parts
    return this.perform((situation) => {
      const now = this.#now()
      return act(situation, {
        command,
        officer,
        now,
        means: { forms, newId: () => uuid7(now, random), signer, orderValidMs },
      })
    })
  }

  actInOffice(command: OfficeCommand, by: Actor): Promise<Outcome<OfficeActed>> {
    const { random } = this.#parts
    return this.perform((situation) => {
      const now = this.#now()
      return decideInOffice(situation, { command, by, now, newId: () => uuid7(now, random) })
    })
  }

  perform<T>(decide: (situation: Situation) => Decision<T, Kept>): Promise<T> {
    return new Promise<unknown>((resolve, reject) => {
      this.#waiting.push({ decide, resolve, reject })
      if (this.#busy) return
      this.#busy = true
      queueMicrotask(() => void this.#run())
    }) as Promise<T>
  }

  #now(): number {
    return this.#parts.clock.now()
  }

  /** Everything that waits when a commit ends makes the next one: no decision is ever made on a situation that may not hold. */
  async #run(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting
      this.#waiting = []
      await this.#performTogether(batch)
    }
    this.#busy = false
  }

  async #performTogether(batch: readonly Waiting<Kept>[]): Promise<void> {
    const entries: NewEntry[] = []
    const records: Kept[] = []
    const decided: { readonly one: Waiting<Kept>; readonly value: unknown }[] = []
    let tentative = this.#situation
    for (const one of batch) {
      try {
        const decision = one.decide(tentative)
        tentative = applyNew(tentative, decision.entries)
        entries.push(...decision.entries)
        records.push(...(decision.records ?? []))
        decided.push({ one, value: decision.value })
      } catch (error) {
        // A decision that throws is a bug; it must not take its neighbours with it.
        one.reject(error)
      }
    }
    try {
      if (entries.length > 0 || records.length > 0) {
        const before = this.#situation
        const placed = await this.#parts.store.history.commit({ records, entries })
        // The tentative situation is what was committed, unless a terminal was enrolled meanwhile or positions have gaps.
        const foreseen =
          this.#situation === before && placed.every(({ position }, i) => position === before.position + i + 1)
        if (placed.length > 0) this.#publish(foreseen ? tentative : placed.reduce(apply, this.#situation), placed)
      }
    } catch (error) {
      for (const { one } of decided) one.reject(error)
      return
    }
    for (const { one, value } of decided) one.resolve(value)
  }

  #publish(situation: Situation, entries: readonly Entry[], endpoints: readonly string[] = []): void {
    this.#situation = situation
    const change = changeBy(situation, entries)
    const told =
      endpoints.length === 0 ? change : { ...change, endpoints: new Set([...change.endpoints, ...endpoints]) }
    for (const listener of this.#listeners) {
      try {
        listener(told)
      } catch (error) {
        // What was stored is stored; a screen that cannot follow must not stop the next alert.
        this.#parts.log.error('workflow/listener-failed', errorFields(error))
      }
    }
  }
}
