/** A new password, typed twice, with its rules ticked off while it is typed. */

import { useId } from 'react'
import { Input } from 'antd'
import { consolePeople } from '#shared/wording/zh-cn.ts'
import './people.css'
import { passwordRules } from './password-rules.ts'

interface PasswordProps {
  readonly password: string
  readonly again: string
  readonly login: string
  readonly name: string
  readonly length: number
  readonly onChange: (change: { readonly password?: string; readonly again?: string }) => void
}

const words = consolePeople.credentials

export function NewPassword({ password, again, login, name, length, onChange }: PasswordProps) {
  const field = useId()
  return (
    <>
      <label htmlFor={`${field}-password`}>{words.password}</label>
      <Input.Password
        id={`${field}-password`}
        value={password}
        maxLength={128}
        autoComplete="new-password"
        aria-describedby={`${field}-rules`}
        onChange={(event) => onChange({ password: event.target.value })}
      />
      <label htmlFor={`${field}-again`}>{words.repeat}</label>
      <Input.Password
        id={`${field}-again`}
        value={again}
        maxLength={128}
        autoComplete="new-password"
        onChange={(event) => onChange({ again: event.target.value })}
      />
      <ul className="password-rules" id={`${field}-rules`} aria-label={words.rules}>
        {passwordRules({ password, again, login, name }, length).map(({ rule, met }) => (
          <li key={rule} className={met ? 'good' : 'soft'}>
            <span aria-hidden="true">{met ? '✔' : '○'}</span> {rule}
            <span className="spoken">（{met ? words.met : words.unmet}）</span>
          </li>
        ))}
      </ul>
    </>
  )
}
