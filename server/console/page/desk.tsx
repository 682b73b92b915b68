/** The signed-in desk: holds the live feed, the bell and the keys, and shows the screen that the address names. */

import { Suspense, useCallback, useEffect, useMemo, useReducer, useRef, useState } from 'react'
import { consolePage } from '#shared/wording/zh-cn.ts'
import { takeOver } from './api.ts'
import { watchSession } from './ask.ts'
import { DeskScreen, fetchAhead } from './desk-screen.tsx'
import { feedReducer, serverNow, standing, unheard } from './feed-state.ts'
import type { Deed } from './forms/deed-dialog.tsx'
import { dropDrafts } from './forms/draft.ts'
import { HelpDialog } from './help-dialog.tsx'
import { lazyScreen } from './lazy-screen.tsx'
import { followFeed } from './live-feed.ts'
import { OrderDialog } from './order-dialog.tsx'
import type { WantedOrder } from './order-dialog.tsx'
import { LockDialog } from './people/lock-dialog.tsx'
import { signOut } from './people/people-answers.ts'
import type { Me } from './people/people-answers.ts'
import { readerOf } from './plan/reader.ts'
import type { Reader } from './plan/reader.ts'
import { Rail, routeFor } from './rail.tsx'
import { readRoute, writeRoute } from './route.ts'
import type { Route } from './route.ts'
import { TopBar } from './top-bar.tsx'
import { useActivity } from './use-activity.ts'
import { useBell } from './use-bell.ts'
import { useKeys } from './use-keys.ts'
import { useMonotonic } from './use-time.ts'

const DeedDialog = lazyScreen(async () => (await import('./forms/deed-dialog.tsx')).DeedDialog)

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
  /** What the posts do not let do is not shown as a button. */
  readonly may: Reader['may']
  /** Id of the person: what needs a second one is not offered to the first. */
  readonly self: string
  /** Opens the dialog of a deed; what it changes comes back by the feed. */
  readonly ask: (deed: Deed) => void
  readonly say: (sentence: string | undefined) => void
}

export function Desk({ me, onSignedOut }: DeskProps) {
  const [feed, tell] = useReducer(feedReducer, unheard)
  const reader = useMemo(() => readerOf(me), [me])
  const watches = reader.may('live.view')
  const [route, setRoute] = useState<Route>(() => routeFor(readRoute(location.hash), reader))
  const [locked, setLocked] = useState(me.locked)
  const [sentence, say] = useState<string>()
  const [dialog, setDialog] = useState<'help'>()
  const [deed, ask] = useState<Deed>()
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
  useEffect(() => {
    // An administrator sees no alerts: there is nothing to follow.
    if (!watches) return undefined
    return followFeed({
      known: () => known.current,
      tell,
      onSignedOut: () => leave.current(consolePage.signIn.ended),
    })
  }, [watches])
  useEffect(
    () =>
      watchSession((news) => {
        if (news === 'locked') setLocked(true)
        else leave.current(consolePage.signIn.ended)
      }),
    [],
  )
  useActivity()
  useEffect(fetchAhead, [])

  useEffect(() => {
    const follow = () => setRoute(routeFor(readRoute(location.hash), reader))
    addEventListener('hashchange', follow)
    return () => removeEventListener('hashchange', follow)
  }, [reader])

  const place = writeRoute(route)
  useEffect(() => {
    if (place !== '') scrollTo(0, 0)
  }, [place])

  const go = useCallback((next: Route) => {
    location.hash = writeRoute(next)
  }, [])

  const take = useCallback(async (alerts: readonly string[]) => {
    say(undefined)
    for (const alert of alerts) {
      const answer = await takeOver(alert)
      if (!answer.ok) say(answer.message)
    }
  }, [])

  const actions: DeskActions = {
    go,
    take: (alerts) => void take(alerts),
    wantOrder,
    may: (operation) => reader.may(operation),
    self: reader.id,
    ask,
    say,
  }
  const leaveDesk = () => {
    dropDrafts(sessionStorage)
    // The next person begins at the beginning.
    location.hash = ''
    void signOut().then(() => onSignedOut(undefined))
  }

  return (
    <div className={`desk ${stand}`}>
      <Rail route={route} reader={reader} onHelp={() => setDialog('help')} onSignOut={leaveDesk} />
      <div className="work">
        <TopBar me={me} feed={feed} stand={stand} bell={bell} watches={watches} asleep={locked} />
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
          <DeskScreen
            route={route}
            feed={feed}
            stand={stand}
            me={me}
            reader={reader}
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
      {deed && (
        <Suspense fallback={null}>
          <DeedDialog
            deed={deed}
            now={serverNow(feed, Math.max(now, feed.heard?.at ?? 0)) ?? 0}
            onDone={() => ask(undefined)}
          />
        </Suspense>
      )}
      {dialog === 'help' && <HelpDialog keys={keys} onClose={() => setDialog(undefined)} />}
      {locked && (
        <LockDialog
          name={me.officer.name}
          onUnlocked={() => setLocked(false)}
          onSignedOut={() => onSignedOut(consolePage.signIn.ended)}
          onSignOut={leaveDesk}
        />
      )}
    </div>
  )
}
