/** The cookie that carries a session: a browser's page cannot read it, another site cannot make it be sent. */

const cookieName = 'sentinel-session'
const token = /^[\w-]{43}$/

/** `secure` where the console speaks https; on loopback http a browser would drop such a cookie. */
export const sessionCookie = (value: string, secure: boolean): string =>
  `${cookieName}=${value}; Path=/; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`

export const endedCookie = (secure: boolean): string => `${sessionCookie('', secure)}; Max-Age=0`

/** The token in a Cookie header; nothing where there is none, two different ones, or one that we cannot have made. */
export function tokenIn(header: string | undefined): string | undefined {
  const tokens = new Set(
    (header ?? '')
      .split(';')
      .map((pair) => pair.trim())
      .filter((pair) => pair.startsWith(`${cookieName}=`))
      .map((pair) => pair.slice(cookieName.length + 1)),
  )
  const [only] = tokens
  return tokens.size === 1 && only !== undefined && token.test(only) ? only : undefined
}
