/** 登录: a password and a code that was never used before open a session, once the history holds it. */

import { BlockList, isIP } from 'node:net'
import type { Officer } from '#shared/domain/actor.ts'
import type { Clock } from '#shared/time/clock.ts'
import type { CredentialStore } from '../store/credentials.ts'
import { isAdministrator } from '../workflow/office-steps/people.ts'
import type { Conductor } from '../workflow/ports.ts'
import { addressesIn, settingsOf } from '../workflow/settings/settings.ts'
import { holds } from '../workflow/who.ts'
import { stepOf } from './authenticator.ts'
import { BusyError } from './passwords.ts'
import type { Passwords } from './passwords.ts'
import type { Seal } from './sealed-secret.ts'
import type { Sessions } from './sessions.ts'
import type { TryDoor } from './try-door.ts'

export interface SignInParts {
  readonly store: Pick<CredentialStore, 'credential' | 'takeStep' | 'forgetTries'>
  readonly conductor: Pick<Conductor, 'situation' | 'actInOffice'>
  readonly door: TryDoor
  readonly passwords: Passwords
  readonly seal: Seal
  readonly sessions: Sessions
  readonly clock: Clock
}

export interface Typed {
  readonly login: string
  readonly password: string
  readonly totp: string
}

export type SignInRefusal = 'sign-in-refused' | 'account-locked' | 'too-many-tries' | 'address-refused' | 'no-post'

export type SigningIn =
  | { readonly ok: true; readonly token: string }
  | { readonly ok: false; readonly refusal: SignInRefusal }

const refused = (refusal: SignInRefusal): SigningIn => ({ ok: false, refusal })

export class SignIn {
  readonly #parts: SignInParts

  constructor(parts: SignInParts) {
    this.#parts = parts
  }

  /** Rejects with `store/not-durable`: what cannot be kept in the history does not happen. */
  async signIn(typed: Typed, address: string): Promise<SigningIn> {
    const { door } = this.#parts
    if (!door.fromAddress(address)) return refused('too-many-tries')
    try {
      return await this.#looked(typed, address)
    } catch (error) {
      if (error instanceof BusyError) return refused('too-many-tries')
      throw error
    }
  }

  /** The password once more, in a session that nobody used for a while. Nothing: it goes on. */
  async unlock(
    officer: Officer,
    session: string,
    password: string,
    address: string,
  ): Promise<SignInRefusal | undefined> {
    const refusal = await this.confirm(officer.id, password, address)
    if (refusal === undefined) await this.#parts.sessions.used(session)
    return refusal
  }

  /** Whether it is this person's password; counted like a sign-in. */
  async confirm(person: string, password: string, address: string): Promise<SignInRefusal | undefined> {
    const { door, passwords, store } = this.#parts
    if (!door.fromAddress(address)) return 'too-many-tries'
    const taken = await door.ofAccount(person)
    if (!taken) return 'account-locked'
    try {
      const right = await passwords.verify(password, (await store.credential(person))?.passwordHash)
      if (!right) {
        await door.wrong(person, address, 'password', taken)
        return 'sign-in-refused'
      }
    } catch (error) {
      if (error instanceof BusyError) return 'too-many-tries'
      throw error
    }
    door.giveBack(address)
    await store.forgetTries(person)
    return undefined
  }

  async #looked({ login, password, totp }: Typed, address: string): Promise<SigningIn> {
    const { conductor, door, passwords, seal, sessions, store, clock } = this.#parts
    const found = door.personOf(login)
    const standing = found?.credentialsSetAt === undefined ? undefined : found
    // One way for logins that there are and logins that there are not: each step takes as long.
    const id = standing?.person.id ?? door.nobodyBehind(login)
    const taken = await door.ofAccount(id)
    const credential = await store.credential(id)
    const right = await passwords.verify(password, credential?.passwordHash)
    if (!taken) {
      await door.wrong(standing?.person.id, address, 'locked')
      return refused('account-locked')
    }
    const secret = credential && seal.open(credential.sealedSecret, id)
    const step = secret === undefined ? undefined : stepOf(secret, totp, clock.now())
    // The step is used up only by a whole sign-in, and looked at and used up in one.
    if (!standing || !right || step === undefined || !(await store.takeStep(id, step))) {
      const why = right ? 'code' : 'password'
      await door.wrong(standing?.person.id, address, standing ? why : 'login', taken)
      return refused('sign-in-refused')
    }
    if (!this.#mayFrom(id, address)) {
      await door.wrong(id, address, 'address')
      return refused('address-refused')
    }
    const officer: Officer = { kind: 'officer', id, name: standing.person.name }
    const kept = await conductor.actInOffice({ kind: 'sign-in', person: id, address }, officer)
    if (!kept.ok) return refused(kept.refusal === 'no-post' ? 'no-post' : 'sign-in-refused')
    door.giveBack(address)
    return { ok: true, token: await sessions.begin(id, address) }
  }

  /** Administrators may be bound to addresses (GB/T 22239-2019 8.1.4.4); none set is no bound. */
  #mayFrom(person: string, address: string): boolean {
    const { conductor, clock } = this.#parts
    const { office } = conductor.situation()
    const allowed = addressesIn(settingsOf(office).adminAddresses)
    if (allowed.length === 0) return true
    if (!holds(office, person, clock.now()).some(({ role }) => isAdministrator(role))) return true
    return isAmong(address, allowed)
  }
}

/** `allowed`: addresses and networks, IPv4 or IPv6. */
export function isAmong(address: string, allowed: readonly string[]): boolean {
  const list = new BlockList()
  for (const one of allowed) {
    const [net = '', bits] = one.split('/')
    const family = isIP(net) === 6 ? 'ipv6' : 'ipv4'
    if (bits === undefined) list.addAddress(net, family)
    else list.addSubnet(net, Number(bits), family)
  }
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '')
  return isIP(plain) !== 0 && list.check(plain, isIP(plain) === 6 ? 'ipv6' : 'ipv4')
}
