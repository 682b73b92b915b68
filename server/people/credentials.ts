/** 口令与验证器: how a person sets them with a one-time code, and changes them later. Nothing counts before the history holds that it happened. */

import type { Officer } from '#shared/domain/actor.ts'
import type { Clock } from '#shared/time/clock.ts'
import type { CredentialStore } from '../store/credentials.ts'
import type { Registry } from '../store/store.ts'
import type { Person } from '../workflow/office-history.ts'
import type { Conductor } from '../workflow/ports.ts'
import { settingsOf } from '../workflow/settings/settings.ts'
import { holds } from '../workflow/who.ts'
import { newAuthenticator, stepOf } from './authenticator.ts'
import { isStrong, rememberedPasswords } from './password-rules.ts'
import { BusyError } from './passwords.ts'
import type { Passwords } from './passwords.ts'
import type { Seal } from './sealed-secret.ts'
import type { Sessions } from './sessions.ts'
import { hashOf, hashOfTyped, newOneTimeCode } from './setup-code.ts'
import type { SignIn, SignInRefusal } from './sign-in.ts'
import type { TryDoor } from './try-door.ts'

/** How long a one-time code for a person's first sign-in is good. */
export const activationHours = 72

export interface CredentialsParts {
  readonly store: CredentialStore
  readonly registry: Pick<Registry, 'takeSetupCode'>
  readonly conductor: Pick<Conductor, 'situation' | 'actInOffice'>
  readonly door: TryDoor
  readonly passwords: Passwords
  readonly seal: Seal
  readonly sessions: Sessions
  readonly signIn: SignIn
  readonly clock: Clock
  readonly onSetupCodeUsed: () => void
}

export interface NewCredentials {
  readonly password: string
  readonly secret: string
  /** What the app shows now. */
  readonly totp: string
}

export type CredentialRefusal =
  | SignInRefusal
  | 'code-refused'
  | 'password-weak'
  | 'password-reused'
  | 'authenticator-wrong'

export type Activating = { readonly ok: true } | { readonly ok: false; readonly refusal: CredentialRefusal }

interface ByOneself {
  readonly officer: Officer
  readonly session: string
  readonly address: string
  /** The one of now. */
  readonly password: string
}

export class Credentials {
  readonly #parts: CredentialsParts

  constructor(parts: CredentialsParts) {
    this.#parts = parts
  }

  newAuthenticator(login: string): { readonly secret: string; readonly uri: string } {
    return newAuthenticator(login)
  }

  passwordLength(): number {
    return this.#settings().passwordLength
  }

  /** Until when the password should be changed; a warning, since a duty officer must not be kept out at night. */
  async passwordDueAt(person: string): Promise<number | undefined> {
    const credential = await this.#parts.store.credential(person)
    return credential && credential.passwordSetAt + this.#settings().passwordDays * 86_400_000
  }

  /** The code is shown once; only its hash is kept. What the person had before is void, and so is every session. */
  async makeActivationCode(person: string): Promise<{ readonly code: string; readonly notAfter: number }> {
    const { store, sessions, clock } = this.#parts
    const code = newOneTimeCode()
    const notAfter = clock.now() + activationHours * 3_600_000
    await store.putActivation(person, hashOf(code), notAfter)
    await sessions.endOf(person, 'revoked')
    return { code, notAfter }
  }

  async activate(
    { login, code, ...wanted }: NewCredentials & { readonly login: string; readonly code: string },
    address: string,
  ): Promise<Activating> {
    const { door, conductor } = this.#parts
    if (!door.fromAddress(address)) return { ok: false, refusal: 'too-many-tries' }
    const standing = door.personOf(login)
    // Looked at before the code is used up: a weak password must not cost it.
    const refusal = this.check(wanted, standing?.person ?? { login, name: '' })
    if (refusal) return { ok: false, refusal }
    if (!standing || !(await this.#takeCode(standing.person, code))) {
      await door.wrong(standing?.person.id, address, 'activation')
      return { ok: false, refusal: 'code-refused' }
    }
    const { id, name } = standing.person
    const officer: Officer = { kind: 'officer', id, name }
    const kept = await conductor.actInOffice({ kind: 'set-credentials', person: id, what: 'both' }, officer)
    if (!kept.ok) return { ok: false, refusal: 'code-refused' }
    await this.put(id, wanted)
    await this.#parts.sessions.endOf(id, 'revoked')
    door.giveBack(address)
    return { ok: true }
  }

  async changePassword(asked: ByOneself & { readonly next: string }): Promise<CredentialRefusal | undefined> {
    const { officer, session, address, password, next } = asked
    const { store, conductor, passwords, sessions, signIn, clock } = this.#parts
    const refusal = await signIn.confirm(officer.id, password, address)
    if (refusal) return refusal
    const credential = await store.credential(officer.id)
    const person = conductor.situation().office.people.get(officer.id)?.person
    if (!credential || !person) return 'sign-in-refused'
    if (!isStrong(next, person, this.passwordLength())) return 'password-weak'
    try {
      const before = [credential.passwordHash, ...credential.formerPasswords].slice(0, rememberedPasswords)
      for (const hash of before) if (await passwords.verify(next, hash)) return 'password-reused'
      const passwordHash = await passwords.hash(next)
      const kept = await conductor.actInOffice(
        { kind: 'set-credentials', person: officer.id, what: 'password' },
        officer,
      )
      if (!kept.ok) return 'sign-in-refused'
      await store.putCredential({ ...credential, passwordHash, passwordSetAt: clock.now(), formerPasswords: before })
    } catch (error) {
      if (error instanceof BusyError) return 'too-many-tries'
      throw error
    }
    await sessions.endOf(officer.id, 'revoked', session)
    return undefined
  }

  async changeAuthenticator(
    asked: ByOneself & Omit<NewCredentials, 'password'>,
  ): Promise<CredentialRefusal | undefined> {
    const { officer, session, address, password, secret, totp } = asked
    const { store, conductor, seal, sessions, signIn, clock } = this.#parts
    const refusal = await signIn.confirm(officer.id, password, address)
    if (refusal) return refusal
    const lastStep = stepOf(secret, totp, clock.now())
    if (lastStep === undefined) return 'authenticator-wrong'
    const credential = await store.credential(officer.id)
    const kept = await conductor.actInOffice({ kind: 'set-credentials', person: officer.id, what: 'totp' }, officer)
    if (!kept.ok || !credential) return 'sign-in-refused'
    await store.putCredential({ ...credential, sealedSecret: seal.seal(secret, officer.id), lastStep })
    await sessions.endOf(officer.id, 'revoked', session)
    return undefined
  }

  /** Whether these may be set: a strong password, and an app that holds the secret. */
  check(
    { password, secret, totp }: NewCredentials,
    owner: Pick<Person, 'login' | 'name'>,
  ): 'password-weak' | 'authenticator-wrong' | undefined {
    if (!isStrong(password, owner, this.passwordLength())) return 'password-weak'
    return stepOf(secret, totp, this.#parts.clock.now()) === undefined ? 'authenticator-wrong' : undefined
  }

  /** Stores what was checked; the code that proved the app counts as used. */
  async put(person: string, { password, secret, totp }: NewCredentials): Promise<void> {
    const { store, passwords, seal, clock } = this.#parts
    await store.putCredential({
      person,
      passwordHash: await passwords.hash(password),
      passwordSetAt: clock.now(),
      formerPasswords: [],
      sealedSecret: seal.seal(secret, person),
      lastStep: stepOf(secret, totp, clock.now()) ?? 0,
    })
  }

  /** The person's own; a system administrator also the server's setup code, since nobody else could make one for the only one. */
  async #takeCode({ id }: Person, typed: string): Promise<boolean> {
    const { store, registry, conductor, clock, onSetupCodeUsed } = this.#parts
    const codeHash = hashOfTyped(typed)
    if (codeHash === undefined) return false
    const now = clock.now()
    if (await store.takeActivation(id, codeHash, now)) return true
    if (!holds(conductor.situation().office, id, now).some(({ role }) => role === 'system-administrator')) return false
    const taken = await registry.takeSetupCode(codeHash, now)
    if (taken) onSetupCodeUsed()
    return taken
  }

  #settings() {
    return settingsOf(this.#parts.conductor.situation().office)
  }
}
