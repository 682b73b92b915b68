/** One administrator of the first-run ceremony: who it is, the password, and the authenticator. */

import { useId } from 'react'
import { Input } from 'antd'
import type { InputRef } from 'antd'
import { consolePeople } from '#shared/wording/zh-cn.ts'
import { useFirstFocus } from '../use-first-focus.ts'
import { AuthenticatorField } from './authenticator.tsx'
import { NewPassword } from './new-password.tsx'
import { passwordRules } from './password-rules.ts'
import type { Authenticator, FounderRole } from './people-answers.ts'

export interface FounderDraft {
  readonly name: string
  readonly login: string
  readonly phone: string
  readonly password: string
  readonly again: string
  readonly made: Authenticator | undefined
  readonly totp: string
}

export const nobody: FounderDraft = {
  name: '',
  login: '',
  phone: '',
  password: '',
  again: '',
  made: undefined,
  totp: '',
}

/** All but the code, which is asked of all three at the end: it lives half a minute. */
export const founderIsWhole = (person: FounderDraft, passwordLength: number): boolean =>
  person.name.trim() !== '' &&
  person.login.trim() !== '' &&
  person.made !== undefined &&
  passwordRules(person, passwordLength).every(({ met }) => met)

interface FounderProps {
  readonly role: FounderRole
  readonly person: FounderDraft
  readonly passwordLength: number
  readonly onChange: (part: Partial<FounderDraft>) => void
}

const words = consolePeople.ceremony
const asked = ['name', 'login', 'phone'] as const
const lengths = { name: 32, login: 32, phone: 32 } as const

export function FounderFields({ role, person, passwordLength, onChange }: FounderProps) {
  const field = useId()
  const first = useFirstFocus<InputRef>()
  return (
    <>
      <p>{words.duties[role]}</p>
      <p className="soft">{words.handOver}</p>
      {asked.map((key) => (
        <p key={key} className="asked">
          <label htmlFor={`${field}-${key}`}>{words[key]}</label>
          <Input
            id={`${field}-${key}`}
            {...(key === 'name' && { ref: first })}
            value={person[key]}
            maxLength={lengths[key]}
            autoComplete="off"
            spellCheck={false}
            {...(key === 'login' && { 'aria-describedby': `${field}-hint` })}
            // A secret is made for a login: another login, another secret.
            onChange={(event) =>
              onChange({ [key]: event.target.value, ...(key === 'login' ? { made: undefined } : {}) })
            }
          />
          {key === 'login' && (
            <small className="hint" id={`${field}-hint`}>
              {words.loginHint}
            </small>
          )}
        </p>
      ))}
      <NewPassword
        password={person.password}
        again={person.again}
        login={person.login}
        name={person.name}
        length={passwordLength}
        onChange={onChange}
      />
      <AuthenticatorField login={person.login} made={person.made} onMade={(made) => onChange({ made })} />
    </>
  )
}
