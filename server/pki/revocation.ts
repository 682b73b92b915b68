/** Whose certificate it is, and whether it was taken back: asked of the registry at every connection, never of a CRL. */

import type { Log } from '#shared/log.ts'
import { errorFields } from '#shared/log.ts'
import type { Cancel, Clock } from '#shared/time/clock.ts'
import { every } from '#shared/time/clock.ts'
import type { Registry } from '../store/store.ts'

/** How soon a living connection ends after its certificate was taken back on the command line, beside the server. */
export const lookAgainMs = 5_000

export interface RevocationParts {
  readonly registry: Pick<Registry, 'certificate'>
  readonly clock: Clock
  readonly log: Log
}

/** Node is never given a CRL: an expired one would lock out every terminal at once. */
export class Revocation {
  readonly #parts: RevocationParts
  /** Serials that were let in, with their terminals. */
  readonly #inUse = new Map<string, string>()

  constructor(parts: RevocationParts) {
    this.#parts = parts
  }

  /** The endpoint a certificate was given to, `'revoked'` where it was taken back, nothing where the bureau never gave it. */
  async check(serial: string): Promise<string | undefined> {
    const certificate = await this.#parts.registry.certificate(serial)
    if (certificate === undefined) return undefined
    if (certificate.revokedAt !== undefined) return 'revoked'
    this.#inUse.set(serial, certificate.endpoint)
    return certificate.endpoint
  }

  /** Looks again at the certificates of terminals that are connected, and tells of each that was taken back meanwhile. */
  watch(connected: (endpoint: string) => boolean, onRevoked: (endpoint: string) => void): Cancel {
    return every(this.#parts.clock, lookAgainMs, async () => {
      try {
        for (const [serial, endpoint] of this.#inUse) {
          if (!connected(endpoint)) this.#inUse.delete(serial)
          else if ((await this.check(serial)) === 'revoked') {
            this.#inUse.delete(serial)
            this.#parts.log.warn('enrollment/certificate-revoked', { serial, endpoint })
            onRevoked(endpoint)
          }
        }
      } catch (error) {
        // The next round looks again; nobody is cut off because the database could not be asked.
        this.#parts.log.error('enrollment/revocation-not-read', errorFields(error))
      }
    })
  }
}
