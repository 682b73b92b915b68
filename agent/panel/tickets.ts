/** Tickets and tokens of the page: a ticket comes over the pipe, lives 30 seconds and buys one token. */

import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Clock } from '#shared/time/clock.ts'

export const ticketLivesMs = 30_000
export const ticketsAtMost = 8
export const tokensAtMost = 8

export interface Tickets {
  /** A new one-time ticket for an account of this machine. */
  issue(account: string): string
  /** The token that the ticket buys, once; undefined where it is spent, too old or not ours. */
  exchange(ticket: string): string | undefined
  /** The account behind a token, or undefined where the token is not ours. */
  holder(token: string): string | undefined
}

interface Held {
  readonly digest: Buffer
  readonly account: string
  readonly until: number
}

/** 32 random bytes in base64url; only their digests are kept, and comparing digests tells nothing by its time. */
export function tickets(clock: Clock): Tickets {
  let issued: Held[] = []
  let tokens: Held[] = []
  const find = (list: readonly Held[], secret: string) => {
    const digest = digestOf(secret)
    return list.find((held) => timingSafeEqual(held.digest, digest))
  }
  const make = (account: string, livesMs: number) => {
    const secret = randomBytes(32).toString('base64url')
    return { secret, held: { digest: digestOf(secret), account, until: clock.monotonic() + livesMs } }
  }
  return {
    issue: (account) => {
      const { secret, held } = make(account, ticketLivesMs)
      // The oldest goes: a page that was asked for again is the one that will be opened.
      issued = [...issued, held].slice(-ticketsAtMost)
      return secret
    },
    exchange: (ticket) => {
      const found = find(issued, ticket)
      issued = issued.filter((held) => held !== found && held.until > clock.monotonic())
      if (found === undefined || found.until <= clock.monotonic()) return undefined
      const { secret, held } = make(found.account, Infinity)
      tokens = [...tokens, held].slice(-tokensAtMost)
      return secret
    },
    holder: (token) => find(tokens, token)?.account,
  }
}

const digestOf = (secret: string) => createHash('sha256').update(secret).digest()
