/** The signed-in desk: holds the live feed, the bell and the keys, and shows the screen that the address names. */

import { useCallback, useEffect, useReducer, useRef, useState } from 'react'
import { consolePage } from '#shared/wording/zh-cn.ts'
import { signOut, takeOver } from './api.ts'
import type { Me } from './api.ts'
import { DutyScreen } from './duty-screen.tsx'
import { EndpointScreen } from './endpoint-screen.tsx'
import { EndpointsScreen } from './endpoints-screen.tsx'
import { EnrollDialog } from './enroll-dialog.tsx'
import { feedReducer, standing, unheard } from './feed-state.ts'
import { HelpDialog } from './help-dialog.tsx'
import { IncidentScreen } from './incident-screen.tsx'
import { followFeed } from './live-feed.ts'
import { OrderDialog } from './order-dialog.tsx'
import type { WantedOrder } from './order-dialog.tsx'
import { Rail } from './rail.tsx'
import { readRoute, writeRoute } from './route.ts'
import type { Route } from './route.ts'
import { TopBar } from './top-bar.tsx'
import { useBell } from './use-bell.ts'
import { useKeys } from './use-keys.ts'
import { useMonotonic } from './use-time.ts'

interface DeskProps {
  readonly me: Me
  readonly onSignedOut: (because: string | undefined) => void
}

/** What the screens may ask of the desk. */
export interface DeskActions {
  readonly go: (route: Route) => void
  /** Takes over every alert of the list; what is refused is said. */
  readonly take: (alerts: readonly string[]) => void
  readonly wantOrder: (order: WantedOrder) => void
  readonly addEndpoint: () => void
  readonly say: (sentence: string | undefined) => void
}

export function Desk({ me, onSignedOut }: DeskProps) {
  const [feed, tell] = useReducer(feedReducer, unheard)
  const [route, setRoute] = useState<Route>(() => readRoute(location.hash))
  const [sentence, say] = useState<string>()
  const [dialog, setDialog] = useState<'help' | 'enroll'>()
  const [order, wantOrder] = useState<WantedOrder>()
  const now = useMonotonic()
  const stand = standing(feed, Math.max(now, feed.heard?.at ?? 0))
  const bell = useBell(feed, stand)
  const keys = useKeys()

  const known = useRef(feed.position)
  const leave = useRef(onSignedOut)
  useEffect(() => {
    known.current = feed.position
    leave.current = onSignedOut
  })
  useEffect(
    () =>
      followFeed({
        known: () => known.current,
        tell,
        onSignedOut: () => leave.current(consolePage.signIn.ended),
      }),
    [],
  )

  useEffect(() => {
    const follow = () => setRoute(readRoute(location.hash))
    addEventListener('hashchange', follow)
    return () => removeEventListener('hashchange', follow)
  }, [])

  const go = useCallback((next: Route) => {
    location.hash = writeRoute(next)
  }, [])

  const take = useCallback(async (alerts: readonly string[]) => {
    say(undefined)
    for (const alert of alerts) {
      const answer = await takeOver(alert)
      if (!answer.ok) say(answer.message)
      if (!answer.ok && answer.signedOut) leave.current(consolePage.signIn.ended)
    }
  }, [])

  const actions: DeskActions = {
    go,
    take: (alerts) => void take(alerts),
    wantOrder,
    addEndpoint: () => setDialog('enroll'),
    say,
  }
  const leaveDesk = () => void signOut().then(() => onSignedOut(undefined))

  return (
    <div className={`desk ${stand}`}>
      <Rail route={route} onHelp={() => setDialog('help')} onSignOut={leaveDesk} />
      <div className="work">
        <TopBar me={me} feed={feed} stand={stand} bell={bell} />
        {/* Never dismissed: whoever works here must know that what is shown may have been changed. */}
        {feed.brokenChains > 0 && (
          <p className="tampered" role="alert">
            {consolePage.tampered(feed.brokenChains)}
          </p>
        )}
        {sentence !== undefined && (
          <p className="said" role="alert">
            <span>{sentence}</span>
            <button type="button" className="plain-button" onClick={() => say(undefined)}>
              {consolePage.close}
            </button>
          </p>
        )}
        <main>
          <Screen
            route={route}
            feed={feed}
            stand={stand}
            keysOn={keys.on}
            actions={actions}
            onHelp={() => setDialog('help')}
          />
        </main>
      </div>
      {order && (
        <OrderDialog
          wanted={order}
          feed={feed}
          onDone={(said) => {
            wantOrder(undefined)
            say(said)
          }}
        />
      )}
      {dialog === 'enroll' && <EnrollDialog feed={feed} onClose={() => setDialog(undefined)} />}
      {dialog === 'help' && <HelpDialog keys={keys} onClose={() => setDialog(undefined)} />}
    </div>
  )
}

interface ScreenProps {
  readonly route: Route
  readonly feed: Parameters<typeof DutyScreen>[0]['feed']
  readonly stand: Parameters<typeof DutyScreen>[0]['stand']
  readonly keysOn: boolean
  readonly actions: DeskActions
  readonly onHelp: () => void
}

function Screen({ route, feed, stand, keysOn, actions, onHelp }: ScreenProps) {
  switch (route.screen) {
    case 'duty':
      return <DutyScreen feed={feed} stand={stand} keysOn={keysOn} actions={actions} onHelp={onHelp} />
    case 'incident':
      return <IncidentScreen key={route.id} id={route.id} feed={feed} actions={actions} />
    case 'endpoints':
      return <EndpointsScreen feed={feed} actions={actions} />
    case 'endpoint':
      return <EndpointScreen key={route.id} id={route.id} feed={feed} actions={actions} />
  }
}
