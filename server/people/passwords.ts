/** Hashes and verifies passwords: Argon2id in libuv's pool, a few at a time, so that neither the event loop nor the pool is taken up. */

import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'

/**
 * OWASP's second choice for Argon2id (Password Storage Cheat Sheet: m = 19 MiB, t = 2, p = 1), above the floor of
 * RFC 9106 for a server that must take alerts beside it: 35 ms on one core of the machine this was made on.
 */
export const argon2Parameters = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 } as const

/** Of the four threads that also read disks and names. */
const atOnce = 2
/** Beyond this, whoever asks is told to come back: guessing must not make the office wait. */
const mostWaiting = 64

/** Too many passwords wait to be looked at. */
export class BusyError extends Error {
  override readonly name = 'BusyError'
}

type Parameters = Readonly<Record<keyof typeof argon2Parameters, number>>

const derive = (password: string, nonce: Uint8Array, parameters: Parameters): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    // NFC: the same password typed on another keyboard may come in another form.
    const message = Buffer.from(password.normalize('NFC'))
    argon2('argon2id', { message, nonce, ...parameters }, (error, key) => (error ? reject(error) : resolve(key)))
  })

const unpadded = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64').replaceAll('=', '')

const phc = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/

export class Passwords {
  readonly #waiting: (() => void)[] = []
  #busy = 0
  #nobodys: Promise<string> | undefined

  /** In the PHC string format, so that parameters may be raised later. Rejects with `BusyError`. */
  async hash(password: string): Promise<string> {
    const { memory, passes, parallelism } = argon2Parameters
    const nonce = randomBytes(16)
    const key = await this.#inTurn(() => derive(password, nonce, argon2Parameters))
    return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${unpadded(nonce)}$${unpadded(key)}`
  }

  /** Where there is no hash it takes as long and is false. Rejects with `BusyError`. */
  async verify(password: string, hash: string | undefined): Promise<boolean> {
    const read = phc.exec(hash ?? (await this.#hashOfNobody()))
    if (!read) return false
    const [, memory, passes, parallelism, nonce = '', key = ''] = read
    const kept = Buffer.from(key, 'base64')
    const parameters = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) }
    const derived = await this.#inTurn(() =>
      derive(password, Buffer.from(nonce, 'base64'), { ...parameters, tagLength: kept.length }),
    )
    return timingSafeEqual(derived, kept) && hash !== undefined
  }

  /** Made when it is first asked for. Where there was no room for it then, it is made the next time: for ever refused, it would tell which logins there are not. */
  #hashOfNobody(): Promise<string> {
    this.#nobodys ??= this.hash(randomBytes(16).toString('hex')).catch((error: unknown) => {
      this.#nobodys = undefined
      throw error
    })
    return this.#nobodys
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#busy >= atOnce) {
      if (this.#waiting.length >= mostWaiting) throw new BusyError('too many passwords wait')
      await new Promise<void>((resolve) => this.#waiting.push(resolve))
    } else this.#busy++
    try {
      return await work()
    } finally {
      const next = this.#waiting.shift()
      if (next) next()
      else this.#busy--
    }
  }
}
