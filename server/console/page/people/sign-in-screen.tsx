/** Signing in: login, password and the authenticator's code; or the way to activate a new account. */

import { useState } from 'react'
import { Button, Input } from 'antd'
import type { InputRef } from 'antd'
import { consolePage } from '#shared/wording/zh-cn.ts'
import { useFirstFocus } from '../use-first-focus.ts'
import { CodeInput } from './code-input.tsx'
import { signIn } from './people-answers.ts'

interface SignInProps {
  readonly because: string | undefined
  readonly onSignedIn: () => void
  readonly onActivate: () => void
}

const words = consolePage.signIn

export function SignInScreen({ because, onSignedIn, onActivate }: SignInProps) {
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  const [totp, setTotp] = useState('')
  const [busy, setBusy] = useState(false)
  const [message, setMessage] = useState(because)
  const first = useFirstFocus<InputRef>()

  const submit = async () => {
    if (busy) return
    if (login.trim() === '' || password === '' || totp === '') {
      setMessage(words.allNeeded)
      return
    }
    setBusy(true)
    const answer = await signIn(login.trim(), password, totp)
    setBusy(false)
    if (answer.ok) onSignedIn()
    else {
      setMessage(answer.message)
      // Each code counts once: what was typed is of no use any more.
      setTotp('')
    }
  }

  return (
    <main className="whole">
      <form
        className="sign-in"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <p className="product">{consolePage.product}</p>
        <h1>{words.title}</h1>
        <label htmlFor="login">{words.login}</label>
        <Input
          id="login"
          value={login}
          ref={first}
          maxLength={32}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          onChange={(event) => setLogin(event.target.value)}
        />
        <label htmlFor="password">{words.password}</label>
        <Input.Password
          id="password"
          value={password}
          maxLength={128}
          autoComplete="current-password"
          onChange={(event) => setPassword(event.target.value)}
        />
        <label htmlFor="totp">{words.totp}</label>
        <CodeInput id="totp" value={totp} onChange={setTotp} describedBy="totp-hint" />
        <p className="hint" id="totp-hint">
          {words.totpHint}
        </p>
        <p className="refused" role="alert">
          {message}
        </p>
        <Button type="primary" htmlType="submit" loading={busy} block>
          {words.submit}
        </Button>
        <Button type="link" onClick={onActivate}>
          {words.activate}
        </Button>
      </form>
    </main>
  )
}
