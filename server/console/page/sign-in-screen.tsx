/** Signing in with the one-time setup code and a name, which will stand in every timeline. */

import { useState } from 'react'
import { Button, Input } from 'antd'
import type { InputRef } from 'antd'
import { consolePage } from '#shared/wording/zh-cn.ts'
import { signIn } from './api.ts'
import { useFirstFocus } from './use-first-focus.ts'

interface SignInProps {
  readonly because: string | undefined
  readonly onSignedIn: () => void
}

const words = consolePage.signIn

export function SignInScreen({ because, onSignedIn }: SignInProps) {
  const [code, setCode] = useState('')
  const [name, setName] = useState('')
  const [busy, setBusy] = useState(false)
  const [message, setMessage] = useState(because)
  const first = useFirstFocus<InputRef>()

  const submit = async () => {
    if (busy) return
    if (code.trim() === '' || name.trim() === '') {
      setMessage(words.bothNeeded)
      return
    }
    setBusy(true)
    const answer = await signIn(code.trim().toUpperCase(), name.trim())
    setBusy(false)
    if (answer.ok) onSignedIn()
    else setMessage(answer.message)
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
        <label>
          {words.code}
          <Input
            value={code}
            onChange={(event) => setCode(event.target.value)}
            placeholder="XXXX-XXXX-XXXX"
            autoComplete="one-time-code"
            ref={first}
            spellCheck={false}
            className="code"
            aria-describedby="code-hint"
          />
        </label>
        <p className="hint" id="code-hint">
          {words.codeHint}
        </p>
        <label>
          {words.name}
          <Input
            value={name}
            onChange={(event) => setName(event.target.value)}
            autoComplete="name"
            maxLength={32}
            aria-describedby="name-hint"
          />
        </label>
        <p className="hint" id="name-hint">
          {words.nameHint}
        </p>
        <p className="refused" role="alert">
          {message}
        </p>
        <Button type="primary" htmlType="submit" loading={busy} block>
          {words.submit}
        </Button>
      </form>
    </main>
  )
}
