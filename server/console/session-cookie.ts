/** The cookie that carries a session: a browser's page cannot read it, another site cannot make it be sent. */

/** `__Host-`: a browser takes it only over https, from this host alone, for all its paths; no neighbour can plant one. */
const cookieName = (secure: boolean): string => (secure ? '__Host-sentinel-session' : 'sentinel-session')
const token = /^[\w-]{43}$/

/** `secure` where the console speaks https; on loopback http a browser would drop such a cookie. */
export const sessionCookie = (value: string, secure: boolean): string =>
  `${cookieName(secure)}=${value}; Path=/; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`

export const endedCookie = (secure: boolean): string => `${sessionCookie('', secure)}; Max-Age=0`

/** The token in a Cookie header; nothing where there is none, two different ones, or one that we cannot have made. */
export function tokenIn(header: string | undefined, secure: boolean): string | undefined {
  const begin = `${cookieName(secure)}=`
  const tokens = new Set(
    (header ?? '')
      .split(';')
      .map((pair) => pair.trim())
      .filter((pair) => pair.startsWith(begin))
      .map((pair) => pair.slice(begin.length)),
  )
  const [only] = tokens
  return tokens.size === 1 && only !== undefined && token.test(only) ? only : undefined
}
