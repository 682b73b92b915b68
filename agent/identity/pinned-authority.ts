/** Finds the bureau's CA certificate by the fingerprint in the enrolment code, before a single byte of the code is sent. */

import type { X509Certificate } from 'node:crypto'
import { connect } from 'node:tls'
import { Fault } from '#shared/fault.ts'

export interface ServerAt {
  readonly host: string
  readonly port: number
}

/**
 * Asks the server for its chain, sends nothing, and yields the CA certificate (PEM) whose SHA-256 is `fingerprint` (base64url).
 * The caller connects again and trusts that certificate alone, so that the checking itself is OpenSSL's.
 * Faults: `enrollment/unreachable`, `enrollment/server-not-trusted`.
 */
export async function pinnedAuthority(server: ServerAt, fingerprint: string, withinMs: number): Promise<string> {
  const found = (await chainOf(server, withinMs)).find((certificate) => fingerprintOf(certificate) === fingerprint)
  if (found?.ca !== true)
    throw new Fault(
      'enrollment/server-not-trusted',
      `${server.host}:${server.port} does not show the CA that the code names`,
    )
  return found.toString()
}

export const fingerprintOf = (certificate: X509Certificate): string =>
  Buffer.from(certificate.fingerprint256.replaceAll(':', ''), 'hex').toString('base64url')

function chainOf({ host, port }: ServerAt, withinMs: number): Promise<readonly X509Certificate[]> {
  return new Promise((resolve, reject) => {
    // Nobody is trusted yet: this connection looks at the chain and is closed.
    const socket = connect({ host, port, rejectUnauthorized: false, minVersion: 'TLSv1.3', timeout: withinMs }, () => {
      resolve(issuers(socket.getPeerX509Certificate()))
      socket.destroy()
    })
    const fail = (cause?: unknown) => {
      socket.destroy()
      reject(new Fault('enrollment/unreachable', `no answer from ${host}:${port}`, { cause }))
    }
    socket.once('timeout', fail)
    socket.once('error', fail)
  })
}

/** The certificate and those that the server sent with it; a root that issued itself ends the chain. */
function issuers(leaf: X509Certificate | undefined): readonly X509Certificate[] {
  const chain: X509Certificate[] = []
  for (let next = leaf; next !== undefined && chain.length < 8; next = next.issuerCertificate) {
    if (chain.some(({ fingerprint256 }) => fingerprint256 === next?.fingerprint256)) break
    chain.push(next)
  }
  return chain
}
