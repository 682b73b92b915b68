/** Who may ask the loopback page's server for what: one pure rule set against other web pages, rebound names and other accounts' browsers. */

import type { PanelRefusalKind } from './panel-state.ts'

export interface Asked {
  readonly method: string
  /** Path without the query. */
  readonly path: string
  /** Every `Host` header of the request; browsers send exactly one. */
  readonly hosts: readonly string[]
  readonly origin: string | undefined
  readonly fetchSite: string | undefined
  readonly contentType: string | undefined
  readonly token: string | undefined
}

export interface GuardRules {
  readonly port: number
  readonly tokenHolds: (token: string) => boolean
}

/** `page`: a file of the page. `session`: a ticket for a token. `state`: the long poll. `call`: something is done. */
export type Passed = 'page' | 'session' | 'state' | 'call'

export type Verdict =
  | { readonly pass: true; readonly to: Passed }
  | { readonly pass: false; readonly status: number; readonly refusal: PanelRefusalKind }

/** The one address of the page. `localhost` is no alias: it may resolve to ::1, and one name is easier to hold than two. */
export const hostOf = (port: number): string => `127.0.0.1:${port}`

const calls = new Set([
  '/api/report',
  '/api/annotate',
  '/api/withdraw',
  '/api/cut',
  '/api/postpone',
  '/api/release-code',
])

export function guard(asked: Asked, { port, tokenHolds }: GuardRules): Verdict {
  const host = hostOf(port)
  // A name that was rebound to 127.0.0.1 still stands in Host (CVE-2025-66414, Ollama CVE-2024-28224).
  if (asked.hosts.length !== 1 || asked.hosts[0] !== host) return no(421, 'wrong-host')
  // Compared whole: ASUS DriverHub (CVE-2025-3462) looked for its name inside the origin.
  if (asked.origin !== undefined && asked.origin !== `http://${host}`) return no(403, 'wrong-origin')
  // Absent in browsers before Chromium 76, as some counters still run; the token holds there.
  if (asked.fetchSite !== undefined && asked.fetchSite !== 'same-origin' && asked.fetchSite !== 'none')
    return no(403, 'wrong-origin')

  if (!asked.path.startsWith('/api/')) return asked.method === 'GET' ? yes('page') : no(405, 'wrong-method')
  if (asked.path === '/api/state') {
    if (asked.method !== 'GET') return no(405, 'wrong-method')
    return holds(asked, tokenHolds) ? yes('state') : no(401, 'no-token')
  }
  const session = asked.path === '/api/session'
  if (!session && !calls.has(asked.path)) return no(404, 'not-found')
  if (asked.method !== 'POST') return no(405, 'wrong-method')
  // A form or a no-cors fetch of another page cannot send this type without a preflight, which is never answered.
  if (!isJson(asked.contentType)) return no(415, 'wrong-content-type')
  if (session) return yes('session')
  return holds(asked, tokenHolds) ? yes('call') : no(401, 'no-token')
}

/** On every answer, refusals too. */
export const guardHeaders: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
}

const isJson = (type: string | undefined) => /^application\/json(; ?charset=utf-8)?$/i.test(type ?? '')
const holds = ({ token }: Asked, tokenHolds: GuardRules['tokenHolds']) => token !== undefined && tokenHolds(token)
const yes = (to: Passed): Verdict => ({ pass: true, to })
const no = (status: number, refusal: PanelRefusalKind): Verdict => ({ pass: false, status, refusal })
