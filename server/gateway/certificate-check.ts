/** The port by which the gateway learns whose certificate it sees; the bureau's registry fills it. */

/**
 * The endpoint a client certificate was given to, `'revoked'` where it was taken back, nothing where it was never given.
 * `serial` is lower-case hex without leading zero bytes (`serialText`).
 */
export type CertificateCheck = (serial: string) => Promise<string | undefined>

/** The public key of a certificate that was let in: SPKI in base64. Told at each connection; must not throw. */
export type KeySeen = (endpoint: string, publicKey: string) => void

/** One way to write a serial number: OpenSSL and X.509 libraries differ in case and in the zero byte before a high bit. */
export const serialText = (serial: string): string =>
  serial
    .toLowerCase()
    .replaceAll(':', '')
    .replace(/^(?:00)+(?=.)/, '')
