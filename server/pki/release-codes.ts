/** The office's half of a release by telephone: the answer to a terminal's challenge, under the key that the authority and the terminal agree on. */

import { createHmac, createPublicKey, hkdfSync } from 'node:crypto'
import { nineDigits, releaseKeyInfo, releaseText } from '#shared/text/release-code.ts'
import type { ReleaseAction, ReleaseQuestion } from '#shared/text/release-code.ts'
import type { Authority } from './authority.ts'

export interface ReleaseCodes {
  /** Nine digits, the last one a check digit. `publicKey`: the terminal's, SPKI in base64. Throws where that is no key of the authority's curve. */
  code(publicKey: string, question: ReleaseQuestion, action: ReleaseAction): string
}

export const releaseCodes = (authority: Pick<Authority, 'agreeWith'>): ReleaseCodes => ({
  code: (publicKey, question, action) => {
    const der = Buffer.from(publicKey, 'base64')
    const shared = authority.agreeWith(createPublicKey({ key: der, format: 'der', type: 'spki' }))
    const key = new Uint8Array(hkdfSync('sha256', shared, question.endpoint, releaseKeyInfo, 32))
    return nineDigits(createHmac('sha256', key).update(releaseText(question, action)).digest())
  },
})
