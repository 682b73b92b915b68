/** Keeps one WebSocket to the live feed open: tries again with growing pauses, and asks only for what was missed. */

import { backoffMs } from '#shared/time/backoff.ts'
import { readFrame } from './feed-state.ts'
import type { FeedEvent } from './feed-state.ts'

interface LiveFeed {
  /** The position up to which the page knows, for the next connection. */
  readonly known: () => number | undefined
  readonly tell: (event: FeedEvent) => void
  /** The session has ended: nothing more will come. */
  readonly onSignedOut: () => void
}

/** Close code with which the server ends a feed whose session has ended (server/console/live-socket.ts). */
const sessionEnded = 4401
const pauses = { baseMs: 300, capMs: 5_000 }
// A line that was cut without a word: the beats stop, and the socket never says so.
const silentAfterMs = 8_000

/** Returns what ends it. */
export function followFeed({ known, tell, onSignedOut }: LiveFeed): () => void {
  let socket: WebSocket | undefined
  let failures = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let silence: ReturnType<typeof setTimeout> | undefined
  let ended = false

  const listen = () => {
    clearTimeout(silence)
    silence = setTimeout(() => socket?.close(), silentAfterMs)
  }

  const connect = () => {
    const since = known()
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws'
    const opened = new WebSocket(`${scheme}://${location.host}/api/live${since === undefined ? '' : `?since=${since}`}`)
    socket = opened
    listen()
    opened.addEventListener('message', ({ data }) => {
      const frame = readFrame(String(data))
      if (frame === undefined) return
      failures = 0
      listen()
      tell({ kind: 'frame', frame, at: performance.now() })
    })
    opened.addEventListener('close', ({ code }) => {
      if (ended || socket !== opened) return
      clearTimeout(silence)
      tell({ kind: 'lost' })
      if (code === sessionEnded) onSignedOut()
      else timer = setTimeout(connect, backoffMs(failures++, pauses, Math.random))
    })
  }

  connect()
  return () => {
    ended = true
    clearTimeout(timer)
    clearTimeout(silence)
    socket?.close()
  }
}
