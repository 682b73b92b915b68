/** Whether a request was made by our own page (or by no page at all): against forged requests, look-alike hosts and DNS rebinding. */

/** Where the console answers: its scheme and every `host:port` that may stand in a Host header. */
export interface ConsolePlaces {
  readonly scheme: 'http' | 'https'
  readonly hosts: readonly string[]
}

export interface Asked {
  readonly method: string
  readonly path: string
  readonly host?: string | undefined
  readonly origin?: string | undefined
  /** `Sec-Fetch-Site`: browsers send it and no script can change it; older ones leave it out. */
  readonly fetchSite?: string | undefined
  readonly contentType?: string | undefined
}

export type Verdict = 'ours' | 'wrong-host' | 'wrong-origin' | 'not-json'
export type Guard = (asked: Asked, places: ConsolePlaces) => Verdict

/** Exact comparison throughout: prefixes and suffixes are what such checks were broken by (CVE-2025-3462). */
export const judge: Guard = ({ method, path, host, origin, fetchSite, contentType }, { scheme, hosts }) => {
  // A rebound name resolves to us, but the browser still says which name it thinks it talks to.
  if (host === undefined || !hosts.includes(host)) return 'wrong-host'
  // Pages and scripts are public, and a link to the console may stand in a mail.
  if (!isApi(path)) return 'ours'
  if (origin !== undefined && origin !== `${scheme}://${host}`) return 'wrong-origin'
  if (fetchSite !== undefined && fetchSite !== 'same-origin' && fetchSite !== 'none') return 'wrong-origin'
  // A form can send three content types without asking first, and JSON is none of them.
  if (method === 'POST' && !isJson(contentType)) return 'not-json'
  return 'ours'
}

export const isApi = (path: string): boolean => path === '/api' || path.startsWith('/api/')

const isJson = (contentType: string | undefined): boolean =>
  contentType !== undefined && /^application\/json(\s*;\s*charset=utf-8)?$/i.test(contentType)

/** Every spelling of `names` at `port` that a browser may send; it leaves the scheme's own port out. */
export function consolePlaces(scheme: 'http' | 'https', names: readonly string[], port: number): ConsolePlaces {
  const own = port === (scheme === 'https' ? 443 : 80)
  return {
    scheme,
    hosts: names.flatMap((name) => {
      const host = name.includes(':') ? `[${name}]` : name.toLowerCase()
      return own ? [host, `${host}:${port}`] : [`${host}:${port}`]
    }),
  }
}
