/** The link over WebSocket and mutual TLS 1.3: one connection after the other, with growing and spread delays between them. */

import { WebSocket } from 'ws'
import { errorFields } from '#shared/log.ts'
import type { Log } from '#shared/log.ts'
import { maxFrameBytes } from '#shared/protocol/limits.ts'
import { backoffMs } from '#shared/time/backoff.ts'
import type { Clock } from '#shared/time/clock.ts'
import type { Identity } from '../identity/identity.ts'
import type { Outbox } from '../outbox/outbox.ts'
import { isGoodEnd } from './because.ts'
import type { Because } from './because.ts'
import { Conversation } from './conversation.ts'
import type { Link, LinkEnds, LinkState } from './link.ts'
import { linkSettings } from './link-settings.ts'
import type { LinkSettings } from './link-settings.ts'

export interface WssLinkParts {
  readonly identity: Pick<Identity, 'gateway' | 'certificate' | 'key' | 'authorities'>
  readonly outbox: Outbox
  readonly clock: Clock
  readonly log: Log
  /** Yields [0, 1), for spreading the delays. */
  readonly random: () => number
  /** Name and version of this agent, at most 32 signs. */
  readonly agent: string
  readonly settings?: Partial<LinkSettings> | undefined
}

export const wssLink = (parts: WssLinkParts): Link => new WssLink(parts)

class WssLink implements Link {
  readonly #parts: WssLinkParts
  readonly #settings: LinkSettings
  readonly #listeners = new Set<(state: LinkState) => void>()
  #state: LinkState = { kind: 'waiting', attempt: 0, retryAt: 0, because: 'stopped' }
  #conversation: Conversation | undefined
  #wake: () => void = () => {}
  /** The next pause is left out. */
  #hurried = false

  constructor(parts: WssLinkParts) {
    this.#parts = parts
    this.#settings = { ...linkSettings, ...parts.settings }
  }

  start(ends: LinkEnds, signal: AbortSignal): void {
    void this.#run(ends, signal)
  }

  /** Times are wall-clock milliseconds. */
  state(): LinkState {
    if (this.#state.kind !== 'connected' || !this.#conversation) return this.#state
    const { clock } = this.#parts
    return { ...this.#state, lastHeardAt: clock.now() - (clock.monotonic() - this.#conversation.heardAt) }
  }

  onState(listener: (state: LinkState) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  hurry(): void {
    this.#wake()
    const conversation = this.#conversation
    if (conversation?.isStuck(this.#settings.probeWithinMs) === true) {
      this.#hurried = true
      conversation.giveUp()
    } else conversation?.probe()
  }

  async #run(ends: LinkEnds, signal: AbortSignal): Promise<void> {
    const { clock, log, random } = this.#parts
    for (let failures = 0, attempt = 1; !signal.aborted; attempt++) {
      this.#enter({ kind: 'connecting', attempt })
      const { because, welcomed } = await this.#converse(ends, signal)
      if (welcomed) attempt = 0
      failures = welcomed && isGoodEnd(because) ? 0 : failures + 1
      if (signal.aborted) break
      // One more than the failures: with none the delay would be the same for every terminal of an office that restarts.
      const delayMs = Math.round(backoffMs(failures + 1, this.#settings.backoff, random))
      log.info('link/lost', { because, delayMs, welcomed })
      this.#enter({ kind: 'waiting', attempt: failures, retryAt: clock.now() + delayMs, because })
      await this.#pause(delayMs, signal)
    }
    this.#enter({ kind: 'waiting', attempt: 0, retryAt: 0, because: 'stopped' })
  }

  async #converse(ends: LinkEnds, signal: AbortSignal): Promise<{ because: Because; welcomed: boolean }> {
    const { clock, log } = this.#parts
    let socket: WebSocket
    try {
      socket = this.#connect()
    } catch (error) {
      // An address that cannot be read: what enrolment was given does not get better by itself, and must not stop the agent.
      log.error('link/no-address', errorFields(error))
      return { because: 'unreachable', welcomed: false }
    }
    const conversation = new Conversation({
      ...this.#parts,
      socket,
      ends,
      settings: this.#settings,
      onWelcomed: () => {
        log.info('link/connected')
        this.#enter({ kind: 'connected', since: clock.now(), lastHeardAt: clock.now() })
      },
    })
    this.#conversation = conversation
    const ended = await conversation.run(signal)
    this.#conversation = undefined
    return ended
  }

  #connect(): WebSocket {
    const { gateway, certificate, key, authorities } = this.#parts.identity
    return new WebSocket(`wss://${gateway}/terminal`, {
      // Only the office's own authorities: nothing that the machine trusts besides counts.
      ca: [...authorities],
      cert: certificate,
      key,
      minVersion: 'TLSv1.3',
      rejectUnauthorized: true,
      handshakeTimeout: this.#settings.answerWithinMs,
      maxPayload: maxFrameBytes,
      perMessageDeflate: false,
      followRedirects: false,
    })
  }

  #pause(ms: number, signal: AbortSignal): Promise<void> {
    if (this.#hurried) {
      this.#hurried = false
      return Promise.resolve()
    }
    return new Promise((resolve) => {
      const finish = () => {
        cancel()
        signal.removeEventListener('abort', finish)
        this.#wake = () => {}
        resolve()
      }
      const cancel = this.#parts.clock.after(ms, finish)
      signal.addEventListener('abort', finish)
      this.#wake = finish
    })
  }

  #enter(state: LinkState): void {
    this.#state = state
    for (const listener of this.#listeners) listener(state)
  }
}
