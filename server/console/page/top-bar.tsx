/** The bar that says what can be believed: live or not, as of when, how much waits, and whether it can be heard. */

import type { ReactNode } from 'react'
import { Button } from 'antd'
import { timeOfDay } from '#shared/text/shanghai-time.ts'
import { consolePage, consolePlan } from '#shared/wording/zh-cn.ts'
import type { FeedState, Standing } from './feed-state.ts'
import { InboxBell } from './inbox.tsx'
import type { Me } from './people/people-answers.ts'
import type { BellState } from './use-bell.ts'
import { useServerTime } from './use-time.ts'

interface TopBarProps {
  readonly me: Me
  readonly feed: FeedState
  readonly stand: Standing
  readonly bell: BellState
  /** Whether there are alerts to watch at all: an administrator has none. */
  readonly watches: boolean
  /** The session is locked. */
  readonly asleep: boolean
}

const words = consolePage.top

export function TopBar(props: TopBarProps) {
  const { me, watches, asleep } = props
  const roles = me.roles.map(({ role }) => consolePlan.roles[role]).join('、')
  const who = (
    <>
      <InboxBell asleep={asleep} />
      <span>{words.officer(me.officer.name, roles)}</span>
    </>
  )
  return (
    <header className="head">
      {watches ? (
        <LiveBar {...props} who={who} />
      ) : (
        <div className="top">
          <strong className="office">{me.office.name}</strong>
          <span className="top-rest" />
          {who}
        </div>
      )}
      {me.vacancies.length > 0 && (
        <p className="sound-hint">▲ {words.vacant(me.vacancies.map((role) => consolePlan.roles[role]).join('、'))}</p>
      )}
    </header>
  )
}

function LiveBar({ me, feed, stand, bell, who }: TopBarProps & { readonly who: ReactNode }) {
  const now = useServerTime(feed)
  const waiting = [...feed.alerts.values()].filter(({ taken }) => taken === undefined).length
  return (
    <>
      <div className="top">
        <strong className="office">{(feed.office ?? me.office).name}</strong>
        <span className={`link ${stand}`}>{linkWords(feed, stand, now)}</span>
        {/* Spoken when it changes, not every second. */}
        <output className="spoken">
          {stand === 'stale' && feed.heard ? words.stale(timeOfDay(feed.heard.serverTime), 1) : ''}
        </output>
        {/* Before the first snapshot nothing is known, and "0" would be a lie. */}
        {stand !== 'connecting' && <span className="counted">{words.waiting(waiting)}</span>}
        <span className="top-rest" />
        {who}
        {bell.sound === 'on' ? (
          <span className="sound">● {words.soundOn}</span>
        ) : (
          <>
            <span className="sound off">○ {words.soundOff}</span>
            <Button type="primary" onClick={bell.start}>
              {words.startDuty}
            </Button>
          </>
        )}
      </div>
      {bell.sound === 'off' && <p className="sound-hint">{words.startHint}</p>}
      {bell.sound === 'blocked' && (
        <p className="sound-hint" role="alert">
          {words.soundBlocked}
        </p>
      )}
    </>
  )
}

function linkWords({ heard, tries }: FeedState, stand: Standing, now: number): string {
  switch (stand) {
    case 'live':
      return `● ${words.live(timeOfDay(now))}`
    case 'stale':
      return `▲ ${words.stale(timeOfDay(heard?.serverTime ?? 0), Math.max(1, tries))}`
    case 'connecting':
      return tries > 0 ? `▲ ${words.neverConnected(tries)}` : words.connecting
  }
}
