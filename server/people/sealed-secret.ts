/** Seals what must be read again (the authenticators' secrets) under a key that lies beside the other private keys and not in the database. */

import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { Fault } from '#shared/fault.ts'
import { readIfThere, writePrivate } from '../pki/private-file.ts'

export interface Seal {
  /** `of` is bound in: what was sealed of one person opens for no other. */
  seal(secret: string, of: string): string
  /** Nothing where it was not sealed under this key, for this person. */
  open(sealed: string, of: string): string | undefined
}

const cipher = 'aes-256-gcm'

export function sealedUnder(key: Uint8Array): Seal {
  return {
    seal(secret, of) {
      const nonce = randomBytes(12)
      const sealing = createCipheriv(cipher, key, nonce).setAAD(Buffer.from(of))
      const hidden = Buffer.concat([sealing.update(secret, 'utf8'), sealing.final()])
      return Buffer.concat([nonce, sealing.getAuthTag(), hidden]).toString('base64')
    },
    open(sealed, of) {
      const bytes = Buffer.from(sealed, 'base64')
      if (bytes.length < 28) return undefined
      try {
        const opening = createDecipheriv(cipher, key, bytes.subarray(0, 12), { authTagLength: 16 })
        opening.setAAD(Buffer.from(of)).setAuthTag(bytes.subarray(12, 28))
        return Buffer.concat([opening.update(bytes.subarray(28)), opening.final()]).toString('utf8')
      } catch {
        return undefined
      }
    },
  }
}

/** Makes the key at the first start. Throws `config/damaged` where its file holds none; it is never replaced in silence. */
export function openSeal(folder: string): Seal {
  const file = join(folder, 'people-key')
  const text = readIfThere(file)?.trim()
  if (text !== undefined && !/^[0-9a-f]{64}$/.test(text))
    throw new Fault('config/damaged', `${file} holds no key`, {
      hint: `请从备份恢复 ${file}；没有它，所有人的动态码都不能核对，只能逐人重设`,
    })
  const key = text ?? randomBytes(32).toString('hex')
  if (text === undefined) writePrivate(file, `${key}\n`)
  return sealedUnder(Buffer.from(key, 'hex'))
}
