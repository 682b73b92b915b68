/** The page's monotonic clock for what is drawn again every second. */

import { useEffect, useState } from 'react'
import { serverNow } from './feed-state.ts'
import type { FeedState } from './feed-state.ts'

/** `performance.now()`, anew every second while the component is shown. */
export function useMonotonic(everyMs = 1_000): number {
  const [now, setNow] = useState(() => performance.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  return now
}

/** Server time, counted on every second; 0 before the first frame, when nothing is shown that needs it. */
export function useServerTime(feed: FeedState): number {
  const now = useMonotonic()
  // A frame may have come since the last tick; time does not go back for it.
  return serverNow(feed, Math.max(now, feed.heard?.at ?? 0)) ?? 0
}

/** The browser's clock, where there is no feed that tells the server's; anew every minute. */
export function useWallClock(): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 60_000)
    return () => clearInterval(timer)
  }, [])
  return now
}
