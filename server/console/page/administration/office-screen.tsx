/** The screens of the office and of the three administrators: which one the address names, and the dialog that they share. */

import { useState } from 'react'
import type { ReactNode } from 'react'
import type { DeskActions } from '../desk.tsx'
import type { FeedState } from '../feed-state.ts'
import { DeedDialog } from '../forms/deed-dialog.tsx'
import type { Deed } from '../forms/deed-dialog.tsx'
import type { Me } from '../people/people-answers.ts'
import type { Reader } from '../plan/reader.ts'
import { RegisterScreen } from '../plan/register-screen.tsx'
import type { OfficePlace, Route } from '../route.ts'
import { useWallClock } from '../use-time.ts'
import { AccountScreen } from './account-screen.tsx'
import { AuditScreen } from './audit-screen.tsx'
import { CalendarScreen } from './calendar-screen.tsx'
import { OfficeFormsScreen } from './office-forms-screen.tsx'
import { PeopleScreen } from './people-screen.tsx'
import { PostsScreen } from './posts-screen.tsx'
import { RegistryScreen } from './registry-screen.tsx'
import { RosterScreen } from './roster-screen.tsx'
import { SettingsScreen } from './settings-screen.tsx'
import { TokensScreen } from './tokens-screen.tsx'
import '../forms/forms.css'
import '../plan/plan.css'

export interface OfficeProps {
  readonly route: Extract<Route, { screen: 'office' }>
  readonly feed: FeedState
  readonly me: Me
  readonly reader: Reader
  readonly actions: DeskActions
}

export interface OfficeTools extends OfficeProps {
  /** Asks for what a deed needs and does it; then what was read is read again. */
  readonly ask: (deed: Deed) => void
  /** The browser's own clock: administrators have no live feed to take the server's from, and nothing here is counted by it. */
  readonly now: number
  /** Another one after every deed that was done. */
  readonly round: number
}

const screens: Record<OfficePlace, (tools: OfficeTools) => ReactNode> = {
  register: (tools) => <RegisterScreen {...tools} />,
  roster: (tools) => <RosterScreen {...tools} />,
  'office-forms': (tools) => <OfficeFormsScreen {...tools} />,
  people: (tools) => <PeopleScreen {...tools} />,
  posts: (tools) => <PostsScreen {...tools} />,
  settings: (tools) => <SettingsScreen {...tools} />,
  calendar: (tools) => <CalendarScreen {...tools} />,
  registry: (tools) => <RegistryScreen {...tools} />,
  tokens: (tools) => <TokensScreen {...tools} />,
  audit: (tools) => <AuditScreen {...tools} />,
  account: (tools) => <AccountScreen {...tools} />,
}

export function OfficeScreen(props: OfficeProps) {
  const [deed, ask] = useState<Deed>()
  const [round, setRound] = useState(0)
  const now = useWallClock()
  return (
    <>
      {screens[props.route.place]({ ...props, ask, now, round })}
      {deed && (
        <DeedDialog
          deed={deed}
          now={now}
          onDone={(did) => {
            ask(undefined)
            if (did) setRound(round + 1)
          }}
        />
      )}
    </>
  )
}
