/** The first-run ceremony filled in, for tests of what comes after it, with people who have their authenticator at hand. */

import { Secret, TOTP } from 'otpauth'
import { stepMs } from '#server/people/authenticator.ts'
import type { Ceremony } from '#server/people/ceremony.ts'
import { makeSetupCode } from '#server/people/setup-code.ts'
import type { Registry } from '#server/store/store.ts'
import type { Clock } from '#shared/time/clock.ts'

/** Someone with a password in the head and a secret in the phone; a code is never shown twice. */
export class TypingPerson {
  readonly name: string
  readonly login: string
  password: string
  secret = new Secret({ size: 20 }).base32
  readonly #now: () => number
  #last = 0

  constructor({ name, login, now }: { readonly name: string; readonly login: string; readonly now: () => number }) {
    this.name = name
    this.login = login
    this.password = `Guard-2026-of-${login.length}!`
    this.#now = now
  }

  /** The code of that many steps from now; the phone's clock may be a step off. */
  code(steps = 0): string {
    return new TOTP({ secret: Secret.fromBase32(this.secret) }).generate({ timestamp: this.#now() + steps * stepMs })
  }

  /** A code that the server has not seen: the oldest that it still takes. */
  freshCode(): string {
    const step = Math.floor(this.#now() / stepMs)
    const next = Math.max(this.#last + 1, step - 1)
    if (next > step + 1) throw new Error(`${this.login} has to wait for the next code`)
    this.#last = next
    return this.code(next - step)
  }

  next() {
    return { login: this.login, password: this.password, totp: this.freshCode() }
  }

  /** What is set with a one-time code. */
  fresh() {
    return { password: this.password, secret: this.secret, totp: this.freshCode() }
  }
}

export interface SetupParts {
  readonly registry: Pick<Registry, 'putSetupCode'>
  readonly clock: Clock
  readonly people: { readonly ceremony: Ceremony }
}

/** `held`: the three administrators are there already. */
export async function aSetup({ registry, clock, people }: SetupParts, state: 'due' | 'held' = 'due') {
  const now = () => clock.now()
  const persons = {
    system: new TypingPerson({ name: '赵某', login: 'zhao', now }),
    security: new TypingPerson({ name: '钱某', login: 'qian-sec', now }),
    audit: new TypingPerson({ name: '孙某', login: 'sun.audit', now }),
  }
  const filled = (person: TypingPerson) => ({ name: person.name, login: person.login, phone: '', ...person.fresh() })
  const setup = {
    code: await makeSetupCode({ registry, clock }),
    system: filled(persons.system),
    security: filled(persons.security),
    audit: filled(persons.audit),
  }
  if (state === 'held') {
    const held = await people.ceremony.hold(setup, '10.0.0.9')
    if (!held.ok) throw new Error(held.refusal)
  }
  return { setup, persons }
}
