/** One connection to the office, from hello to its end: drains the outbox upward, hands orders and notices down, notices silence. */

import type { WebSocket, RawData } from 'ws'
import type { Moment } from '#shared/domain/moment.ts'
import { errorFields } from '#shared/log.ts'
import type { Log } from '#shared/log.ts'
import { decodeDown, encode } from '#shared/protocol/codec.ts'
import { protocolVersion } from '#shared/protocol/frame.ts'
import type { DownFrame, UpFrame, Welcome } from '#shared/protocol/frame.ts'
import { closeCodes } from '#shared/protocol/refusal.ts'
import { every, sleep } from '#shared/time/clock.ts'
import type { Clock } from '#shared/time/clock.ts'
import type { Outbox } from '../outbox/outbox.ts'
import { becauseOfClose, becauseOfError } from './because.ts'
import type { Because } from './because.ts'
import type { LinkEnds } from './link.ts'
import type { LinkSettings } from './link-settings.ts'
import { TokenBucket } from './pace.ts'
import { afterAcknowledgement, afterSending, beginSending, nextWanted } from './sender.ts'
import type { Sending } from './sender.ts'

export interface ConversationParts {
  readonly socket: WebSocket
  readonly outbox: Outbox
  readonly ends: LinkEnds
  readonly clock: Clock
  readonly log: Log
  /** Name and version of this agent. */
  readonly agent: string
  readonly settings: LinkSettings
  /** The office said welcome: from now on records flow. */
  readonly onWelcomed: () => void
}

export interface Ended {
  readonly because: Because
  readonly welcomed: boolean
}

/** What a polite goodbye may take. */
const partingMs = 1_000

export class Conversation {
  readonly #parts: ConversationParts
  readonly #ended = Promise.withResolvers<Ended>()
  readonly #over = new AbortController()
  readonly #pace: TokenBucket
  #heardAt: number
  #sending: Sending | undefined
  #probing = false
  #pumping = false
  #again = false
  #because: Because | undefined

  constructor(parts: ConversationParts) {
    this.#parts = parts
    this.#heardAt = parts.clock.monotonic()
    this.#pace = new TokenBucket(parts.settings.pace, () => parts.clock.monotonic())
  }

  /** Resolves when the connection has ended, for whatever reason; never rejects. */
  async run(signal: AbortSignal): Promise<Ended> {
    const { socket, outbox, clock, settings } = this.#parts
    const stop = () => this.#end('stopped', 1001)
    signal.addEventListener('abort', stop)
    const unanswered = clock.after(2 * settings.answerWithinMs, () => {
      if (!this.#sending) this.#end('silent')
    })
    const pumpAgain = () => void this.#pump()
    const forget = [outbox.onKept(pumpAgain), outbox.onAcknowledged(pumpAgain)]
    const stopHeart = every(clock, settings.heartbeatMs, () => this.#beat())
    socket.on('open', () => this.#hello())
    socket.on('message', (data, isBinary) => this.#onMessage(data, isBinary))
    socket.on('ping', () => this.#heard())
    socket.on('pong', () => this.#heard())
    socket.on('error', (error) => this.#onError(error))
    socket.on('close', (code) => this.#onClose(code))
    if (signal.aborted) stop()
    const ended = await this.#ended.promise
    signal.removeEventListener('abort', stop)
    for (const cancel of [unanswered, stopHeart, ...forget]) cancel()
    return ended
  }

  /** When something was last heard, on the monotonic clock. */
  get heardAt(): number {
    return this.#heardAt
  }

  get welcomed(): boolean {
    return this.#sending !== undefined
  }

  /** Somebody is in a hurry: a connection that does not answer soon is given up. Not before it stands: a slow handshake is no sign. */
  probe(): void {
    const { socket, clock, settings } = this.#parts
    if (socket.readyState !== socket.OPEN || this.#probing) return
    this.#probing = true
    const askedAt = clock.monotonic()
    socket.ping()
    const cancel = clock.after(settings.probeWithinMs, () => {
      this.#probing = false
      socket.off('close', cancel)
      if (this.#heardAt < askedAt) this.#end('silent')
    })
    // An agent that stops does not wait for the answer.
    socket.once('close', cancel)
  }

  /** Not yet connected, and trying for longer than `ms`: its packets may have gone out by an adapter that was down. */
  isStuck(ms: number): boolean {
    const { socket, clock } = this.#parts
    return socket.readyState === socket.CONNECTING && clock.monotonic() - this.#heardAt > ms
  }

  giveUp(): void {
    this.#end('unreachable')
  }

  #heard(): void {
    this.#heardAt = this.#parts.clock.monotonic()
  }

  #moment(): Moment {
    const { clock } = this.#parts
    return { at: clock.now(), clockId: clock.id, monotonicMs: clock.monotonic() }
  }

  #hello(): void {
    const { outbox, ends, agent } = this.#parts
    this.#heard()
    const lanes = outbox.lanes().map(({ lane, epoch, next }) => ({ lane, epoch, next }))
    void this.#send({
      frame: 'hello',
      protocol: protocolVersion,
      agent,
      clock: this.#moment(),
      lanes,
      posture: ends.posture(),
    })
  }

  #beat(): void {
    const { clock, settings, ends, socket } = this.#parts
    if (clock.monotonic() - this.#heardAt > settings.silentAfterMs) return this.#end('silent')
    if (!this.#sending) return
    void this.#send({ frame: 'heartbeat', clock: this.#moment(), posture: ends.posture() })
    // A pong comes from the other side's ws without its program, so it shows the line and not more; the pulse shows the rest.
    if (socket.readyState === socket.OPEN) socket.ping()
    void this.#pump()
  }

  #onMessage(data: RawData, isBinary: boolean): void {
    if (this.#because !== undefined) return
    this.#heard()
    // One Buffer: ws gives others only where it is told to.
    const decoded = isBinary ? undefined : decodeDown((data as Buffer).toString('utf8'))
    if (decoded?.ok === true) return this.#onFrame(decoded.frame)
    this.#parts.log.warn('link/garbled', { where: decoded?.where ?? 'binary', refusal: decoded?.refusal ?? '' })
    this.#end('garbled', closeCodes['not-a-frame'])
  }

  #onFrame(frame: DownFrame): void {
    const { ends } = this.#parts
    if (frame.frame === 'welcome') return this.#onWelcome(frame)
    if (!this.#sending) return this.#unexpected(frame)
    switch (frame.frame) {
      case 'acknowledge':
        return this.#onAcknowledge(frame.epoch, frame.sequence)
      case 'order':
        return ends.onOrder(frame.signed)
      case 'notice':
        return ends.onNotice(frame)
      case 'pulse':
        return undefined
    }
  }

  #onWelcome(welcome: Welcome): void {
    if (this.#sending) return this.#unexpected(welcome)
    const { outbox, ends, onWelcomed } = this.#parts
    this.#sending = beginSending(outbox.lanes(), welcome.cursors)
    for (const { epoch, acknowledged } of welcome.cursors) this.#acknowledge(epoch, acknowledged)
    onWelcomed()
    ends.onWelcome(welcome)
    void this.#pump()
  }

  #onAcknowledge(epoch: string, sequence: number): void {
    const sending = this.#sending && afterAcknowledgement(this.#sending, { epoch, acknowledged: sequence })
    if (!sending) {
      this.#parts.log.warn('link/acknowledged-unsent', { epoch, sequence })
      return this.#end('garbled', closeCodes['out-of-order'])
    }
    this.#sending = sending
    this.#acknowledge(epoch, sequence)
    void this.#pump()
  }

  #acknowledge(epoch: string, sequence: number): void {
    this.#parts.outbox.acknowledge(epoch, sequence).catch((error: unknown) => {
      // The worst of it is that the records are sent again.
      this.#parts.log.warn('link/acknowledgement-not-kept', errorFields(error))
    })
  }

  /** Sends as long as there is something to send and room for it; what happens meanwhile is looked at again before the end. */
  async #pump(): Promise<void> {
    this.#again = true
    if (this.#pumping || !this.#sending) return
    this.#pumping = true
    try {
      while (this.#again) {
        this.#again = false
        while (await this.#sendBatch());
      }
    } catch (error) {
      // The outbox could not be read just now; the next heartbeat tries again.
      this.#parts.log.error('link/outbox-unreadable', errorFields(error))
    } finally {
      this.#pumping = false
    }
  }

  /** From the gravest lane that has something; ends early when a graver one gets something. True where anything was sent. */
  async #sendBatch(): Promise<boolean> {
    const { outbox, clock } = this.#parts
    const wanted = this.#wanted()
    if (!wanted) return false
    let sent = 0
    for (const record of await outbox.after(wanted.lane, wanted.after, wanted.limit)) {
      const pauseMs = this.#pace.take()
      if (pauseMs > 0) await sleep(clock, pauseMs, this.#over.signal)
      if (this.#wanted()?.lane !== wanted.lane) break
      const sending = this.#sending && afterSending(this.#sending, outbox.lanes(), record)
      if (!sending) break
      this.#sending = sending
      const { lane, epoch, sequence, moment, body } = record
      if (!(await this.#send({ frame: 'record', lane, epoch, sequence, moment, body }))) return false
      sent++
    }
    return sent > 0
  }

  #wanted() {
    const { outbox, settings } = this.#parts
    return this.#sending && this.#because === undefined
      ? nextWanted(this.#sending, outbox.lanes(), settings.windows)
      : undefined
  }

  /** Resolves when the bytes have left this process, which is how a slow line slows us down; false when it has ended. */
  #send(frame: UpFrame): Promise<boolean> {
    const { socket } = this.#parts
    if (socket.readyState !== socket.OPEN) return Promise.resolve(false)
    return new Promise((resolve) => {
      socket.send(encode(frame), (error) => resolve(error === undefined || error === null))
    })
  }

  #unexpected({ frame }: DownFrame): void {
    this.#parts.log.warn('link/unexpected-frame', { frame })
    this.#end('garbled', closeCodes['out-of-order'])
  }

  #onError(error: unknown): void {
    if (this.#because !== undefined) return
    // A frame that is too large or not UTF-8 ends here too; ws closes the connection itself.
    const garbled = this.#heardSomething() && String((error as { code?: unknown }).code).startsWith('WS_ERR_')
    this.#parts.log.warn(garbled ? 'link/garbled' : 'link/failed', errorFields(error))
    this.#end(garbled ? 'garbled' : becauseOfError(error))
  }

  #heardSomething(): boolean {
    const { socket } = this.#parts
    return socket.readyState !== socket.CONNECTING
  }

  #onClose(code: number): void {
    this.#because ??= becauseOfClose(code)
    this.#over.abort()
    this.#ended.resolve({ because: this.#because, welcomed: this.welcomed })
  }

  /** Ends the connection: politely where a close code is given, at once where nobody would hear it. */
  #end(because: Because, closeCode?: number): void {
    const { socket, clock } = this.#parts
    if (this.#because !== undefined) return
    this.#because = because
    this.#over.abort()
    if (closeCode === undefined || socket.readyState !== socket.OPEN) return socket.terminate()
    socket.close(closeCode)
    const cancel = clock.after(partingMs, () => socket.terminate())
    socket.once('close', cancel)
  }
}
