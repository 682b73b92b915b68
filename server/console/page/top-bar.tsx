/** The bar that says what can be believed: live or not, as of when, how much waits, and whether it can be heard. */

import { Button } from 'antd'
import { timeOfDay } from '#shared/text/shanghai-time.ts'
import { consolePage } from '#shared/wording/zh-cn.ts'
import type { Me } from './api.ts'
import type { FeedState, Standing } from './feed-state.ts'
import type { BellState } from './use-bell.ts'
import { useServerTime } from './use-time.ts'

interface TopBarProps {
  readonly me: Me
  readonly feed: FeedState
  readonly stand: Standing
  readonly bell: BellState
}

const words = consolePage.top

export function TopBar({ me, feed, stand, bell }: TopBarProps) {
  const now = useServerTime(feed)
  const waiting = [...feed.alerts.values()].filter(({ taken }) => taken === undefined).length
  return (
    <header className="head">
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
        <span>{words.officer((feed.officer ?? me.officer).name)}</span>
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
    </header>
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
