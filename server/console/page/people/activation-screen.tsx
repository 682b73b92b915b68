/** 激活: with the one-time code of the system administrator a person sets password and authenticator. */

import { useId, useState } from 'react'
import { Button, Input } from 'antd'
import type { InputRef } from 'antd'
import { consolePage, consolePeople } from '#shared/wording/zh-cn.ts'
import { useFirstFocus } from '../use-first-focus.ts'
import { AuthenticatorField } from './authenticator.tsx'
import { CodeInput } from './code-input.tsx'
import { NewPassword } from './new-password.tsx'
import { passwordRules } from './password-rules.ts'
import { activate } from './people-answers.ts'
import type { Authenticator } from './people-answers.ts'

interface ActivationProps {
  readonly passwordLength: number
  /** With what is to be said on the sign-in screen. */
  readonly onDone: (said: string | undefined) => void
}

const words = consolePeople.activation

export function ActivationScreen({ passwordLength, onDone }: ActivationProps) {
  const [login, setLogin] = useState('')
  const [code, setCode] = useState('')
  const [typed, setTyped] = useState({ password: '', again: '' })
  const [made, setMade] = useState<Authenticator>()
  const [totp, setTotp] = useState('')
  const [busy, setBusy] = useState(false)
  const [message, setMessage] = useState<string>()
  const field = useId()
  const first = useFirstFocus<InputRef>()

  const submit = async () => {
    const whole = passwordRules({ ...typed, login, name: '' }, passwordLength).every(({ met }) => met)
    if (!made || !whole || code.trim() === '' || totp.length !== 6) {
      setMessage(consolePeople.credentials.incomplete)
      return
    }
    setBusy(true)
    const answer = await activate(login.trim(), code.trim().toUpperCase(), {
      password: typed.password,
      secret: made.secret,
      totp,
    })
    setBusy(false)
    if (answer.ok) onDone(words.done)
    else {
      setMessage(answer.message)
      setTotp('')
    }
  }

  return (
    <main className="whole">
      <form
        className="sign-in wide"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <p className="product">{consolePage.product}</p>
        <h1>{words.title}</h1>
        <label htmlFor={`${field}-login`}>{consolePage.signIn.login}</label>
        <Input
          id={`${field}-login`}
          ref={first}
          value={login}
          maxLength={32}
          autoComplete="username"
          spellCheck={false}
          onChange={(event) => setLogin(event.target.value)}
        />
        <label htmlFor={`${field}-code`}>{words.code}</label>
        <Input
          id={`${field}-code`}
          className="code"
          value={code}
          maxLength={64}
          autoComplete="off"
          spellCheck={false}
          aria-describedby={`${field}-hint`}
          onChange={(event) => setCode(event.target.value)}
        />
        <p className="hint" id={`${field}-hint`}>
          {words.codeHint}
        </p>
        <NewPassword
          {...typed}
          login={login}
          name=""
          length={passwordLength}
          onChange={(change) => setTyped({ ...typed, ...change })}
        />
        <AuthenticatorField login={login} made={made} onMade={setMade} />
        <label htmlFor={`${field}-totp`}>{consolePeople.credentials.code}</label>
        <CodeInput id={`${field}-totp`} value={totp} onChange={setTotp} />
        <p className="refused" role="alert">
          {message}
        </p>
        <Button type="primary" htmlType="submit" loading={busy} block>
          {words.submit}
        </Button>
        <Button type="link" onClick={() => onDone(undefined)}>
          {consolePage.signIn.back}
        </Button>
      </form>
    </main>
  )
}
