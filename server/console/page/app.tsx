/** Whether somebody is signed in: the sign-in screen, or the desk. */

import { useEffect, useState } from 'react'
import { Button } from 'antd'
import { consolePage } from '#shared/wording/zh-cn.ts'
import { readMe } from './api.ts'
import type { Me } from './api.ts'
import { Desk } from './desk.tsx'
import { SignInScreen } from './sign-in-screen.tsx'

type Visitor =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'unreachable'; readonly message: string }
  | { readonly kind: 'nobody'; readonly because: string | undefined }
  | { readonly kind: 'officer'; readonly me: Me }

export function App() {
  const [visitor, setVisitor] = useState<Visitor>({ kind: 'unknown' })

  const unknown = visitor.kind === 'unknown'
  useEffect(() => {
    if (!unknown) return
    const ask = async () => {
      const answer = await readMe()
      if (answer.ok) setVisitor({ kind: 'officer', me: answer.value })
      else if (answer.signedOut) setVisitor({ kind: 'nobody', because: undefined })
      else setVisitor({ kind: 'unreachable', message: answer.message })
    }
    void ask()
  }, [unknown])
  const askAgain = () => setVisitor({ kind: 'unknown' })

  switch (visitor.kind) {
    case 'unknown':
      return (
        <main className="whole">
          <output>{consolePage.loading}</output>
        </main>
      )
    case 'unreachable':
      return (
        <main className="whole">
          <h1>{consolePage.product}</h1>
          <p role="alert">{visitor.message}</p>
          <Button type="primary" onClick={askAgain}>
            {consolePage.retry}
          </Button>
        </main>
      )
    case 'nobody':
      return <SignInScreen because={visitor.because} onSignedIn={askAgain} />
    case 'officer':
      return <Desk me={visitor.me} onSignedOut={(because) => setVisitor({ kind: 'nobody', because })} />
  }
}
