/** Counts every try before anything is looked at: for each address, for each account, and alike for logins that nobody has. */

import type { Log } from '#shared/log.ts'
import type { Clock } from '#shared/time/clock.ts'
import { originOfTries } from '#shared/time/try-limit.ts'
import type { TryLimit } from '#shared/time/try-limit.ts'
import type { CredentialStore, TryRules } from '../store/credentials.ts'
import type { PersonStanding } from '../workflow/office.ts'
import { loginKey } from '../workflow/office-steps/people.ts'
import type { Conductor } from '../workflow/ports.ts'
import { settingsOf } from '../workflow/settings/settings.ts'
import { hashOf } from './setup-code.ts'

export interface TryDoorParts {
  readonly store: Pick<CredentialStore, 'takeTry'>
  readonly conductor: Pick<Conductor, 'situation' | 'actInOffice'>
  /** Wrong tries for each address. */
  readonly tries: TryLimit
  readonly clock: Clock
  readonly log: Log
}

/** A bound on the rows that guessing can make. */
const nobodies = 4_096

export class TryDoor {
  readonly #parts: TryDoorParts

  constructor(parts: TryDoorParts) {
    this.#parts = parts
  }

  /** Whoever has an account that is not disabled; whether credentials are set is looked at elsewhere. */
  personOf(typed: string): PersonStanding | undefined {
    const login = loginKey(typed)
    const { people } = this.#parts.conductor.situation().office
    const standing = [...people.values()].find(({ person }) => person.login === login)
    return standing?.disabled ? undefined : standing
  }

  /** Under which name tries for a login are counted that nobody has: it locks as others do, so that what is refused, and after how long, tells nothing. */
  nobodyBehind(typed: string): string {
    return `nobody-${Number.parseInt(hashOf(loginKey(typed)).slice(0, 8), 16) % nobodies}`
  }

  /** False where this address has tried too often; `giveBack` where it was right. */
  fromAddress(address: string): boolean {
    if (this.#parts.tries.take(originOfTries(address))) return true
    this.#parts.log.warn('people/too-many-tries', { address })
    return false
  }

  giveBack(address: string): void {
    this.#parts.tries.giveBack(originOfTries(address))
  }

  /** Nothing where the account is locked. */
  async ofAccount(person: string): Promise<{ readonly last: boolean; readonly lockedUntil: number } | undefined> {
    const taken = await this.#parts.store.takeTry(person, this.#parts.clock.now(), this.#rules())
    return taken.taken ? taken : undefined
  }

  /** A wrong try stands in the history, and so does the lock that it brings. */
  async wrong(
    person: string | undefined,
    address: string,
    why: string,
    taken?: { readonly last: boolean; readonly lockedUntil: number },
  ): Promise<void> {
    const { conductor, log } = this.#parts
    const server = { kind: 'server' } as const
    log.warn('people/sign-in-refused', { address, person, why })
    await conductor.actInOffice({ kind: 'refuse-sign-in', person, address, why }, server)
    if (person !== undefined && taken?.last)
      await conductor.actInOffice({ kind: 'lock-account', person, until: taken.lockedUntil }, server)
  }

  #rules(): TryRules {
    const { signInFailures, lockMinutes } = settingsOf(this.#parts.conductor.situation().office)
    return { failures: signInFailures, lockMs: lockMinutes * 60_000 }
  }
}
