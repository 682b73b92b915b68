/** Who is connected now and how they are; in memory only, since heartbeats never touch the database. */

import { errorFields } from '#shared/log.ts'
import type { Log } from '#shared/log.ts'
import type { Clock } from '#shared/time/clock.ts'
import type { Presence } from './inbox.ts'
import type { Heard } from './session.ts'

/** News at once; that it is still there, this often. */
const beatEveryMs = 5_000

export class PresenceBoard {
  readonly #clock: Clock
  readonly #log: Log
  readonly #present = new Map<string, Presence>()
  readonly #toldAt = new Map<string, number>()
  readonly #listeners = new Set<(presence: Presence) => void>()

  constructor(clock: Clock, log: Log) {
    this.#clock = clock
    this.#log = log
  }

  of(endpoint: string): Presence | undefined {
    return this.#present.get(endpoint)
  }

  onPresence(listener: (presence: Presence) => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  heard(endpoint: string, { hello, clock, posture }: Heard): void {
    this.#set({
      endpoint,
      online: true,
      lastHeardAt: clock.receivedAt,
      agent: hello.agent,
      posture,
      clockOffsetMs: clock.reading.at - clock.receivedAt,
    })
  }

  left(endpoint: string): void {
    const presence = this.#present.get(endpoint)
    if (presence?.online === true) this.#set({ ...presence, online: false })
  }

  #set(presence: Presence): void {
    const before = this.#present.get(presence.endpoint)
    this.#present.set(presence.endpoint, presence)
    const now = this.#clock.monotonic()
    const toldAt = this.#toldAt.get(presence.endpoint) ?? -Infinity
    if (!isNews(before, presence) && now - toldAt < beatEveryMs) return
    this.#toldAt.set(presence.endpoint, now)
    for (const listener of this.#listeners) {
      try {
        listener(presence)
      } catch (error) {
        this.#log.error('gateway/listener-failed', errorFields(error))
      }
    }
  }
}

const isNews = (before: Presence | undefined, { online, agent, posture }: Presence): boolean =>
  before === undefined ||
  before.online !== online ||
  before.agent !== agent ||
  JSON.stringify(before.posture) !== JSON.stringify(posture)
