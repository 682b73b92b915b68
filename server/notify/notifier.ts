/** 外发通知 and 站内通知: stores each notice when it is due and lets its lane carry it; everything that waits is worked out anew from rows and situation. */

import type { Institution } from '#shared/domain/institution.ts'
import { errorFields } from '#shared/log.ts'
import type { Log } from '#shared/log.ts'
import { uuid7 } from '#shared/text/uuid7.ts'
import type { Cancel, Clock } from '#shared/time/clock.ts'
import type { Delivery, DeliveryStore } from '../store/deliveries.ts'
import { remind, sendBrief } from '../workflow/clocks/brief.ts'
import type { Conductor, Decision } from '../workflow/ports.ts'
import type { Situation } from '../workflow/situation.ts'
import { reached, unheard } from './addressees.ts'
import type { Channel } from './channels/channel.ts'
import { due, isWanted, missedForMs, rowKey } from './escalation.ts'
import type { DueDelivery, DueRecord } from './escalation.ts'
import { Lane } from './lane.ts'
import { messageOf, stepOf } from './message.ts'
import type { NotifySettings } from './settings.ts'

/** What the notifier needs of the conductor: it looks, and it writes into an incident's history that somebody was reminded. */
export interface TellingConductor extends Pick<Conductor, 'situation' | 'onChange'> {
  perform<T>(decide: (situation: Situation) => Decision<T>): Promise<T>
}

export interface NotifierParts {
  readonly conductor: TellingConductor
  readonly store: DeliveryStore
  readonly settings: NotifySettings
  readonly channels: readonly Channel[]
  readonly institution: (id: string) => Institution | undefined
  readonly clock: Clock
  readonly log: Log
  /** Fills and returns an array, as `crypto.getRandomValues` does. */
  readonly random: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array
}

/** What of the office changes who is told, and when. */
const whoOrWhen = new Set(['setting-changed', 'post-given', 'post-ended', 'duty-roster-set', 'calendar-decided'])
/** Whom reminders have to wake. */
const woken = ['duty', 'backup', 'deputy', 'leader'] as const
/** The wall clock may be set: then what was worked out does not hold, and this is how late it is noticed. */
const longestWaitMs = 30_000
/** After a commit; a storm's alerts are looked at together. */
const gatherMs = 200
const storeAgainMs = 5_000
const hourMs = 3_600_000
/** What is on its way when the server stops may take this long. */
const graceMs = 3_000

export class Notifier {
  readonly #parts: NotifierParts
  readonly #lanes = new Map<string, Lane>()
  readonly #rows = new Map<string, Delivery>()
  /** When each is to be looked at again, server time; what can have no notices is not in it, so that a year of alerts costs nothing. */
  readonly #alerts = new Map<string, number>()
  readonly #incidents = new Map<string, number>()
  #loaded = false
  #closed = false
  #busy = false
  #cancel: Cancel = () => {}
  /** When the next pass is, on the monotonic clock. */
  #passAt = Infinity
  #forgetAt = 0
  #deaf: Cancel = () => {}

  constructor(parts: NotifierParts) {
    this.#parts = parts
  }

  /** Returns at once; what was missed while the server stood goes out from here. */
  start(): void {
    const { conductor, settings, channels, clock, log } = this.#parts
    const missing = channels.length === 0 ? [] : unheard(settings, conductor.situation().office, woken, clock.now())
    if (missing.length > 0) log.warn('notify/nobody-to-tell', { roles: missing.join(' ') })
    const { alerts, incidents } = conductor.situation()
    for (const id of alerts.keys()) this.#alerts.set(id, 0)
    for (const id of incidents.keys()) this.#incidents.set(id, 0)
    // The commit that tells of an alert waits for nobody: two maps and a timer are all that happens in its turn.
    this.#deaf = conductor.onChange((change) => {
      for (const id of change.alerts) this.#alerts.set(id, 0)
      for (const id of change.incidents) this.#incidents.set(id, 0)
      // Other minutes, other people: whatever still waits is worked out anew.
      if (change.entries.some(({ happening }) => whoOrWhen.has(happening.kind)))
        for (const looks of [this.#alerts, this.#incidents]) for (const id of looks.keys()) looks.set(id, 0)
      this.#passIn(gatherMs)
    })
    this.#passIn(0)
  }

  async close(): Promise<void> {
    this.#closed = true
    this.#cancel()
    this.#deaf()
    await Promise.all([...this.#lanes.values()].map((lane) => lane.close(graceMs)))
  }

  #passIn(ms: number): void {
    const waitMs = Math.max(0, Math.min(ms, longestWaitMs))
    const at = this.#parts.clock.monotonic() + waitMs
    // Never put off: a storm of commits must not keep the pass from coming.
    if (this.#closed || this.#busy || at >= this.#passAt) return
    this.#cancel()
    this.#passAt = at
    this.#cancel = this.#parts.clock.after(waitMs, () => void this.#pass())
  }

  async #pass(): Promise<void> {
    this.#busy = true
    this.#passAt = Infinity
    let waitMs: number
    try {
      if (!this.#loaded) await this.#load()
      waitMs = await this.#tell()
    } catch (error) {
      this.#parts.log.error('notify/not-stored', errorFields(error))
      waitMs = storeAgainMs
    }
    this.#busy = false
    this.#passIn(waitMs)
  }

  /** Every row that may still matter. What was on its way when the server ended is sent once more, and marked. */
  async #load(): Promise<void> {
    const { store, clock } = this.#parts
    const rows = await store.dueAfter(clock.now() - missedForMs - hourMs)
    const now = clock.now()
    const twice = rows.filter(({ state, again }) => state === 'sending' && again)
    const ended = twice.map((row) => ({ ...row, state: 'failed', changedAt: now, reason: 'result-unknown' }) as const)
    if (ended.length > 0) {
      await store.progress(
        ended.map(({ id, state, tries, again, changedAt, reason }) => ({ id, state, tries, again, changedAt, reason })),
      )
    }
    const known = new Map(ended.map((row) => [row.id, row]))
    for (const row of rows) this.#keep(known.get(row.id) ?? row)
    this.#loaded = true
    const open = [...this.#rows.values()].filter(({ state }) => state === 'due' || state === 'sending')
    this.#carry(open.map((row) => (row.state === 'sending' ? { ...row, state: 'due', again: true } : row)))
  }

  /** Milliseconds until there is something to do again. */
  async #tell(): Promise<number> {
    const { conductor, settings, store, clock } = this.#parts
    const situation = conductor.situation()
    const now = clock.now()
    const [alerts, incidents] = [ripe(this.#alerts, now), ripe(this.#incidents, now)]
    const stored = (key: string) => this.#rows.has(key)
    const { deliveries, records, next } = due({ situation, alerts, incidents, stored, settings, now })
    // Before anything is waited for: what a commit changes meanwhile is marked anew, and stays so.
    lookAgain(this.#alerts, alerts, next)
    lookAgain(this.#incidents, incidents, next)
    if (deliveries.length > 0 || records.length > 0) {
      const rows = deliveries.map((one) => this.#row(one, now))
      try {
        // The history first: whatever goes out stands in it.
        await Promise.all(records.map((record) => this.#record(record)))
        if (rows.length > 0) await store.add(rows)
      } catch (error) {
        for (const id of alerts) this.#alerts.set(id, 0)
        for (const id of incidents) this.#incidents.set(id, 0)
        throw error
      }
      for (const row of rows) this.#keep(row)
      this.#carry(rows.filter(({ state }) => state === 'due'))
    }
    this.#forget(now)
    // Those who wait for another try learn here that it is no longer wanted.
    for (const lane of this.#lanes.values()) lane.wake()
    const coming = earliest(this.#alerts, earliest(this.#incidents, Infinity))
    return coming === Infinity ? longestWaitMs : Math.max(gatherMs, coming - clock.now())
  }

  /** Once each, also when it is asked for again after a crash: the step looks whether it stands there. */
  #record({ incident, what, reminder, dueAt, to }: DueRecord): Promise<boolean> {
    const { conductor, institution, clock } = this.#parts
    const now = clock.now()
    if (what === 'reminded')
      return conductor.perform((situation) => remind.decide(situation, { incident, reminder, dueAt, now }))
    return conductor.perform((situation) => {
      const row = { id: '', notice: reminder, about: { kind: 'incident', id: incident }, again: false } as const
      const text = messageOf([row], { situation, institution, now })?.text ?? ''
      return sendBrief.decide(situation, { incident, text, to, now })
    })
  }

  #row({ notice, addressee }: DueDelivery, now: number): Delivery {
    const { key, about, dueAt } = notice
    const { recipient, channel } = addressee
    // The inbox is these rows: stored is delivered.
    const inside = channel === 'inbox'
    return {
      id: uuid7(now, this.#parts.random),
      notice: key,
      about,
      recipient,
      channel,
      dueAt,
      createdAt: now,
      state: inside ? 'delivered' : 'due',
      tries: inside ? 1 : 0,
      again: false,
      changedAt: now,
    }
  }

  #keep(row: Delivery): void {
    this.#rows.set(rowKey(row.notice, row), row)
  }

  #carry(rows: readonly Delivery[]): void {
    for (const [key, group] of Map.groupBy(rows, ({ recipient, channel }) => JSON.stringify([recipient, channel]))) {
      let lane = this.#lanes.get(key)
      if (!lane) {
        lane = this.#lane(group[0])
        this.#lanes.set(key, lane)
      }
      lane.put(group)
    }
  }

  #lane(row: Delivery | undefined): Lane {
    const { store, channels, settings, conductor, institution, clock, log, random } = this.#parts
    const reach = () => row && reached(settings, conductor.situation().office, row, clock.now())
    const channel = reach() && channels.find(({ name }) => name === row?.channel)
    return new Lane({
      channel: channel ?? gone,
      to: () => reach()?.to ?? '',
      toPerson: row?.channel === 'mail' || row?.channel === 'sms',
      store,
      wanted: ({ about, notice }) => isWanted({ about, step: stepOf(notice) }, conductor.situation(), clock.now()),
      messageOf: (rows) => messageOf(rows, { situation: conductor.situation(), institution, now: clock.now() }),
      onProgress: (progress) => this.#keep(progress),
      clock,
      log,
      random: () => (random(new Uint8Array(1))[0] ?? 0) / 256,
    })
  }

  /** Rows that no notice can ask for any more; they stay in the store. */
  #forget(now: number): void {
    const monotonic = this.#parts.clock.monotonic()
    if (monotonic < this.#forgetAt) return
    this.#forgetAt = monotonic + hourMs
    for (const [key, { dueAt, state }] of this.#rows) {
      const ended = state !== 'due' && state !== 'sending'
      if (ended && now - dueAt > missedForMs + 2 * hourMs) this.#rows.delete(key)
    }
  }
}

type Looks = Map<string, number>

const ripe = (looks: Looks, now: number): readonly string[] =>
  [...looks].filter(([, at]) => at <= now).map(([id]) => id)

function lookAgain(looks: Looks, looked: readonly string[], next: ReadonlyMap<string, number>): void {
  for (const id of looked) {
    const at = next.get(id)
    if (at === undefined) looks.delete(id)
    else looks.set(id, at)
  }
}

const earliest = (looks: Looks, before: number): number => {
  let found = before
  for (const at of looks.values()) found = Math.min(found, at)
  return found
}

/** Stands in for a recipient or a channel that was taken out of the settings while a notice waited. */
const gone: Channel = {
  name: 'mail',
  send: async () => ({ outcome: 'failed', reason: 'recipient-gone', retry: 'never' }),
}
