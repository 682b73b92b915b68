/** One connection of one terminal: hello, then records up and acknowledgements, orders and notices down. */

import { WebSocket } from 'ws'
import type { RawData } from 'ws'
import type { ClockReading } from '#shared/domain/moment.ts'
import type { SignedOrder } from '#shared/domain/order.ts'
import { isFault } from '#shared/fault.ts'
import { errorFields } from '#shared/log.ts'
import type { Log } from '#shared/log.ts'
import { decodeUp, encode } from '#shared/protocol/codec.ts'
import { protocolVersion } from '#shared/protocol/frame.ts'
import type { DownFrame, Heartbeat, Hello, Notice, Posture, RecordFrame, UpFrame } from '#shared/protocol/frame.ts'
import { closeCodes } from '#shared/protocol/refusal.ts'
import type { Refusal } from '#shared/protocol/refusal.ts'
import type { Clock } from '#shared/time/clock.ts'
import { Acknowledgements } from './acknowledgements.ts'
import type { Greeting, Inbox, Visitor } from './inbox.ts'
import type { GatewayLimits } from './limits.ts'
import { Pace } from './pace.ts'

export interface SessionParts {
  readonly socket: WebSocket
  /** Known from the certificate. */
  readonly endpoint: string
  readonly inbox: Inbox
  readonly office: { readonly name: string; readonly phone: string }
  readonly clock: Clock
  readonly log: Log
  readonly limits: GatewayLimits
  /** It said hello: from here it stands for its terminal. */
  readonly onHello: (session: Session) => void
  /** A hello or a heartbeat came. */
  readonly onHeard: (session: Session) => void
  readonly onClosed: (session: Session) => void
}

/** `stranger` until the hello, `greeting` until the welcome is out. */
type Stage = 'stranger' | 'greeting' | 'open' | 'closed'

/** What a terminal told of itself last. */
export interface Heard {
  readonly hello: Hello
  readonly clock: ClockReading
  readonly posture: Posture
}

export class Session {
  readonly endpoint: string
  readonly #parts: SessionParts
  readonly #acknowledgements: Acknowledgements
  readonly #records: Pace
  readonly #heartbeats: Pace
  readonly #since: number
  #stage: Stage = 'stranger'
  #heard: Heard | undefined
  #lastHeard: number
  /** Records that came before the welcome was out. */
  #early: RecordFrame[] = []
  #inFlight = 0
  #slowed = false

  constructor(parts: SessionParts) {
    const { socket, endpoint, clock, limits } = parts
    this.#parts = parts
    this.endpoint = endpoint
    this.#since = clock.monotonic()
    this.#lastHeard = this.#since
    this.#records = new Pace(limits.recordsPerSecond, limits.recordBurst, this.#since)
    this.#heartbeats = new Pace(limits.heartbeatsPerSecond, limits.heartbeatBurst, this.#since)
    this.#acknowledgements = new Acknowledgements((epoch, sequence) => {
      this.#send({ frame: 'acknowledge', epoch, sequence })
    })
    socket.on('message', (data, isBinary) => this.#onMessage(data, isBinary))
    socket.on('ping', () => {
      this.#lastHeard = clock.monotonic()
    })
    socket.on('error', (error) => parts.log.info('gateway/socket-failed', { endpoint, ...errorFields(error) }))
    socket.on('close', () => this.#closed())
  }

  get stage(): Stage {
    return this.#stage
  }

  heard(): Heard | undefined {
    return this.#heard
  }

  sendOrder(signed: SignedOrder): boolean {
    if (this.#stage !== 'open') return false
    this.#send({ frame: 'order', signed }, () => this.#parts.inbox.orderDelivered(this.endpoint, signed.order.id))
    return true
  }

  sendNotice(notice: Notice): boolean {
    if (this.#stage !== 'open') return false
    this.#send(notice)
    return true
  }

  /** Closes with the reason as close code; nothing that comes after it counts. */
  refuse(refusal: Refusal, where = ''): void {
    if (this.#stage === 'closed') return
    const { socket, log } = this.#parts
    log.info('gateway/refused', { endpoint: this.endpoint, refusal, where })
    socket.close(closeCodes[refusal], refusal)
    this.#closed()
  }

  /** Ends the connection without a word, also where the other side has not answered our goodbye. */
  cut(): void {
    this.#parts.socket.terminate()
    this.#closed()
  }

  /** Looked at every second: who has not said hello in time, and who is silent. */
  watch(now: number): void {
    const { limits, log } = this.#parts
    if (this.#stage === 'stranger' && now - this.#since > limits.helloWithinMs) this.refuse('hello-expected')
    else if (now - this.#lastHeard > limits.silentAfterMs) {
      log.info('gateway/silent', { endpoint: this.endpoint })
      this.cut()
    }
  }

  #closed(): void {
    if (this.#stage === 'closed') return
    this.#stage = 'closed'
    this.#early = []
    this.#parts.onClosed(this)
  }

  #onMessage(data: RawData, isBinary: boolean): void {
    if (this.#stage === 'closed') return
    const { clock } = this.#parts
    this.#lastHeard = clock.monotonic()
    if (isBinary || !Buffer.isBuffer(data)) return this.refuse('not-a-frame', 'binary')
    const decoded = decodeUp(data.toString())
    if (!decoded.ok) return this.refuse(decoded.refusal, decoded.where)
    return this.#onFrame(decoded.frame)
  }

  #onFrame(frame: UpFrame): void {
    if (frame.frame === 'hello') {
      if (this.#heard) this.refuse('not-a-frame', 'second hello')
      else void this.#onHello(frame)
    } else if (!this.#heard) this.refuse('hello-expected')
    else if (frame.frame === 'heartbeat') this.#onHeartbeat(frame, this.#heard)
    else this.#onRecord(frame)
  }

  async #onHello(hello: Hello): Promise<void> {
    if (hello.protocol !== protocolVersion) return this.refuse('protocol-version')
    const { clock, inbox, onHello, log } = this.#parts
    this.#stage = 'greeting'
    this.#heard = { hello, clock: { reading: hello.clock, receivedAt: clock.now() }, posture: hello.posture }
    onHello(this)
    let greeting: Greeting
    try {
      greeting = await inbox.greet(this.#visitor(hello))
    } catch (error) {
      log.error('gateway/not-greeted', { endpoint: this.endpoint, ...errorFields(error) })
      return this.refuse(isFault(error, 'enrollment/not-enrolled') ? 'not-enrolled' : 'not-durable')
    }
    if (this.stage !== 'greeting') return undefined
    return this.#welcome(greeting)
  }

  #welcome({ institution, endpoint, cursors, orders, notices }: Greeting): void {
    const { clock, office } = this.#parts
    this.#stage = 'open'
    this.#send({
      frame: 'welcome',
      protocol: protocolVersion,
      serverTime: clock.now(),
      institution,
      endpoint,
      office,
      cursors: [...cursors],
    })
    for (const signed of orders) this.sendOrder(signed)
    for (const notice of notices) this.sendNotice(notice)
    const early = this.#early
    this.#early = []
    for (const record of early) this.#receive(record)
  }

  #onHeartbeat({ clock: reading, posture }: Heartbeat, { hello }: Heard): void {
    const { clock, onHeard } = this.#parts
    if (this.#heartbeats.take(clock.monotonic()) > 0) return this.refuse('too-fast')
    this.#heard = { hello, clock: { reading, receivedAt: clock.now() }, posture }
    onHeard(this)
    return this.#send({ frame: 'pulse', serverTime: clock.now() })
  }

  #onRecord(record: RecordFrame): void {
    const { clock } = this.#parts
    const waitMs = this.#records.take(clock.monotonic())
    if (waitMs > 0) this.#slow(waitMs)
    this.#inFlight++
    this.#readOrNot()
    if (this.#stage === 'open') this.#receive(record)
    else this.#early.push(record)
  }

  #receive(record: RecordFrame): void {
    if (this.#heard) void this.#store(this.#visitor(this.#heard.hello), record)
  }

  async #store(visitor: Visitor, record: RecordFrame): Promise<void> {
    const { inbox, clock, log } = this.#parts
    try {
      const taken = await inbox.receive(visitor, record, clock.now())
      if (!taken.ok) this.refuse(taken.refusal, `${record.epoch} ${record.sequence}`)
      else if (this.#stage === 'open') this.#acknowledgements.add(taken.epoch, taken.sequence)
    } catch (error) {
      // The rest of what was under way fails with it; once is enough to say.
      if (this.#stage !== 'closed') log.error('gateway/not-durable', { endpoint: this.endpoint, ...errorFields(error) })
      this.refuse('not-durable')
    } finally {
      this.#settled()
    }
  }

  #settled(): void {
    this.#inFlight--
    this.#readOrNot()
  }

  #slow(ms: number): void {
    if (this.#slowed) return
    this.#slowed = true
    this.#parts.clock.after(ms, () => {
      this.#slowed = false
      this.#readOrNot()
    })
  }

  /** Backpressure: what is not read stays with the terminal, whose outbox is made for it. */
  #readOrNot(): void {
    const { socket, limits } = this.#parts
    if (this.#slowed || this.#inFlight >= limits.inFlight) socket.pause()
    else if (socket.isPaused) socket.resume()
  }

  #visitor(hello: Hello): Visitor {
    return {
      endpoint: this.endpoint,
      hello,
      clock: () => this.#heard?.clock ?? { reading: hello.clock, receivedAt: 0 },
    }
  }

  #send(frame: DownFrame, whenSent?: () => void): void {
    const { socket, limits, log } = this.#parts
    if (socket.readyState !== WebSocket.OPEN) return
    if (socket.bufferedAmount > limits.unsentBytes) {
      log.warn('gateway/does-not-read', { endpoint: this.endpoint })
      socket.terminate()
      return
    }
    socket.send(encode(frame), (error) => {
      if (!error) whenSent?.()
    })
  }
}
