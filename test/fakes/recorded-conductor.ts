// A conductor that remembers what it was asked and changes only what the test tells it to.
import type { Officer } from '#shared/domain/actor.ts'
import type { OrderAction } from '#shared/domain/order.ts'
import type { Entry } from '#server/workflow/history.ts'
import type { Conductor, SituationChange } from '#server/workflow/ports.ts'
import type { Situation } from '#server/workflow/situation.ts'

export const emptySituation: Situation = {
  position: 0,
  alerts: new Map(),
  incidents: new Map(),
  endpoints: new Map(),
}

export class RecordedConductor implements Conductor {
  readonly asked: {
    readonly what: string
    readonly id: string
    readonly officer: Officer
    readonly action?: OrderAction
  }[] = []
  readonly #listeners = new Set<(change: SituationChange) => void>()
  #situation: Situation

  constructor(situation: Situation = emptySituation) {
    this.#situation = situation
  }

  situation(): Situation {
    return this.#situation
  }

  onChange(listener: (change: SituationChange) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Something was committed. */
  change(next: Partial<Situation>): void {
    const before = this.#situation
    const situation = { ...before, ...next }
    const ids = <T>(was: ReadonlyMap<string, T>, is: ReadonlyMap<string, T>) =>
      new Set([...is].filter(([id, value]) => was.get(id) !== value).map(([id]) => id))
    this.#situation = situation
    for (const listener of this.#listeners)
      listener({
        situation,
        entries: [],
        alerts: ids(before.alerts, situation.alerts),
        incidents: ids(before.incidents, situation.incidents),
        endpoints: ids(before.endpoints, situation.endpoints),
      })
  }

  async takeOver(id: string, officer: Officer) {
    this.asked.push({ what: 'take-over', id, officer })
    return this.#situation.alerts.has(id)
      ? ({ ok: true, value: undefined } as const)
      : ({ ok: false, refusal: 'unknown-alert' } as const)
  }

  async order(id: string, action: OrderAction, reason: string, officer: Officer) {
    this.asked.push({ what: 'order', id, officer, action })
    return reason === ''
      ? ({ ok: false, refusal: 'reason-missing' } as const)
      : ({ ok: true, value: { order: 'an-order' } } as const)
  }

  async note(id: string, _text: string, officer: Officer) {
    this.asked.push({ what: 'note', id, officer })
    return { ok: true, value: undefined } as const
  }

  integrity() {
    return { checked: 0, broken: [] }
  }

  async history(): Promise<readonly Entry[]> {
    return []
  }
}
