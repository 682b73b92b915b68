/** The live feed in three phases: backfill (a snapshot, or what was missed), cutover (in the same turn), streaming (changes and beats). */

import type { Officer } from '#shared/domain/actor.ts'
import type { Log } from '#shared/log.ts'
import type { Cancel, Clock } from '#shared/time/clock.ts'
import { every } from '#shared/time/clock.ts'
import type { Office } from '../workflow/office.ts'
import type { Conductor } from '../workflow/ports.ts'
import { sightOf } from './asker.ts'
import type { Sight } from './asker.ts'
import type { Directory } from './directory.ts'
import type { FeedFrame, Rows } from './feed-frame.ts'
import { isNews } from './presence.ts'
import { ownRows } from './own-rows.ts'
import type { Presences, TerminalPresence } from './presence.ts'
import { RecentChanges } from './recent-changes.ts'
import { allRows, rowsOf, withoutStateClocks } from './rows.ts'
import type { Seen } from './rows.ts'

export interface FeedLimits {
  /** The first change goes out at once; those that follow within this time go together. */
  readonly coalesceMs: number
  readonly beatMs: number
  /** Bytes unsent to a page: beyond the first it is skipped until a fresh snapshot fits, beyond the second it is cut off. */
  readonly skipAboveBytes: number
  readonly cutAboveBytes: number
  /** A page that stays skipped for this long is gone. */
  readonly behindForMs: number
  readonly recentChanges: number
  readonly recentCharacters: number
}

export const feedLimits: FeedLimits = {
  coalesceMs: 20,
  beatMs: 2_000,
  skipAboveBytes: 1024 * 1024,
  cutAboveBytes: 4 * 1024 * 1024,
  behindForMs: 30_000,
  recentChanges: 2_000,
  recentCharacters: 2 * 1024 * 1024,
}

const sightForMs = 1_000

export interface FeedParts {
  readonly conductor: Pick<Conductor, 'situation' | 'onChange' | 'integrity'>
  readonly presences: Presences
  readonly directory: Directory
  readonly office: { readonly name: string; readonly phone: string }
  readonly clock: Clock
  readonly log: Log
  readonly limits?: Partial<FeedLimits> | undefined
}

/** What the feed needs of a WebSocket. */
export interface FeedSocket {
  readonly bufferedAmount: number
  send(text: string): void
  terminate(): void
}

interface Page {
  readonly socket: FeedSocket
  readonly officer: Officer
  /** Of a snapshot that is not yet through: it may be larger than the limits, and is waited for. */
  snapshotBytes: number
  /** Monotonic milliseconds since when it was skipped. */
  behindSince?: number | undefined
  /** What its person may see, and from which office and when that was found. */
  sight?: { readonly office: Office; readonly at: number; readonly seen: Sight | undefined } | undefined
}

export class Feed {
  readonly #parts: FeedParts
  readonly #limits: FeedLimits
  readonly #pages = new Set<Page>()
  readonly #told = new Map<string, TerminalPresence>()
  readonly #ends: Cancel[] = []
  #recent: RecentChanges
  #published: number
  #changed = { alerts: new Set<string>(), incidents: new Set<string>(), endpoints: new Set<string>() }
  #flushedAt = Number.NEGATIVE_INFINITY
  #waiting: Cancel | undefined

  constructor(parts: FeedParts) {
    this.#parts = parts
    this.#limits = { ...feedLimits, ...parts.limits }
    this.#published = parts.conductor.situation().position
    this.#recent = new RecentChanges(this.#published, {
      changes: this.#limits.recentChanges,
      characters: this.#limits.recentCharacters,
    })
  }

  start(): void {
    const { conductor, presences, clock } = this.#parts
    this.#ends.push(
      conductor.onChange((change) => this.#mark(change)),
      presences.onPresence((presence) => {
        if (!isNews(presence, this.#told.get(presence.endpoint))) return
        this.#told.set(presence.endpoint, presence)
        this.#mark({ endpoints: [presence.endpoint] })
      }),
      every(clock, this.#limits.beatMs, () => this.#beat()),
    )
  }

  stop(): void {
    for (const end of this.#ends.splice(0)) end()
    this.#waiting?.()
    this.#pages.clear()
  }

  /** A row has changed for a reason outside the situation: an enrolment, an institution's phone. */
  renew(endpoints: Iterable<string>): void {
    this.#mark({ endpoints })
  }

  /** Whether this person's posts let anything of it be seen. */
  shows(officer: Officer): boolean {
    return this.#sight(officer) !== undefined
  }

  showsEverything(officer: Officer): boolean {
    const sight = this.#sight(officer)
    return sight === 'everything' || sight === 'all-but-outside'
  }

  /** Takes a page in; returns what lets it go. Everything happens in one turn, so that no change can fall between backfill and stream. */
  attach(socket: FeedSocket, officer: Officer, since: number | undefined): () => void {
    this.#flush()
    const page: Page = { socket, officer, snapshotBytes: 0 }
    // What was missed is kept whole, for those who see everything; the others are few and get a snapshot.
    const whole = this.#sight(officer) === 'everything'
    const missed = since === undefined || !whole ? undefined : this.#recent.after(since)
    if (missed === undefined) this.#sendSnapshot(page)
    else for (const text of [...missed, this.#beatText()]) socket.send(text)
    this.#pages.add(page)
    return () => this.#pages.delete(page)
  }

  #mark({
    alerts = [],
    incidents = [],
    endpoints = [],
  }: Partial<Record<'alerts' | 'incidents' | 'endpoints', Iterable<string>>>) {
    for (const id of alerts) this.#changed.alerts.add(id)
    for (const id of incidents) this.#changed.incidents.add(id)
    for (const id of endpoints) this.#changed.endpoints.add(id)
    if (this.#waiting !== undefined) return
    const { clock } = this.#parts
    const waitMs = this.#flushedAt + this.#limits.coalesceMs - clock.monotonic()
    if (waitMs <= 0) this.#flush()
    else this.#waiting = clock.after(waitMs, () => this.#flush())
  }

  #flush(): void {
    this.#waiting?.()
    this.#waiting = undefined
    const { position } = this.#parts.conductor.situation()
    const moved = position > this.#published
    this.#published = position
    const { alerts, incidents, endpoints } = this.#changed
    if (alerts.size + incidents.size + endpoints.size === 0) {
      this.#recent.moveTo(position)
      return
    }
    this.#flushedAt = this.#parts.clock.monotonic()
    this.#changed = { alerts: new Set(), incidents: new Set(), endpoints: new Set() }
    const rows = rowsOf(this.#seen(), { alerts, incidents, endpoints })
    const change = { frame: 'change', position, serverTime: this.#parts.clock.now() } as const
    const text = write({ ...change, ...rows })
    this.#recent.push({ position, moved, text })
    for (const page of this.#pages) {
      const sight = this.#sightOf(page)
      // A post that has just ended shows nothing more; the socket is closed by whoever holds it.
      if (sight === undefined) continue
      this.#send(page, sight === 'everything' ? text : write({ ...change, ...this.#seenBy(sight, rows) }))
    }
  }

  #beat(): void {
    this.#flush()
    const text = this.#beatText()
    for (const page of this.#pages) this.#send(page, text)
  }

  #beatText(): string {
    return write({ frame: 'beat', position: this.#published, serverTime: this.#parts.clock.now() })
  }

  /** One page that does not read must cost the others nothing and the server little. */
  #send(page: Page, text: string): void {
    const { skipAboveBytes, cutAboveBytes, behindForMs } = this.#limits
    const { clock, log } = this.#parts
    const unsent = page.socket.bufferedAmount
    const behindMs = page.behindSince === undefined ? 0 : clock.monotonic() - page.behindSince
    if (unsent <= skipAboveBytes) page.snapshotBytes = 0
    if (unsent > cutAboveBytes + page.snapshotBytes || behindMs > behindForMs) {
      log.warn('console/page-too-slow', { officer: page.officer.id, unsent, behindMs })
      this.#pages.delete(page)
      page.socket.terminate()
    } else if (unsent > skipAboveBytes + page.snapshotBytes) page.behindSince ??= clock.monotonic()
    else if (page.behindSince !== undefined) this.#sendSnapshot(page)
    else page.socket.send(text)
  }

  #sendSnapshot(page: Page): void {
    const { conductor, office, clock } = this.#parts
    const { broken, findings = 0 } = conductor.integrity()
    const { id, name } = page.officer
    const sight = this.#sightOf(page)
    if (sight === undefined) return
    const text = write({
      frame: 'snapshot',
      position: this.#published,
      serverTime: clock.now(),
      office: { name: office.name, phone: office.phone },
      officer: { id, name },
      brokenChains: Math.max(broken.length, findings),
      ...this.#seenBy(sight, allRows(this.#seen())),
    })
    page.behindSince = undefined
    page.snapshotBytes = Buffer.byteLength(text)
    page.socket.send(text)
  }

  #sight(officer: Officer): Sight | undefined {
    return sightOf(this.#parts.conductor.situation().office, officer, this.#parts.clock.now())
  }

  /** Looked up anew when the office changes, and each second, since posts begin and end by the clock. */
  #sightOf(page: Page): Sight | undefined {
    const { conductor, clock } = this.#parts
    const { office } = conductor.situation()
    const at = clock.monotonic()
    if (page.sight?.office !== office || at - page.sight.at > sightForMs)
      page.sight = { office, at, seen: this.#sight(page.officer) }
    return page.sight.seen
  }

  #seenBy(sight: Sight, rows: Rows): Rows {
    if (sight === 'everything') return rows
    const inside = withoutStateClocks(rows)
    return sight === 'all-but-outside' ? inside : ownRows(inside, sight, this.#parts.conductor.situation())
  }

  #seen(): Seen {
    const { conductor, directory, presences } = this.#parts
    return {
      situation: conductor.situation(),
      endpoints: directory.endpoints,
      institutions: directory.institutions,
      presence: (endpoint) => presences.presence(endpoint),
    }
  }
}

const write = (frame: FeedFrame): string => JSON.stringify(frame)
