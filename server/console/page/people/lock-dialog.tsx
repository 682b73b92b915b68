/** Nobody used the session for a while: the password again before anything else; the alerts behind it go on. */

import { useId, useState } from 'react'
import { Button, Input, Modal } from 'antd'
import type { InputRef } from 'antd'
import { consolePage, consolePeople } from '#shared/wording/zh-cn.ts'
import { useFirstFocus } from '../use-first-focus.ts'
import { unlock } from './people-answers.ts'

interface LockProps {
  readonly name: string
  readonly onUnlocked: () => void
  readonly onSignedOut: () => void
  readonly onSignOut: () => void
}

const words = consolePeople.locked

export function LockDialog({ name, onUnlocked, onSignedOut, onSignOut }: LockProps) {
  return (
    <Modal
      open
      title={`${words.title} · ${name}`}
      footer={null}
      closable={false}
      keyboard={false}
      mask={{ closable: false }}
    >
      <Unlock onUnlocked={onUnlocked} onSignedOut={onSignedOut} onSignOut={onSignOut} />
    </Modal>
  )
}

function Unlock({ onUnlocked, onSignedOut, onSignOut }: Omit<LockProps, 'name'>) {
  const [password, setPassword] = useState('')
  const [busy, setBusy] = useState(false)
  const [message, setMessage] = useState<string>()
  const field = useId()
  const first = useFirstFocus<InputRef>()
  const submit = async () => {
    if (password === '') {
      setMessage(words.passwordMissing)
      return
    }
    setBusy(true)
    const answer = await unlock(password)
    setBusy(false)
    setPassword('')
    if (answer.ok) onUnlocked()
    else if (answer.signedOut) onSignedOut()
    else setMessage(answer.message)
  }
  return (
    <form
      className="dialog"
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <p>{words.hint}</p>
      <label htmlFor={field}>{consolePage.signIn.password}</label>
      <Input.Password
        id={field}
        ref={first}
        value={password}
        maxLength={128}
        autoComplete="current-password"
        onChange={(event) => setPassword(event.target.value)}
      />
      <p className="refused" role="alert">
        {message}
      </p>
      <p className="dialog-end">
        <Button onClick={onSignOut}>{consolePage.rail.signOut}</Button>
        <Button type="primary" htmlType="submit" loading={busy}>
          {words.submit}
        </Button>
      </p>
    </form>
  )
}
