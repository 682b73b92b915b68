/** 外发通知: stores each notice when it is due and lets its lane carry it; everything that waits is worked out anew from rows and situation. */

import type { Institution } from '#shared/domain/institution.ts'
import { errorFields } from '#shared/log.ts'
import type { Log } from '#shared/log.ts'
import { uuid7 } from '#shared/text/uuid7.ts'
import type { Cancel, Clock } from '#shared/time/clock.ts'
import type { Delivery, DeliveryStore } from '../store/deliveries.ts'
import type { Conductor } from '../workflow/ports.ts'
import type { IncidentStanding } from '../workflow/situation.ts'
import { addresseesOf, unheard } from './addressees.ts'
import type { Addressee } from './addressees.ts'
import type { Channel } from './channels/channel.ts'
import { alertWaits, due, missedForMs, reportWaits, rowKey } from './escalation.ts'
import type { DueDelivery } from './escalation.ts'
import { Lane } from './lane.ts'
import { messageOf } from './message.ts'
import { roles } from './settings.ts'
import type { NotifySettings } from './settings.ts'

export interface NotifierParts {
  readonly conductor: Pick<Conductor, 'situation' | 'onChange'>
  readonly store: DeliveryStore
  readonly settings: NotifySettings
  readonly channels: readonly Channel[]
  readonly institution: (id: string) => Institution | undefined
  /** Whether the initial report of an incident was filed: what stops its reminders. */
  readonly reported: (incident: IncidentStanding) => boolean
  readonly clock: Clock
  readonly log: Log
  /** Fills and returns an array, as `crypto.getRandomValues` does. */
  readonly random: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array
}

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
    const { conductor, settings, log } = this.#parts
    const missing = unheard(settings, roles)
    if (missing.length > 0) log.warn('notify/nobody-to-tell', { roles: missing.join(' ') })
    const { alerts, incidents } = conductor.situation()
    for (const id of alerts.keys()) this.#alerts.set(id, 0)
    for (const id of incidents.keys()) this.#incidents.set(id, 0)
    // The commit that tells of an alert waits for nobody: two maps and a timer are all that happens in its turn.
    this.#deaf = conductor.onChange((change) => {
      for (const id of change.alerts) this.#alerts.set(id, 0)
      for (const id of change.incidents) this.#incidents.set(id, 0)
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
    const { conductor, settings, reported, store, clock } = this.#parts
    const situation = conductor.situation()
    const now = clock.now()
    const [alerts, incidents] = [ripe(this.#alerts, now), ripe(this.#incidents, now)]
    const stored = (key: string) => this.#rows.has(key)
    const { deliveries, next } = due({ situation, alerts, incidents, stored, reported, settings, now })
    // Before anything is waited for: what a commit changes meanwhile is marked anew, and stays so.
    lookAgain(this.#alerts, alerts, next)
    lookAgain(this.#incidents, incidents, next)
    if (deliveries.length > 0) {
      const rows = deliveries.map((one) => this.#row(one, now))
      try {
        await store.add(rows)
      } catch (error) {
        for (const id of alerts) this.#alerts.set(id, 0)
        for (const id of incidents) this.#incidents.set(id, 0)
        throw error
      }
      for (const row of rows) this.#keep(row)
      this.#carry(rows)
    }
    this.#forget(now)
    // Those who wait for another try learn here that it is no longer wanted.
    for (const lane of this.#lanes.values()) lane.wake()
    const coming = earliest(this.#alerts, earliest(this.#incidents, Infinity))
    return coming === Infinity ? longestWaitMs : Math.max(gatherMs, coming - clock.now())
  }

  #row({ notice, addressee }: DueDelivery, now: number): Delivery {
    const { key, about, dueAt } = notice
    const { recipient, channel } = addressee
    return {
      id: uuid7(now, this.#parts.random),
      notice: key,
      about,
      recipient,
      channel,
      dueAt,
      createdAt: now,
      state: 'due',
      tries: 0,
      again: false,
      changedAt: now,
    }
  }

  #keep(row: Delivery): void {
    this.#rows.set(rowKey(row.notice, row as Pick<Addressee, 'recipient' | 'channel'>), row)
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
    const { store, channels, settings, conductor, institution, reported, clock, log, random } = this.#parts
    const addressee = addresseesOf(settings, roles).find(
      ({ recipient, channel }) => recipient === row?.recipient && channel === row.channel,
    )
    const channel = channels.find(({ name }) => name === addressee?.channel)
    return new Lane({
      channel: channel ?? gone,
      to: addressee?.to ?? '',
      toPerson: addressee !== undefined && addressee.to !== '',
      store,
      wanted({ about }) {
        const situation = conductor.situation()
        if (about.kind === 'alert') {
          const standing = situation.alerts.get(about.id)
          return standing !== undefined && alertWaits(standing)
        }
        const incident = situation.incidents.get(about.id)
        return incident !== undefined && reportWaits(incident, situation, reported)
      },
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
