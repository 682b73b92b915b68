/** X.509 as the bureau uses it: P-256 only, one kind of certificate per purpose. The one file that builds and reads certificates. */

import 'reflect-metadata'
import { createHash, randomBytes, webcrypto } from 'node:crypto'
import { isIP } from 'node:net'
import * as x509 from '@peculiar/x509'

const ecdsa = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const
const { digitalSignature, keyCertSign, cRLSign } = x509.KeyUsageFlags

export interface KeyAndCertificate {
  readonly key: webcrypto.CryptoKey
  readonly certificate: x509.X509Certificate
}

interface Life {
  /** Milliseconds since 1970 UTC. */
  readonly notBefore: number
  readonly notAfter: number
}

export const newKeys = (): Promise<webcrypto.CryptoKeyPair> =>
  webcrypto.subtle.generateKey(ecdsa, true, ['sign', 'verify'])

/** 126 random bits behind `01`: positive, and without the leading zeros about which readers disagree. Lower-case hex. */
export function newSerial(): string {
  const bytes = randomBytes(16)
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40
  return bytes.toString('hex')
}

/** The bureau's own root: it signs certificates and nothing else, and no authority below it. */
export async function authorityCertificate(
  keys: webcrypto.CryptoKeyPair,
  { notBefore, notAfter }: Life,
): Promise<x509.X509Certificate> {
  const serialNumber = newSerial()
  return x509.X509CertificateGenerator.createSelfSigned({
    serialNumber,
    // Each authority has a name of its own: during a change of authority two with one name would be mistaken for each other.
    name: `CN=Yibao Sentinel CA ${serialNumber.slice(0, 8)}`,
    notBefore: new Date(notBefore),
    notAfter: new Date(notAfter),
    signingAlgorithm: ecdsa,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(keyCertSign | cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  })
}

/** For the gateway, the enrolment and the console: `hosts` are names and addresses by which terminals reach them. */
export const serverCertificate = (
  authority: KeyAndCertificate,
  publicKey: webcrypto.CryptoKey,
  hosts: readonly string[],
  life: Life,
): Promise<x509.X509Certificate> =>
  issue(authority, publicKey, life, 'Yibao Sentinel', [
    new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth], true),
    new x509.SubjectAlternativeNameExtension(
      hosts.map((value) => ({ type: isIP(value) === 0 ? 'dns' : 'ip', value }) as const),
    ),
  ])

/** For one terminal: its id is the subject, and it can be a client only. */
export const endpointCertificate = (
  authority: KeyAndCertificate,
  publicKey: x509.PublicKey,
  endpoint: string,
  life: Life,
): Promise<x509.X509Certificate> =>
  issue(authority, publicKey, life, endpoint, [
    new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.clientAuth], true),
    new x509.SubjectAlternativeNameExtension([{ type: 'url', value: `urn:uuid:${endpoint}` }]),
  ])

async function issue(
  { key, certificate }: KeyAndCertificate,
  publicKey: x509.PublicKey | webcrypto.CryptoKey,
  { notBefore, notAfter }: Life,
  commonName: string,
  extensions: x509.Extension[],
): Promise<x509.X509Certificate> {
  return x509.X509CertificateGenerator.create({
    serialNumber: newSerial(),
    subject: [{ CN: [commonName] }],
    issuer: certificate.subjectName,
    notBefore: new Date(notBefore),
    notAfter: new Date(notAfter),
    signingAlgorithm: ecdsa,
    publicKey,
    signingKey: key,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(digitalSignature, true),
      await x509.AuthorityKeyIdentifierExtension.create(certificate.publicKey),
      await x509.SubjectKeyIdentifierExtension.create(publicKey),
      ...extensions,
    ],
  })
}

/** The key of a certificate request, or nothing where it is not one, its signature does not hold, or the key is not P-256. Its subject and its wishes are not read: the bureau decides them. */
export async function keyOfRequest(pem: string): Promise<x509.PublicKey | undefined> {
  try {
    const request = new x509.Pkcs10CertificateRequest(pem)
    const { name, namedCurve } = request.publicKey.algorithm as { name: string; namedCurve?: string }
    if (name !== 'ECDSA' || namedCurve !== 'P-256') return undefined
    return (await request.verify()) ? request.publicKey : undefined
  } catch {
    return undefined
  }
}

/** The names and addresses a certificate is good for, sorted. */
export const hostsOf = (certificate: x509.X509Certificate): readonly string[] =>
  (certificate.getExtension(x509.SubjectAlternativeNameExtension)?.names.items ?? [])
    .map(({ value }) => value)
    .toSorted()

export const pemOf = (certificate: x509.X509Certificate): string => `${certificate.toString('pem')}\n`

/** SHA-256 of the certificate, base64url: what stands behind the dot of an enrolment code. */
export const fingerprintOf = (certificate: x509.X509Certificate): string =>
  createHash('sha256').update(new Uint8Array(certificate.rawData)).digest('base64url')

/** Key and certificate in one PEM text, so that one can never be there without the other. */
export async function writePair({ key, certificate }: KeyAndCertificate): Promise<string> {
  const pkcs8 = await webcrypto.subtle.exportKey('pkcs8', key)
  return `${x509.PemConverter.encode(pkcs8, 'PRIVATE KEY')}\n${pemOf(certificate)}`
}

/** Throws where the text is no such pair, or its key does not belong to its certificate. */
export async function readPair(text: string): Promise<KeyAndCertificate> {
  const blocks = x509.PemConverter.decodeWithHeaders(text)
  const pkcs8 = blocks.find(({ type }) => type === 'PRIVATE KEY')
  const der = blocks.find(({ type }) => type === 'CERTIFICATE')
  if (pkcs8 === undefined || der === undefined) throw new TypeError('not a private key with its certificate')
  const key = await webcrypto.subtle.importKey('pkcs8', pkcs8.rawData, ecdsa, true, ['sign'])
  const certificate = new x509.X509Certificate(der.rawData)
  const probe = randomBytes(32)
  const signature = await webcrypto.subtle.sign(ecdsa, key, probe)
  const publicKey = await certificate.publicKey.export()
  if (!(await webcrypto.subtle.verify(ecdsa, publicKey, signature, probe)))
    throw new TypeError('the private key does not belong to the certificate')
  return { key, certificate }
}
