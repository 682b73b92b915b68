/** The bureau's certificate authority: made at first start, it vouches for the server and for each terminal. */

import { diffieHellman, KeyObject } from 'node:crypto'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PublicKey } from '@peculiar/x509'
import { errorFields } from '#shared/log.ts'
import { Fault } from '#shared/fault.ts'
import type { Clock } from '#shared/time/clock.ts'
import {
  authorityCertificate,
  endpointCertificate,
  fingerprintOf,
  hostsOf,
  newKeys,
  pemOf,
  readPair,
  serverCertificate,
  writePair,
} from './certificate.ts'
import type { KeyAndCertificate } from './certificate.ts'
import { readIfThere, writePrivate } from './private-file.ts'

const day = 86_400_000
const authorityDays = 3650
export const serverDays = 365
const endpointDays = 90
/** Certificates begin a day early: a terminal's clock that is some hours slow must not lock it out. */
const earlyMs = day

export interface ServerIdentity {
  /** PEM. */
  readonly key: string
  /** PEM: the server's certificate, then the authority's, so that a terminal can compare the fingerprint in its enrolment code. */
  readonly chain: string
  readonly notAfter: number
}

export interface EndpointCertificate {
  readonly pem: string
  /** Lower-case hex. */
  readonly serial: string
  readonly notAfter: number
}

export interface Authority {
  /** PEM. */
  readonly certificate: string
  /** SHA-256 of the certificate, base64url. */
  readonly fingerprint: string
  /** The server's certificate for exactly these hosts; a new one where they have changed or two thirds of its life have passed. */
  serverIdentity(hosts: readonly string[]): Promise<ServerIdentity>
  endpointCertificate(endpoint: string, publicKey: PublicKey): Promise<EndpointCertificate>
  /** ECDH with a terminal's key: a secret that both sides have without sending it (shared/decisions/0014). */
  agreeWith(publicKey: KeyObject): Uint8Array
}

/**
 * Opens the authority in `folder`, or makes it where the folder has none.
 * Throws `config/damaged` where it is there and cannot be used: a new one in its place would lock out every terminal.
 */
export async function openAuthority({
  folder,
  clock,
}: {
  readonly folder: string
  readonly clock: Clock
}): Promise<Authority> {
  const pair = (await readAuthority(folder)) ?? (await makeAuthority(folder, clock))
  const certificate = pemOf(pair.certificate)
  writePublicCopy(folder, certificate)
  const life = (days: number) => ({ notBefore: clock.now() - earlyMs, notAfter: clock.now() + days * day })

  return {
    certificate,
    fingerprint: fingerprintOf(pair.certificate),

    async serverIdentity(hosts) {
      const file = join(folder, 'server.pem')
      const kept = await readServerPair(file, pair)
      const serves = kept !== undefined && fits(kept, hosts, clock.now())
      const server = serves ? kept : await makeServerPair(file, pair, hosts, life(serverDays))
      const text = await writePair(server)
      return {
        key: text.slice(0, text.indexOf('-----BEGIN CERTIFICATE')),
        chain: pemOf(server.certificate) + certificate,
        notAfter: server.certificate.notAfter.getTime(),
      }
    },

    async endpointCertificate(endpoint, publicKey) {
      const issued = await endpointCertificate(pair, publicKey, endpoint, life(endpointDays))
      return {
        pem: pemOf(issued),
        serial: issued.serialNumber.toLowerCase(),
        notAfter: issued.notAfter.getTime(),
      }
    },

    agreeWith: (publicKey) => diffieHellman({ privateKey: KeyObject.from(pair.key), publicKey }),
  }
}

async function readAuthority(folder: string): Promise<KeyAndCertificate | undefined> {
  const file = join(folder, 'authority.pem')
  const text = readIfThere(file)
  if (text === undefined) return undefined
  try {
    return await readPair(text)
  } catch (cause) {
    throw new Fault('config/damaged', `${file}: ${String(errorFields(cause)['error'])}`, {
      cause,
      hint: `请从备份恢复 ${file}；不要删除它，否则所有终端都要重新登记`,
    })
  }
}

async function makeAuthority(folder: string, clock: Clock): Promise<KeyAndCertificate> {
  const keys = await newKeys()
  const certificate = await authorityCertificate(keys, {
    notBefore: clock.now() - earlyMs,
    notAfter: clock.now() + authorityDays * day,
  })
  const pair = { key: keys.privateKey, certificate }
  writePrivate(join(folder, 'authority.pem'), await writePair(pair))
  return pair
}

/** A server certificate that cannot be read or comes from another authority is simply made anew: nothing is bound to it. */
async function readServerPair(file: string, authority: KeyAndCertificate): Promise<KeyAndCertificate | undefined> {
  const text = readIfThere(file)
  if (text === undefined) return undefined
  try {
    const pair = await readPair(text)
    const ours = await pair.certificate.verify({ publicKey: authority.certificate, signatureOnly: true })
    return ours ? pair : undefined
  } catch {
    return undefined
  }
}

async function makeServerPair(
  file: string,
  authority: KeyAndCertificate,
  hosts: readonly string[],
  life: { readonly notBefore: number; readonly notAfter: number },
): Promise<KeyAndCertificate> {
  const keys = await newKeys()
  const pair = {
    key: keys.privateKey,
    certificate: await serverCertificate(authority, keys.publicKey, hosts, life),
  }
  writePrivate(file, await writePair(pair))
  return pair
}

function fits({ certificate }: KeyAndCertificate, hosts: readonly string[], now: number): boolean {
  const from = certificate.notBefore.getTime()
  const until = certificate.notAfter.getTime()
  const young = now >= from && now < from + ((until - from) * 2) / 3
  return young && hostsOf(certificate).join() === [...hosts].toSorted().join()
}

/** For browsers and for comparing fingerprints; anybody may read it, and it is renewed from the pair at each start. */
function writePublicCopy(folder: string, certificate: string): void {
  const file = join(folder, 'ca.crt')
  try {
    rmSync(file, { force: true })
    writeFileSync(file, certificate, { mode: 0o644 })
  } catch (cause) {
    throw new Fault('config/unwritable', `${file} cannot be written`, {
      cause,
      hint: `请检查 ${folder} 的权限和磁盘空间`,
    })
  }
}
