/** The people of the office as the console reaches them, and what ends by itself: idle sessions, accounts that nobody uses. */

import type { Log } from '#shared/log.ts'
import { errorFields } from '#shared/log.ts'
import type { Clock } from '#shared/time/clock.ts'
import { every } from '#shared/time/clock.ts'
import type { TryLimit } from '#shared/time/try-limit.ts'
import type { CredentialStore, SessionStore } from '../store/credentials.ts'
import type { Registry } from '../store/store.ts'
import type { Office } from '../workflow/office.ts'
import type { Conductor, SituationChange } from '../workflow/ports.ts'
import { settingsOf } from '../workflow/settings/settings.ts'
import { Ceremony } from './ceremony.ts'
import { Credentials } from './credentials.ts'
import { Passwords } from './passwords.ts'
import type { Seal } from './sealed-secret.ts'
import { Sessions } from './sessions.ts'
import { SignIn } from './sign-in.ts'
import { TryDoor } from './try-door.ts'

export interface People {
  readonly ceremony: Ceremony
  readonly signIn: SignIn
  readonly credentials: Credentials
  readonly sessions: Sessions
}

export interface PeopleParts {
  readonly store: CredentialStore & SessionStore
  readonly registry: Pick<Registry, 'takeSetupCode'>
  readonly conductor: Pick<Conductor, 'situation' | 'actInOffice' | 'onChange'>
  readonly tries: TryLimit
  readonly seal: Seal
  readonly clock: Clock
  readonly log: Log
  readonly onSetupCodeUsed?: (() => void) | undefined
}

export interface RunningPeople extends People {
  /** Begins to end what ends by itself; returns what stops it. */
  start(): () => void
}

const sweepMs = 30_000
const unusedMs = 3_600_000
const day = 86_400_000

export function openPeople({ store, registry, onSetupCodeUsed = () => {}, ...parts }: PeopleParts): RunningPeople {
  const { conductor, clock, log, seal, tries } = parts
  const passwords = new Passwords()
  const door = new TryDoor({ store, conductor, tries, clock, log })
  const sessions = new Sessions({ store, conductor, clock, log })
  const signIn = new SignIn({ store, conductor, door, passwords, seal, sessions, clock })
  const credentials = new Credentials({
    store,
    registry,
    conductor,
    door,
    passwords,
    seal,
    sessions,
    signIn,
    clock,
    onSetupCodeUsed,
  })
  const ceremony = new Ceremony({ registry, conductor, credentials, door, clock, onSetupCodeUsed })

  const quietly = async (work: () => Promise<unknown>): Promise<void> => {
    await work().catch((error: unknown) => log.error('people/not-tended', errorFields(error)))
  }

  /** What an entry of the office means for sessions and locks, as soon as it is kept. */
  const onChange = ({ entries }: SituationChange): void => {
    for (const { happening } of entries) {
      if (happening.kind === 'account-disabled') void quietly(() => sessions.endOf(happening.person, 'disabled'))
      else if (happening.kind === 'account-enabled') void quietly(() => store.forgetTries(happening.person))
      else if (happening.kind === 'post-ended') void quietly(() => sessions.sweep())
    }
  }

  const disableUnused = async (): Promise<void> => {
    for (const person of unusedAccounts(conductor.situation().office, clock.now())) {
      const reason = '长期未使用，自动停用'
      // Refused for the last administrator of a kind, who stays.
      await conductor.actInOffice({ kind: 'disable-account', person, reason }, { kind: 'server' })
    }
  }

  return {
    ceremony,
    signIn,
    credentials,
    sessions,
    start() {
      const ends = [
        conductor.onChange(onChange),
        every(clock, sweepMs, () => quietly(() => sessions.sweep())),
        every(clock, unusedMs, () => quietly(disableUnused)),
      ]
      void quietly(disableUnused)
      return () => {
        for (const end of ends) end()
      }
    },
  }
}

/** 停用多余账户 (GB/T 22239-2019 8.1.4.2 c): counted from the last sign-in, or from when the person was added. */
export function unusedAccounts(office: Office, now: number): readonly string[] {
  const before = now - settingsOf(office).unusedAccountDays * day
  return [...office.people.values()]
    .filter(({ disabled, lastSignedInAt, addedAt }) => !disabled && (lastSignedInAt ?? addedAt) < before)
    .map(({ person }) => person.id)
}
