/** Who sits at the console: a one-time setup code opens a session, which lasts as long as it is used. */

import { createHash, randomBytes, getRandomValues } from 'node:crypto'
import type { Officer } from '#shared/domain/actor.ts'
import type { Log } from '#shared/log.ts'
import { errorFields } from '#shared/log.ts'
import { oneTimeCode, readOneTimeCode } from '#shared/text/one-time-code.ts'
import type { Clock } from '#shared/time/clock.ts'
import type { TryLimit } from '#shared/time/try-limit.ts'
import { originOfTries } from '#shared/time/try-limit.ts'
import type { Registry } from '../store/store.ts'

export const setupCodeHours = 24
/** A page that is open counts as use: a quiet night must not end the watch. */
export const sessionIdleMs = 12 * 3_600_000
const groups = [4, 4, 4]
/** How stale `lastSeenAt` may get before it is written again. */
const touchEveryMs = 60_000

export interface SignInParts {
  readonly registry: Pick<Registry, 'putSetupCode' | 'takeSetupCode' | 'putSession' | 'session' | 'endSession'>
  /** Counts wrong codes per address. */
  readonly tries: TryLimit
  readonly clock: Clock
  readonly log: Log
  readonly onCodeUsed?: (() => void) | undefined
}

export interface Session {
  readonly officer: Officer
  /** SHA-256 hex of the token; names the session without being able to open it. */
  readonly tokenHash: string
}

export type SignedIn =
  | { readonly ok: true; readonly token: string; readonly officer: Officer }
  | { readonly ok: false; readonly refusal: 'code-refused' | 'too-many-tries' }

const hash = (secret: string): string => createHash('sha256').update(secret).digest('hex')

/** The code is shown once; only its hash is kept. */
export async function makeSetupCode({
  registry,
  clock,
}: {
  readonly registry: Pick<Registry, 'putSetupCode'>
  readonly clock: Clock
}): Promise<string> {
  const code = oneTimeCode(groups, getRandomValues)
  await registry.putSetupCode(hash(code), clock.now() + setupCodeHours * 3_600_000)
  return code
}

export class SignIn {
  readonly #parts: SignInParts
  readonly #listeners = new Set<(tokenHash: string) => void>()
  /** Ended here; so that a request that is under way cannot write a session back that was just ended. */
  readonly #ended = new Set<string>()

  constructor(parts: SignInParts) {
    this.#parts = parts
  }

  async signIn(typed: string, name: string, address: string): Promise<SignedIn> {
    const { registry, tries, clock, log } = this.#parts
    const origin = originOfTries(address)
    if (!tries.take(origin)) {
      log.warn('console/too-many-tries', { address })
      return { ok: false, refusal: 'too-many-tries' }
    }
    const code = readOneTimeCode(typed, groups)
    if (code === undefined || !(await registry.takeSetupCode(hash(code), clock.now()))) {
      log.warn('console/sign-in-refused', { address })
      return { ok: false, refusal: 'code-refused' }
    }
    tries.giveBack(origin)
    this.#parts.onCodeUsed?.()
    // A token of our own making, never one that came with the request: nobody can plant a session.
    const token = randomBytes(32).toString('base64url')
    const officer = officerNamed(name)
    const now = clock.now()
    await registry.putSession({
      tokenHash: hash(token),
      officer: { id: officer.id, name: officer.name },
      createdAt: now,
      lastSeenAt: now,
    })
    log.info('console/signed-in', { officer: officer.id, name, address })
    return { ok: true, token, officer }
  }

  /** The session that a token opens; nothing where it ended or was not used for too long. Counts as use. */
  async session(token: string | undefined): Promise<Session | undefined> {
    if (token === undefined) return undefined
    return this.use(hash(token))
  }

  /** The same by the session's name, for a page that stays open. */
  async use(tokenHash: string): Promise<Session | undefined> {
    const { registry, clock, log } = this.#parts
    const kept = await registry.session(tokenHash)
    if (kept === undefined || this.#ended.has(tokenHash)) return undefined
    const idleMs = clock.now() - kept.lastSeenAt
    if (idleMs > sessionIdleMs) {
      await this.#end(tokenHash)
      return undefined
    }
    // Also where the clock was set back: from now on it counts by the new time.
    if (Math.abs(idleMs) > touchEveryMs)
      await registry.putSession({ ...kept, lastSeenAt: clock.now() }).catch((error: unknown) => {
        // A full disk must not take the console away from the one who has to see it.
        log.warn('console/session-not-renewed', errorFields(error))
      })
    return { officer: { kind: 'officer', ...kept.officer }, tokenHash }
  }

  async signOut(tokenHash: string): Promise<void> {
    await this.#end(tokenHash)
    this.#parts.log.info('console/signed-out')
  }

  /** Called as soon as a session has ended, so that its live feed is closed too. */
  onEnded(listener: (tokenHash: string) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  async #end(tokenHash: string): Promise<void> {
    this.#ended.add(tokenHash)
    for (const listener of this.#listeners) listener(tokenHash)
    await this.#parts.registry.endSession(tokenHash)
  }
}

/** One name is one officer, also after signing in again, so that who took an alert over can go on with it. Personal accounts will give ids of their own. */
const officerNamed = (name: string): Officer => ({
  kind: 'officer',
  id: `officer-${hash(name).slice(0, 12)}`,
  name,
})
