/** Another authenticator app: the password, a fresh secret, and the code made from it; every other session of the person ends. */

import { useState } from 'react'
import { Button, Input } from 'antd'
import { consoleOffice, consolePeople } from '#shared/wording/zh-cn.ts'
import { AuthenticatorField } from '../people/authenticator.tsx'
import { CodeInput } from '../people/code-input.tsx'
import { changeAuthenticator } from '../people/people-answers.ts'
import type { Authenticator } from '../people/people-answers.ts'

const words = consoleOffice.account

export function ChangeAuthenticator() {
  const [login, setLogin] = useState('')
  const [made, setMade] = useState<Authenticator>()
  const [password, setPassword] = useState('')
  const [totp, setTotp] = useState('')
  const [busy, setBusy] = useState(false)
  const [message, setMessage] = useState<string>()
  const submit = async () => {
    if (made === undefined || password === '' || totp === '') {
      setMessage(consolePeople.credentials.incomplete)
      return
    }
    setBusy(true)
    const answer = await changeAuthenticator(password, made.secret, totp)
    setBusy(false)
    setMessage(answer.ok ? words.authenticatorChanged : answer.message)
    if (!answer.ok) return
    setMade(undefined)
    setPassword('')
    setTotp('')
  }
  return (
    <section className="panel office" aria-labelledby="authenticator-title">
      <h2 id="authenticator-title">{words.changeAuthenticator}</h2>
      <p className="soft">{words.authenticatorHint}</p>
      <form
        className="dialog narrow-form"
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <label htmlFor="authenticator-login">{consolePeople.ceremony.login}</label>
        <Input
          id="authenticator-login"
          value={login}
          autoComplete="username"
          onChange={({ target }) => setLogin(target.value)}
        />
        <AuthenticatorField login={login} made={made} onMade={setMade} />
        <label htmlFor="authenticator-password">{words.oldPassword}</label>
        <Input.Password
          id="authenticator-password"
          value={password}
          autoComplete="current-password"
          onChange={({ target }) => setPassword(target.value)}
        />
        <label htmlFor="authenticator-code">{words.newCode}</label>
        <CodeInput id="authenticator-code" value={totp} onChange={setTotp} />
        <p className="refused" role="alert">
          {message}
        </p>
        <Button htmlType="submit" loading={busy}>
          {words.changeAuthenticator}
        </Button>
      </form>
    </section>
  )
}
