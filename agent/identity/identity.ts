/** Who this terminal is to the bureau: its key and certificate, whom it trusts, whose orders it takes. */

import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import { Fault } from '#shared/fault.ts'
import { enrollmentAnswer } from '#shared/protocol/enrollment.ts'
import type { EnrollmentAnswer } from '#shared/protocol/enrollment.ts'
import { writeDurably } from '../machine/durable-file.ts'

export interface Identity extends EnrollmentAnswer {
  /** PKCS#8 in PEM; made on this terminal and never sent. */
  readonly key: string
}

const kept = z.strictObject({ ...enrollmentAnswer.shape, key: z.string().max(4096) }) satisfies z.ZodType<Identity>

/** The address and port of the gateway, the only ones that a selective isolation lets through. */
export function gatewayOf({ gateway }: Pick<Identity, 'gateway'>): { readonly address: string; readonly port: number } {
  const { hostname, port } = new URL(`wss://${gateway}`)
  return { address: hostname.replace(/^\[(.*)\]$/, '$1'), port: Number(port === '' ? 443 : port) }
}

const fileIn = (folder: string) => join(folder, 'identity.json')

/** Why key, certificate and authorities cannot belong together, or nothing where they do. */
export function contradiction({ key, certificate, authorities }: Identity): string | undefined {
  const own = new X509Certificate(certificate)
  if (!own.checkPrivateKey(createPrivateKey(key))) return 'the certificate is for another key'
  const vouchedFor = authorities
    .map((authority) => new X509Certificate(authority))
    .some((authority) => own.checkIssued(authority) && own.verify(authority.publicKey))
  return vouchedFor ? undefined : 'the certificate is by none of the authorities'
}

/** What enrolment left here, or nothing where it has not been. Throws `config/damaged`. */
export async function loadIdentity(folder: string): Promise<Identity | undefined> {
  const file = fileIn(folder)
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw damaged(file, cause)
  }
  try {
    const identity = kept.parse(JSON.parse(text))
    const why = contradiction(identity)
    if (why === undefined) return identity
    throw new Error(why)
  } catch (cause) {
    throw damaged(file, cause)
  }
}

/** One file, replaced as a whole and readable by its owner alone: a terminal is enrolled or it is not, never half. */
export async function keepIdentity(folder: string, identity: Identity): Promise<void> {
  await writeDurably(fileIn(folder), Buffer.from(`${JSON.stringify(identity, null, 2)}\n`))
}

const damaged = (file: string, cause: unknown) =>
  new Fault('config/damaged', `${file} cannot be read`, {
    cause,
    hint: `请从备份恢复 ${file}；没有备份时，把该文件夹移走并用新的登记码重新登记`,
  })
