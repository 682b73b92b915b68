/** The key that seals checkpoints: beside the other private keys, and not in the database that it vouches for. */

import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { Fault } from '#shared/fault.ts'
import { readIfThere, writePrivate } from '../pki/private-file.ts'

export interface AuditKey {
  readonly key: Uint8Array
  /** Made just now; then there can be no checkpoint yet. */
  readonly made: boolean
}

const fileIn = (folder: string): string => join(folder, 'audit-key')

/** Throws `config/damaged` where the file is there and holds no key; it is never replaced in silence. */
export function readAuditKey(folder: string): Uint8Array | undefined {
  const file = fileIn(folder)
  const text = readIfThere(file)?.trim()
  if (text === undefined) return undefined
  if (/^[0-9a-f]{64}$/.test(text)) return Buffer.from(text, 'hex')
  throw new Fault('config/damaged', `${file} holds no key`, {
    hint: `请从备份恢复 ${file}；不要删除它，否则以前的检查点不能再核对`,
  })
}

export function openAuditKey(folder: string): AuditKey {
  const there = readAuditKey(folder)
  if (there) return { key: there, made: false }
  const key = randomBytes(32)
  writePrivate(fileIn(folder), `${key.toString('hex')}\n`)
  return { key, made: true }
}
