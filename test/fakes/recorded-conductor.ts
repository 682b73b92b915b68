// A conductor that remembers what it was asked and changes only what the test tells it to.
import type { Actor, Officer } from '#shared/domain/actor.ts'
import type { OrderAction } from '#shared/domain/order.ts'
import type { Entry } from '#server/workflow/history.ts'
import type { Acted, PlanCommand } from '#server/workflow/commands.ts'
import type { OfficeActed, OfficeCommand } from '#server/workflow/office-commands.ts'
import { decideInOffice } from '#server/workflow/office-steps/act.ts'
import type { Conductor, Outcome, ReleaseAnswer, ReleaseAsked, SituationChange } from '#server/workflow/ports.ts'
import { emptyOffice, officeAfter } from '#server/workflow/office.ts'
import type { Situation } from '#server/workflow/situation.ts'

export const emptySituation: Situation = {
  position: 0,
  alerts: new Map(),
  incidents: new Map(),
  endpoints: new Map(),
  office: emptyOffice,
}

export class RecordedConductor implements Conductor {
  readonly asked: {
    readonly what: string
    readonly id: string
    readonly officer: Officer
    readonly action?: OrderAction
  }[] = []
  /** For `actInOffice`, which decides as the real one does. */
  now = (): number => 0
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

  async releaseByPhone({ endpoint: id }: ReleaseAsked, officer: Officer): Promise<Outcome<ReleaseAnswer>> {
    this.asked.push({ what: 'release-by-phone', id, officer })
    return { ok: true, value: { code: '000000000' } }
  }

  async note(id: string, _text: string, officer: Officer) {
    this.asked.push({ what: 'note', id, officer })
    return { ok: true, value: undefined } as const
  }

  /** The real steps, on the situation that the test made; nothing is stored. */
  async actInOffice(command: OfficeCommand, by: Actor): Promise<Outcome<OfficeActed>> {
    const officer = by.kind === 'officer' ? by : ({ kind: 'officer', id: '', name: by.kind } as const)
    this.asked.push({ what: command.kind, id: 'person' in command ? (command.person ?? '') : '', officer })
    const now = this.now()
    const { entries, value } = decideInOffice(this.#situation, { command, by, now, newId: () => crypto.randomUUID() })
    const placed = entries.map((entry, i) => ({
      ...entry,
      position: this.#situation.position + i + 1,
      link: { index: i, previousHash: '', hash: '' },
    }))
    const office = placed.reduce(officeAfter, this.#situation.office)
    this.#situation = { ...this.#situation, office }
    const none: ReadonlySet<string> = new Set()
    for (const listener of this.#listeners)
      listener({ situation: this.#situation, entries: placed, alerts: none, incidents: none, endpoints: none })
    return value
  }

  async act(command: PlanCommand, officer: Officer): Promise<Outcome<Acted>> {
    this.asked.push({ what: command.kind, id: 'incident' in command ? command.incident : '', officer })
    return { ok: true, value: {} }
  }

  integrity() {
    return { checked: 0, broken: [] }
  }

  async history(): Promise<readonly Entry[]> {
    return []
  }
}
