/** GET /api/live: lets a signed-in page of ours onto the live feed, and off it when its session ends. */

import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'
import { WebSocketServer } from 'ws'
import type { Log } from '#shared/log.ts'
import { errorFields } from '#shared/log.ts'
import type { Clock } from '#shared/time/clock.ts'
import { every } from '#shared/time/clock.ts'
import type { Feed } from './feed.ts'
import type { ConsolePlaces, Guard } from './origin.ts'
import { tokenIn } from './session-cookie.ts'
import type { Sessions, SignedIn } from '../people/sessions.ts'
import type { Operation } from '../workflow/permissions.ts'

export const livePath = '/api/live'
/** The line of the permission table that lets a page on; roles of one unit see their own. */
export const liveOperation = 'live.view' satisfies Operation

/** RFC 6455 §7.4: why the server ends a feed; a page that is cut for not reading sees 1006. */
export const feedCloseCodes = { stopping: 1001, spoke: 1008, sessionEnded: 4401, notPermitted: 4403 } as const

const maxPages = 100
/** Of those who see their own alone, all together: there may be thousands, and the office keeps its places. */
const maxPagesOfUnits = 60
/** Of one person: nobody takes the feed from the others. */
const maxPagesOfOne = 8
const lookAfterMs = 30_000

export interface LiveSocketParts {
  readonly server: Server
  readonly feed: Feed
  readonly sessions: Pick<Sessions, 'session' | 'watched' | 'onEnded'>
  /** The console speaks https. */
  readonly secure: boolean
  readonly guard: Guard
  places(): ConsolePlaces
  readonly clock: Clock
  readonly log: Log
}

interface Visit {
  readonly socket: WebSocket
  readonly session: SignedIn
  readonly ofUnit: boolean
  answered: boolean
}

/** Returns what ends it. */
export function liveSocket(parts: LiveSocketParts): () => void {
  const { server, feed, sessions, clock, log } = parts
  // Pages only listen: the smallest message limit, and no compression (12 times the CPU).
  const webSockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: 1024,
    clientTracking: false,
  })
  const visits = new Set<Visit>()

  const farewell = (socket: WebSocket, code: number) => {
    socket.on('error', () => {})
    socket.close(code)
    // A page that does not answer the closing must still be gone within the second.
    clock.after(500, () => socket.terminate())
  }

  const leave = (visit: Visit, code: number) => {
    visits.delete(visit)
    farewell(visit.socket, code)
  }

  const welcome = (socket: WebSocket, session: SignedIn, ofUnit: boolean, since: number | undefined) => {
    const visit: Visit = { socket, session, ofUnit, answered: true }
    const detach = feed.attach(socket, session.officer, since)
    visits.add(visit)
    socket.on('pong', () => {
      visit.answered = true
    })
    socket.on('message', () => leave(visit, feedCloseCodes.spoke))
    socket.on('error', (error) => log.warn('console/live-broken', errorFields(error)))
    socket.on('close', () => {
      detach()
      visits.delete(visit)
    })
    return visit
  }

  const admit = async (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://console')
    const { headers, method = '' } = request
    const verdict = parts.guard(
      {
        method,
        path: pathname,
        host: headers.host,
        origin: headers.origin,
        fetchSite: single(headers['sec-fetch-site']),
      },
      parts.places(),
    )
    if (verdict === 'wrong-host') return turnAway(socket, '421 Misdirected Request')
    if (verdict !== 'ours') return turnAway(socket, '403 Forbidden')
    if (pathname !== livePath) return turnAway(socket, '404 Not Found')
    const session = await sessions.session(tokenIn(headers.cookie, parts.secure))
    const tell = (code: number) =>
      // Let in to be told: of a refused upgrade a page learns no status, and would go on trying for ever.
      webSockets.handleUpgrade(request, socket, head, (webSocket) => farewell(webSocket, code))
    if (session === undefined) return tell(feedCloseCodes.sessionEnded)
    if (!feed.shows(session.officer)) return tell(feedCloseCodes.notPermitted)
    const own = [...visits].filter((visit) => visit.session.officer.id === session.officer.id)
    const ofUnit = !feed.showsEverything(session.officer)
    const ofUnits = ofUnit ? [...visits].filter((visit) => visit.ofUnit).length : 0
    if (visits.size >= maxPages || own.length >= maxPagesOfOne || ofUnits >= maxPagesOfUnits)
      return turnAway(socket, '503 Service Unavailable')
    webSockets.handleUpgrade(request, socket, head, (webSocket) => {
      const visit = welcome(webSocket, session, ofUnit, readSince(searchParams.get('since')))
      // The session may have ended while the page was let in.
      void stillThere(visit)
    })
    return undefined
  }

  const stillThere = async (visit: Visit) => {
    try {
      if ((await sessions.watched(visit.session.tokenHash)) === undefined) leave(visit, feedCloseCodes.sessionEnded)
      else if (!feed.shows(visit.session.officer)) leave(visit, feedCloseCodes.notPermitted)
    } catch (error) {
      // The feed does not need the database; a page must not go dark because of it.
      log.warn('console/session-not-read', errorFields(error))
    }
  }

  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy())
    admit(request, socket, head).catch((error: unknown) => {
      log.error('console/live-failed', errorFields(error))
      turnAway(socket, '500 Internal Server Error')
    })
  }

  const ends = [
    sessions.onEnded((tokenHash) => {
      for (const visit of visits) if (visit.session.tokenHash === tokenHash) leave(visit, feedCloseCodes.sessionEnded)
    }),
    every(clock, lookAfterMs, () => {
      for (const visit of visits) {
        if (!visit.answered) visit.socket.terminate()
        visit.answered = false
        visit.socket.ping()
        void stillThere(visit)
      }
    }),
    () => server.off('upgrade', onUpgrade),
  ]
  server.on('upgrade', onUpgrade)

  return () => {
    for (const end of ends) end()
    for (const visit of visits) leave(visit, feedCloseCodes.stopping)
  }
}

function turnAway(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

const single = (header: string | string[] | undefined): string | undefined =>
  Array.isArray(header) ? header.join(', ') : header

const readSince = (text: string | null): number | undefined =>
  text !== null && /^\d{1,15}$/.test(text) ? Number(text) : undefined
