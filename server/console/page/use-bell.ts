/** Rings, flashes the title and notifies for what waits, from the click of 「开始值班」 on. */

import { useEffect, useRef, useState } from 'react'
import { consolePage } from '#shared/wording/zh-cn.ts'
import { alarm, nothingRung } from './alarm.ts'
import { openBell } from './bell.ts'
import type { Bell } from './bell.ts'
import type { FeedState, Standing } from './feed-state.ts'
import { ruleTitle } from './rule-title.ts'

export interface BellState {
  readonly sound: 'off' | 'on' | 'blocked'
  /** Must be called from a click. */
  readonly start: () => void
}

const words = consolePage.top
const everyMs = 1_000

export function useBell(feed: FeedState, stand: Standing): BellState {
  const [sound, setSound] = useState<BellState['sound']>('off')
  const bell = useRef<Bell>(undefined)
  const rung = useRef(nothingRung)
  const seen = useRef({ feed, stand })
  useEffect(() => {
    seen.current = { feed, stand }
  })

  useEffect(() => {
    let flash = false
    const timer = setInterval(() => {
      const { feed, stand } = seen.current
      const waiting = [...feed.alerts.values()].filter(({ taken }) => taken === undefined)
      // Half a hertz: far below the three flashes a second of WCAG 2.3.1.
      flash = !flash
      document.title = titleOf(waiting.length, stand, flash)
      if (bell.current === undefined) return
      const before = rung.current.heard
      const next = alarm(rung.current, waiting, stand, performance.now())
      rung.current = next.rung
      if (next.tone !== undefined) bell.current.ring(next.tone)
      if (document.hidden)
        for (const { id, rule, endpoint } of waiting)
          if (!before.has(id) && next.rung.heard.has(id))
            notify(ruleTitle(rule), feed.endpoints.get(endpoint)?.institutionName ?? '')
    }, everyMs)
    return () => {
      clearInterval(timer)
      document.title = words.titleCalm
    }
  }, [])

  const start = async () => {
    // Asked once, by the same click; the answer may be no and nothing is lost by it.
    if ('Notification' in globalThis && Notification.permission === 'default') void Notification.requestPermission()
    const opened = await openBell()
    bell.current = opened
    setSound(opened ? 'on' : 'blocked')
    opened?.ring('notice')
  }
  return { sound, start: () => void start() }
}

function titleOf(waiting: number, stand: Standing, flash: boolean): string {
  if (stand === 'stale') return words.titleStale
  return waiting > 0 && flash ? words.titleAlarm(waiting) : words.titleCalm
}

function notify(title: string, where: string): void {
  if (!('Notification' in globalThis) || Notification.permission !== 'granted') return
  const notification = new Notification(words.notification(title, where))
  notification.addEventListener('click', () => focus())
}
