/** 动态码: the second factor (GB/T 22239-2019 8.1.4.1 d): RFC 6238 as every authenticator app has it, one code for one step. */

import { Secret, TOTP } from 'otpauth'

export const stepMs = 30_000
/** A phone's clock may be off by so many steps. */
const window = 1
const issuer = '医保网络安全哨兵'

const totp = (secret: string, label: string): TOTP =>
  // SHA-1, six digits, 30 seconds: what the apps read; some leave anything else aside in silence.
  new TOTP({ issuer, label, secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: 6, period: stepMs / 1_000 })

/** 160 random bits, as RFC 4226 recommends; `uri` is what a QR code holds. */
export function newAuthenticator(login: string): { readonly secret: string; readonly uri: string } {
  const secret = new Secret({ size: 20 }).base32
  return { secret, uri: totp(secret, login).toString() }
}

/** The step that the code belongs to; nothing where it fits none that is near enough. Whether the step was used before is another's to know. */
export function stepOf(secret: string, typed: string, now: number): number | undefined {
  const token = typed.replaceAll(/\s/g, '')
  if (!/^\d{6}$/.test(token)) return undefined
  const delta = totp(secret, '').validate({ token, timestamp: now, window })
  return delta === null ? undefined : Math.floor(now / stepMs) + delta
}
