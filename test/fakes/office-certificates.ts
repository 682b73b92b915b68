// The certificates of an office under test, made by the bureau's own authority code: its CA, its server, its terminals.
import { generateKeyPairSync, webcrypto } from 'node:crypto'
import {
  authorityCertificate,
  endpointCertificate,
  fingerprintOf,
  keyOfRequest,
  newKeys,
  pemOf,
  serverCertificate,
} from '#server/pki/certificate.ts'
import { certificateRequest } from '#agent/identity/certificate-request.ts'
import type { EnrollmentAnswer } from '#shared/protocol/enrollment.ts'
import type { Identity } from '#agent/identity/identity.ts'

const day = 86_400_000

export interface ServerPair {
  readonly key: string
  readonly cert: string
  readonly ca: string
}

export interface OfficeCertificates {
  /** PEM of the authority. */
  readonly ca: string
  readonly fingerprint: string
  server(
    hosts: readonly string[],
    life?: { readonly notBefore: number; readonly notAfter: number },
  ): Promise<ServerPair>
  /** What an enrolled terminal holds; `gateway` is `host:port`. */
  identity(gateway: string): Promise<Identity>
  answer(csr: string, gateway: string): Promise<EnrollmentAnswer>
}

export const endpointId = '01990000-0000-7000-8000-0000000000e1'

export async function officeCertificates(): Promise<OfficeCertificates> {
  const now = Date.now()
  const life = { notBefore: now - day, notAfter: now + day }
  const keys = await newKeys()
  const certificate = await authorityCertificate(keys, life)
  const authority = { key: keys.privateKey, certificate }
  const ca = pemOf(certificate)

  const answer = async (csr: string, gateway: string): Promise<EnrollmentAnswer> => {
    const publicKey = await keyOfRequest(csr)
    if (publicKey === undefined) throw new Error('not a certificate request')
    return {
      endpoint: {
        id: endpointId,
        number: 'BS-0412-01',
        institution: '01990000-0000-7000-8000-0000000000a1',
        name: '收银1号',
      },
      institution: '康宁大药房',
      certificate: pemOf(await endpointCertificate(authority, publicKey, endpointId, life)),
      authorities: [ca],
      orderKeys: [{ keyId: 'k1', publicKey: 'MCowBQYDK2VwAyEA' }],
      gateway,
      office: { name: '璧山区医保局', phone: '023-41430000' },
    }
  }

  return {
    ca,
    fingerprint: fingerprintOf(certificate),
    async server(hosts, serverLife = life) {
      const serverKeys = await newKeys()
      const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', serverKeys.privateKey))
      const own = pemOf(await serverCertificate(authority, serverKeys.publicKey, hosts, serverLife))
      return {
        key: `-----BEGIN PRIVATE KEY-----\n${pkcs8.toString('base64')}\n-----END PRIVATE KEY-----\n`,
        cert: own + ca,
        ca,
      }
    },
    async identity(gateway) {
      const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
      const key = privateKey.export({ type: 'pkcs8', format: 'pem' })
      return { ...(await answer(certificateRequest(privateKey, 'x'), gateway)), key }
    },
    answer,
  }
}

export { keyOfRequest } from '#server/pki/certificate.ts'
