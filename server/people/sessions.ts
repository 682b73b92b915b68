/** Sessions: who is in, until when, and that an ended one stays ended. A session lives as long as it is used, or its live feed is watched. */

import { randomBytes } from 'node:crypto'
import type { Actor, Officer } from '#shared/domain/actor.ts'
import type { Log } from '#shared/log.ts'
import { errorFields } from '#shared/log.ts'
import type { Clock } from '#shared/time/clock.ts'
import type { KeptSession, SessionStore } from '../store/credentials.ts'
import type { OfficeHappening } from '../workflow/office-history.ts'
import type { Conductor, Outcome } from '../workflow/ports.ts'
import { settingsOf } from '../workflow/settings/settings.ts'
import { holds } from '../workflow/who.ts'
import { hashOf } from './setup-code.ts'

/** A duty screen that nobody touched for so long ends, whether it is watched or not: a shift is over. */
export const longestWatchMs = 12 * 3_600_000
/** How stale a time may get before it is written again. */
const touchEveryMs = 30_000

type Because = Extract<OfficeHappening, { kind: 'signed-out' }>['because']

export interface SessionsParts {
  readonly store: SessionStore
  readonly conductor: Pick<Conductor, 'situation' | 'actInOffice'>
  readonly clock: Clock
  readonly log: Log
}

export interface SignedIn {
  readonly officer: Officer
  /** SHA-256 hex of the token; names the session without being able to open it. */
  readonly tokenHash: string
  /** Nobody used it for a while (8.1.4.1 b): its live feed goes on, and everything else asks for the password. */
  readonly locked: boolean
}

export interface ListedSession {
  readonly session: string
  readonly person: string
  readonly name: string
  readonly address: string
  readonly startedAt: number
  readonly usedAt: number
}

export class Sessions {
  readonly #parts: SessionsParts
  readonly #listeners = new Set<(tokenHash: string) => void>()
  /** Ended here; so that a request that is under way cannot write a session back that was just ended. */
  readonly #ended = new Set<string>()

  constructor(parts: SessionsParts) {
    this.#parts = parts
  }

  /** A token of our own making, never one that came with the request: nobody can plant a session. */
  async begin(person: string, address: string): Promise<string> {
    const token = randomBytes(32).toString('base64url')
    const now = this.#parts.clock.now()
    await this.#parts.store.putSession({
      tokenHash: hashOf(token),
      person,
      address,
      startedAt: now,
      usedAt: now,
      seenAt: now,
    })
    return token
  }

  /** The session that a token opens; nothing where it ended, or its person may not be here any more. Does not count as use. */
  async session(token: string | undefined): Promise<SignedIn | undefined> {
    return token === undefined ? undefined : this.named(hashOf(token))
  }

  async named(tokenHash: string): Promise<SignedIn | undefined> {
    const kept = await this.#kept(tokenHash)
    return kept && this.#signedIn(kept)
  }

  async isLocked(tokenHash: string): Promise<boolean> {
    return (await this.named(tokenHash))?.locked ?? false
  }

  /** Somebody did something. */
  async used(tokenHash: string): Promise<void> {
    const now = this.#parts.clock.now()
    const kept = await this.#kept(tokenHash)
    if (kept) await this.#touch(kept, { usedAt: now, seenAt: now })
  }

  /** Its live feed is open. Nothing where it has ended. */
  async watched(tokenHash: string): Promise<SignedIn | undefined> {
    const kept = await this.#kept(tokenHash)
    if (!kept) return undefined
    await this.#touch(kept, { usedAt: kept.usedAt, seenAt: this.#parts.clock.now() })
    return this.#signedIn(kept)
  }

  async list(): Promise<readonly ListedSession[]> {
    const { store, conductor } = this.#parts
    const { people } = conductor.situation().office
    return (await store.sessions()).map(({ tokenHash, person, address, startedAt, usedAt }) => ({
      session: tokenHash,
      person,
      name: people.get(person)?.person.name ?? '',
      address,
      startedAt,
      usedAt,
    }))
  }

  /** Where one person ends another's, that stands in the history first; one's own ends whatever the disk does. */
  async end(tokenHash: string, because: Because, by: Actor = { kind: 'server' }): Promise<Outcome> {
    const { store, conductor, log } = this.#parts
    const kept = await store.session(tokenHash)
    if (!kept) return { ok: true, value: undefined }
    const { person } = kept
    const others = by.kind === 'officer' && by.id !== person
    if (others) {
      const revoked = await conductor.actInOffice({ kind: 'revoke-session', person }, by)
      if (!revoked.ok) return revoked
    }
    await this.#drop(tokenHash)
    if (!others)
      await conductor.actInOffice({ kind: 'sign-out', person, because }, by).catch((error: unknown) => {
        log.warn('people/sign-out-not-kept', errorFields(error))
      })
    return { ok: true, value: undefined }
  }

  /** All of a person, but perhaps the one that asks. */
  async endOf(person: string, because: Because, but?: string): Promise<void> {
    for (const { tokenHash, person: whose } of await this.#parts.store.sessions())
      if (whose === person && tokenHash !== but) await this.end(tokenHash, because)
  }

  /** Ends what was not used for too long, or whose person may not be here any more. */
  async sweep(): Promise<void> {
    for (const { tokenHash } of await this.#parts.store.sessions()) await this.#kept(tokenHash)
  }

  /** Called as soon as a session has ended, so that its live feed is closed too. */
  onEnded(listener: (tokenHash: string) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  async #kept(tokenHash: string): Promise<KeptSession | undefined> {
    const kept = await this.#parts.store.session(tokenHash)
    if (kept === undefined || this.#ended.has(tokenHash)) return undefined
    const now = this.#parts.clock.now()
    // The clock was set back: what was used in the future would never be idle.
    if (kept.usedAt - now > touchEveryMs) {
      const anew = { ...kept, usedAt: now, seenAt: now }
      await this.#touch(kept, anew)
      return anew
    }
    const because = this.#over(kept)
    if (because === undefined) return kept
    await this.end(tokenHash, because)
    return undefined
  }

  #over({ person, usedAt, seenAt }: KeptSession): Because | undefined {
    const { conductor, clock } = this.#parts
    const now = clock.now()
    const { office } = conductor.situation()
    if (holds(office, person, now).length === 0) return 'disabled'
    const idle = now - Math.max(usedAt, seenAt) > this.#idleMs()
    return idle || now - usedAt > longestWatchMs ? 'idle' : undefined
  }

  #signedIn({ tokenHash, person, usedAt }: KeptSession): SignedIn {
    const { conductor, clock } = this.#parts
    const name = conductor.situation().office.people.get(person)?.person.name ?? ''
    const locked = clock.now() - usedAt > this.#idleMs()
    return { officer: { kind: 'officer', id: person, name }, tokenHash, locked }
  }

  #idleMs(): number {
    return settingsOf(this.#parts.conductor.situation().office).idleMinutes * 60_000
  }

  async #touch(kept: KeptSession, times: Pick<KeptSession, 'usedAt' | 'seenAt'>): Promise<void> {
    const { store, log } = this.#parts
    // Also where the clock was set back: from now on it counts by the new time.
    const stale = (was: number, is: number) => Math.abs(is - was) > touchEveryMs
    if (!stale(kept.usedAt, times.usedAt) && !stale(kept.seenAt, times.seenAt)) return
    await store.putSession({ ...kept, ...times }).catch((error: unknown) => {
      // A full disk must not take the console away from the one who has to see it.
      log.warn('people/session-not-renewed', errorFields(error))
    })
    if (this.#ended.has(kept.tokenHash)) await store.endSession(kept.tokenHash)
  }

  async #drop(tokenHash: string): Promise<void> {
    this.#ended.add(tokenHash)
    for (const listener of this.#listeners) listener(tokenHash)
    await this.#parts.store.endSession(tokenHash)
  }
}
