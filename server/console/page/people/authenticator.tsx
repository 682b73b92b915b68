/** The authenticator of a new account: the secret as a QR code and as text, shown this once. */

import { useState } from 'react'
import { Button, QRCode } from 'antd'
import { consolePeople } from '#shared/wording/zh-cn.ts'
import { makeAuthenticator } from './people-answers.ts'
import type { Authenticator } from './people-answers.ts'

interface AuthenticatorProps {
  readonly login: string
  readonly made: Authenticator | undefined
  readonly onMade: (made: Authenticator) => void
}

const words = consolePeople.credentials

export function AuthenticatorField({ login, made, onMade }: AuthenticatorProps) {
  const [busy, setBusy] = useState(false)
  const [message, setMessage] = useState<string>()
  const make = async () => {
    if (login.trim() === '') {
      setMessage(words.loginFirst)
      return
    }
    setBusy(true)
    const answer = await makeAuthenticator(login.trim())
    setBusy(false)
    setMessage(answer.ok ? undefined : answer.message)
    if (answer.ok) onMade(answer.value)
  }
  return (
    <fieldset className="authenticator">
      <legend>{words.authenticator}</legend>
      <p className="hint">{words.authenticatorHint}</p>
      {made && (
        <div className="authenticator-made">
          <QRCode value={made.uri} type="svg" size={168} aria-label={words.qr} />
          <p>
            {words.secret}
            <br />
            <code className="secret">{made.secret.replaceAll(/(.{4})(?=.)/g, '$1 ')}</code>
          </p>
        </div>
      )}
      <Button onClick={() => void make()} loading={busy}>
        {made ? words.anew : words.show}
      </Button>
      {message !== undefined && (
        <p className="refused" role="alert">
          {message}
        </p>
      )}
    </fieldset>
  )
}
