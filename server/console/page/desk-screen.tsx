/** The screen that the address names. The duty screen and the terminals are there at once; the others are fetched. */

import { Suspense } from 'react'
import { Skeleton } from 'antd'
import { consolePage } from '#shared/wording/zh-cn.ts'
import type { DeskActions } from './desk.tsx'
import { DutyScreen } from './duty-screen.tsx'
import { EndpointScreen } from './endpoint-screen.tsx'
import { EndpointsScreen } from './endpoints-screen.tsx'
import type { FeedState, Standing } from './feed-state.ts'
import { lazyScreen } from './lazy-screen.tsx'
import type { Me } from './people/people-answers.ts'
import type { Reader } from './plan/reader.ts'
import type { Route } from './route.ts'

const loadIncident = async () => (await import('./incident-screen.tsx')).IncidentScreen
const IncidentScreen = lazyScreen(loadIncident)
const IncidentsScreen = lazyScreen(async () => (await import('./plan/incidents-screen.tsx')).IncidentsScreen)
const OfficeScreen = lazyScreen(async () => (await import('./administration/office-screen.tsx')).OfficeScreen)

/** The incident's screen is fetched before it is asked for: at an incident nobody waits for it. */
export function fetchAhead(): void {
  void loadIncident().catch(() => undefined)
}

export interface ScreenProps {
  readonly route: Route
  readonly feed: FeedState
  readonly stand: Standing
  readonly me: Me
  readonly reader: Reader
  readonly keysOn: boolean
  readonly actions: DeskActions
  readonly onHelp: () => void
}

export const DeskScreen = (props: ScreenProps) => (
  <Suspense
    fallback={
      <section className="panel" aria-busy="true">
        <p>{consolePage.loading}</p>
        <Skeleton active={false} title={false} paragraph={{ rows: 6 }} />
      </section>
    }
  >
    <Named {...props} />
  </Suspense>
)

function Named({ route, feed, stand, me, reader, keysOn, actions, onHelp }: ScreenProps) {
  switch (route.screen) {
    case 'duty':
      return <DutyScreen feed={feed} stand={stand} keysOn={keysOn} actions={actions} onHelp={onHelp} />
    case 'incidents':
      return <IncidentsScreen feed={feed} reader={reader} />
    case 'incident':
      return <IncidentScreen key={route.id} route={route} feed={feed} reader={reader} actions={actions} />
    case 'endpoints':
      return <EndpointsScreen feed={feed} />
    case 'endpoint':
      return <EndpointScreen key={route.id} id={route.id} feed={feed} actions={actions} />
    case 'office':
      return <OfficeScreen key={route.place} route={route} feed={feed} me={me} reader={reader} actions={actions} />
  }
}
