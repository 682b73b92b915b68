/** 首次启动: with the setup code, once: three different persons become the three administrators. There is no account before it, and no default one ever. */

import type { Conductor } from '../workflow/ports.ts'
import type { Founder } from '../workflow/office-commands.ts'
import { loginKey } from '../workflow/office-steps/people.ts'
import type { Registry } from '../store/store.ts'
import type { Clock } from '#shared/time/clock.ts'
import type { Credentials, NewCredentials } from './credentials.ts'
import { hashOfTyped } from './setup-code.ts'
import type { TryDoor } from './try-door.ts'

export interface CeremonyParts {
  readonly registry: Pick<Registry, 'takeSetupCode'>
  readonly conductor: Pick<Conductor, 'situation' | 'actInOffice'>
  readonly credentials: Credentials
  readonly door: TryDoor
  readonly clock: Clock
  readonly onSetupCodeUsed: () => void
}

const seats = ['system', 'security', 'audit'] as const
export type Seat = (typeof seats)[number]
type Filled = Founder & NewCredentials

export type Held =
  | { readonly ok: true }
  | {
      readonly ok: false
      readonly refusal:
        | 'already-set-up'
        | 'too-many-tries'
        | 'code-refused'
        | 'password-weak'
        | 'authenticator-wrong'
        | 'login-taken'
        | 'persons-not-different'
      readonly who?: Seat | undefined
    }

export class Ceremony {
  readonly #parts: CeremonyParts

  constructor(parts: CeremonyParts) {
    this.#parts = parts
  }

  /** Nobody is here yet. */
  due(): boolean {
    return this.#parts.conductor.situation().office.people.size === 0
  }

  async hold(filled: Readonly<Record<Seat, Filled>> & { readonly code: string }, address: string): Promise<Held> {
    const { registry, conductor, credentials, door, clock, onSetupCodeUsed } = this.#parts
    if (!this.due()) return { ok: false, refusal: 'already-set-up' }
    if (!door.fromAddress(address)) return { ok: false, refusal: 'too-many-tries' }
    // Everything that a person can mend is said before the code is used up.
    for (const who of seats) {
      const refusal = credentials.check(filled[who], filled[who])
      if (refusal) return { ok: false, refusal, who }
    }
    const three = seats.map((who) => filled[who])
    if (!allDiffer(three.map(({ login }) => loginKey(login)))) return { ok: false, refusal: 'login-taken' }
    if (!allDiffer(three.map(({ name }) => name.trim())) || !allDiffer(three.map(({ secret }) => secret)))
      return { ok: false, refusal: 'persons-not-different' }
    const codeHash = hashOfTyped(filled.code)
    if (codeHash === undefined || !(await registry.takeSetupCode(codeHash, clock.now()))) {
      await door.wrong(undefined, address, 'setup')
      return { ok: false, refusal: 'code-refused' }
    }
    onSetupCodeUsed()
    const [system, security, audit] = seats.map((who): Founder => {
      const { name, login, phone } = filled[who]
      return { name, login, phone }
    }) as [Founder, Founder, Founder]
    const founded = await conductor.actInOffice({ kind: 'found-office', system, security, audit }, { kind: 'server' })
    if (!founded.ok) return { ok: false, refusal: 'already-set-up' }
    const { people = [] } = founded.value
    for (const who of seats) {
      const login = loginKey(filled[who].login)
      const person = people.find((one) => one.login === login)
      if (person) await credentials.put(person.id, filled[who])
    }
    door.giveBack(address)
    return { ok: true }
  }
}

const allDiffer = (values: readonly string[]): boolean => new Set(values).size === values.length
