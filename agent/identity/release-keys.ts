/** The keys that a release by telephone is proven with: agreed with the bureau's authority, so that nothing was ever sent and nothing more is kept. */

import { createPrivateKey, diffieHellman, hkdfSync, X509Certificate } from 'node:crypto'
import { releaseKeyInfo } from '#shared/text/release-code.ts'
import type { Identity } from './identity.ts'

/** One for each authority that this terminal trusts: one, or two while the bureau changes it. Empty where a key is of another curve. */
export function releaseKeys({ key, authorities, endpoint }: Identity): readonly Uint8Array[] {
  const privateKey = createPrivateKey(key)
  return authorities.flatMap((authority) => {
    const { publicKey } = new X509Certificate(authority)
    if (publicKey.asymmetricKeyDetails?.namedCurve !== privateKey.asymmetricKeyDetails?.namedCurve) return []
    const shared = diffieHellman({ privateKey, publicKey })
    return [new Uint8Array(hkdfSync('sha256', shared, endpoint.id, releaseKeyInfo, 32))]
  })
}
