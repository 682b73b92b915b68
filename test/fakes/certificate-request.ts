// A terminal's certificate request, made as a terminal makes it, and the key that stays there.
import 'reflect-metadata'
import * as x509 from '@peculiar/x509'

const algorithms = {
  'P-256': { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' },
  'P-384': { name: 'ECDSA', namedCurve: 'P-384', hash: 'SHA-384' },
  RSA: {
    name: 'RSASSA-PKCS1-v1_5',
    hash: 'SHA-256',
    publicExponent: new Uint8Array([1, 0, 1]),
    modulusLength: 2048,
  },
} as const

export interface RequestWithKey {
  /** PEM. */
  readonly csr: string
  /** PEM, PKCS#8. */
  readonly key: string
}

export async function requestWithKey(
  kind: keyof typeof algorithms = 'P-256',
  subject = 'CN=sentinel',
): Promise<RequestWithKey> {
  const signingAlgorithm = algorithms[kind]
  const keys = await crypto.subtle.generateKey(signingAlgorithm, true, ['sign', 'verify'])
  const request = await x509.Pkcs10CertificateRequestGenerator.create({ name: subject, keys, signingAlgorithm })
  const pkcs8 = await crypto.subtle.exportKey('pkcs8', keys.privateKey)
  return { csr: request.toString('pem'), key: x509.PemConverter.encode(pkcs8, 'PRIVATE KEY') }
}

/** A request over a stranger's key: the signature is by another key than the one asked for. */
export async function requestForAnothersKey(): Promise<string> {
  const [ours, theirs] = await Promise.all([requestWithKey(), requestWithKey()])
  const own = new x509.Pkcs10CertificateRequest(ours.csr)
  const other = new x509.Pkcs10CertificateRequest(theirs.csr)
  const der = Buffer.from(own.rawData)
  const from = Buffer.from(own.publicKey.rawData)
  der.set(new Uint8Array(other.publicKey.rawData), der.indexOf(from))
  return x509.PemConverter.encode(new Uint8Array(der).buffer, 'CERTIFICATE REQUEST')
}
