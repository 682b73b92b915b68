/** 接口令牌: by which token another system is known. Made once, shown once; what it may do stands in the office's chain. */

import { createHash, randomBytes } from 'node:crypto'
import type { KeptMachineToken, Registry } from '../store/store.ts'
import type { MachineScope } from '../workflow/office-history.ts'
import type { Office } from '../workflow/office.ts'

export interface Machine {
  readonly id: string
  readonly name: string
  readonly scopes: readonly MachineScope[]
}

/** So that a token is known for one when it turns up in a log or a repository. */
const prefix = 'sentinel_'
const shape = /^sentinel_[\w-]{43}$/

export const hashOfToken = (token: string): string => createHash('sha256').update(token).digest('hex')

export class MachineTokens {
  readonly #registry: Pick<Registry, 'machineTokens' | 'putMachineToken'>
  /** Held in memory: a wrong token costs no look into the database. */
  readonly #ids = new Map<string, string>()

  constructor(registry: Pick<Registry, 'machineTokens' | 'putMachineToken'>) {
    this.#registry = registry
  }

  async load(): Promise<void> {
    for (const token of await this.#registry.machineTokens()) this.#know(token)
  }

  /** The secret of a token that the chain already holds; kept as its hash only. */
  async issue(id: string): Promise<string> {
    const token = `${prefix}${randomBytes(32).toString('base64url')}`
    const kept = { tokenHash: hashOfToken(token), id }
    await this.#registry.putMachineToken(kept)
    this.#know(kept)
    return token
  }

  /** Nothing where the token is none of ours, has ended or was revoked: looked at in the chain each time, so revoking works at once. */
  machine(token: string, { tokens }: Pick<Office, 'tokens'>, now: number): Machine | undefined {
    if (!shape.test(token)) return undefined
    const id = this.#ids.get(hashOfToken(token))
    const found = tokens.find((one) => one.id === id)
    if (found === undefined || found.revokedAt !== undefined || now >= found.notAfter) return undefined
    return { id: found.id, name: found.name, scopes: found.scopes }
  }

  #know({ tokenHash, id }: KeptMachineToken): void {
    this.#ids.set(tokenHash, id)
  }
}
