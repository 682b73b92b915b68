/** Who is before the page: nobody yet, the three of the first run, somebody to be activated, or an officer at the desk. */

import { Suspense, useEffect, useState } from 'react'
import { Button } from 'antd'
import { consolePage } from '#shared/wording/zh-cn.ts'
import { Desk } from './desk.tsx'
import { lazyScreen } from './lazy-screen.tsx'
import { readMe, readSetup } from './people/people-answers.ts'
import type { Me, Setup } from './people/people-answers.ts'
import { SignInScreen } from './people/sign-in-screen.tsx'

const CeremonyScreen = lazyScreen(async () => (await import('./people/ceremony-screen.tsx')).CeremonyScreen)
const ActivationScreen = lazyScreen(async () => (await import('./people/activation-screen.tsx')).ActivationScreen)

type Visitor =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'unreachable'; readonly message: string }
  | { readonly kind: 'nobody'; readonly because: string | undefined }
  | { readonly kind: 'founders' | 'newcomer'; readonly setup: Setup }
  | { readonly kind: 'officer'; readonly me: Me }

/** Somebody is signed in, or nobody; and where nobody ever was, the ceremony is due. */
async function whoIsThere(): Promise<Visitor> {
  const me = await readMe()
  if (me.ok) return { kind: 'officer', me: me.value }
  if (!me.signedOut) return { kind: 'unreachable', message: me.message }
  const setup = await readSetup()
  if (!setup.ok) return { kind: 'unreachable', message: setup.message }
  return setup.value.due ? { kind: 'founders', setup: setup.value } : { kind: 'nobody', because: undefined }
}

export function App() {
  const [visitor, setVisitor] = useState<Visitor>({ kind: 'unknown' })

  const unknown = visitor.kind === 'unknown'
  useEffect(() => {
    if (unknown) void whoIsThere().then(setVisitor)
  }, [unknown])
  const askAgain = () => setVisitor({ kind: 'unknown' })
  const signIn = (because: string | undefined) => setVisitor({ kind: 'nobody', because })
  const activate = async () => {
    const setup = await readSetup()
    if (setup.ok) setVisitor({ kind: 'newcomer', setup: setup.value })
    else signIn(setup.message)
  }

  const loading = (
    <main className="whole">
      <output>{consolePage.loading}</output>
    </main>
  )
  switch (visitor.kind) {
    case 'unknown':
      return loading
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
      return <SignInScreen because={visitor.because} onSignedIn={askAgain} onActivate={() => void activate()} />
    case 'founders':
      return (
        <Suspense fallback={loading}>
          <CeremonyScreen passwordLength={visitor.setup.passwordLength} onDone={signIn} />
        </Suspense>
      )
    case 'newcomer':
      return (
        <Suspense fallback={loading}>
          <ActivationScreen passwordLength={visitor.setup.passwordLength} onDone={signIn} />
        </Suspense>
      )
    case 'officer':
      return <Desk me={visitor.me} onSignedOut={signIn} />
  }
}
