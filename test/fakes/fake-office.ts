// An office to connect to: real WebSocket and real TLS on loopback, keeps what it takes as the real one does, and misbehaves on demand.
import { createServer } from 'node:https'
import type { Server } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import { WebSocketServer } from 'ws'
import type { WebSocket } from 'ws'
import { decodeUp, encode } from '#shared/protocol/codec.ts'
import type { DownFrame, Hello, RecordFrame, UpFrame } from '#shared/protocol/frame.ts'
import { closeCodes } from '#shared/protocol/refusal.ts'
import type { ServerPair } from './office-certificates.ts'

export class FakeOffice {
  readonly #server: Server
  readonly #sockets = new Set<WebSocket>()
  readonly #raw = new Set<Socket>()
  /** What it has, by epoch, as its database would. */
  readonly cursors = new Map<string, number>()
  /** Every record in the order in which it was new. */
  readonly taken: RecordFrame[] = []
  /** Every record that came, repeats too. */
  readonly came: RecordFrame[] = []
  readonly hellos: Hello[] = []
  heartbeats = 0
  acknowledges = true
  /** Nothing is answered any more, not even a ping: the line is cut and nobody was told. */
  mute = false
  pulses = true
  port = 0
  #onCame: () => void = () => {}

  constructor(pair: ServerPair) {
    this.#server = createServer({ ...pair, requestCert: true, rejectUnauthorized: true, minVersion: 'TLSv1.3' })
    const wss = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: 65_536, autoPong: false })
    this.#server.on('tlsClientError', () => {})
    this.#server.on('connection', (socket: Socket) => {
      this.#raw.add(socket)
      socket.once('close', () => this.#raw.delete(socket))
    })
    this.#server.on('upgrade', (request, socket, head) => {
      if (request.url !== '/terminal') socket.destroy()
      else wss.handleUpgrade(request, socket, head, (client) => this.#onTerminal(client))
    })
  }

  async listen(port = 0): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(port, '127.0.0.1', resolve))
    this.port = (this.#server.address() as AddressInfo).port
    return this
  }

  get connections(): number {
    return this.#sockets.size
  }

  send(frame: DownFrame): void {
    for (const socket of this.#sockets) socket.send(encode(frame))
  }

  sendRaw(data: string | Buffer): void {
    for (const socket of this.#sockets) socket.send(data)
  }

  refuse(refusal: keyof typeof closeCodes): void {
    for (const socket of this.#sockets) socket.close(closeCodes[refusal])
  }

  /** The connections end without a word. */
  drop(): void {
    for (const socket of this.#sockets) socket.terminate()
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve))
    for (const socket of this.#raw) socket.destroy()
    await closed
  }

  /** Resolves when the condition holds; looked at whenever a frame came, and every 5 ms. */
  async until(what: string, holds: () => boolean, withinMs = 8_000): Promise<void> {
    const end = performance.now() + withinMs
    while (!holds()) {
      if (performance.now() > end) throw new Error(`in vain: ${what}`)
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 5)
        this.#onCame = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
  }

  #onTerminal(socket: WebSocket): void {
    this.#sockets.add(socket)
    socket.on('close', () => this.#sockets.delete(socket))
    socket.on('error', () => {})
    socket.on('ping', (data) => {
      if (!this.mute) socket.pong(data)
    })
    socket.on('message', (data) => {
      if (this.mute) return
      const decoded = decodeUp((data as Buffer).toString('utf8'))
      if (!decoded.ok) return socket.close(closeCodes[decoded.refusal])
      const answer = this.#answer(decoded.frame)
      if (answer === 'out-of-order') socket.close(closeCodes[answer])
      else if (answer) socket.send(encode(answer))
      this.#onCame()
    })
  }

  #answer(frame: UpFrame): DownFrame | 'out-of-order' | undefined {
    if (frame.frame === 'heartbeat') {
      this.heartbeats++
      return this.pulses ? { frame: 'pulse', serverTime: Date.now() } : undefined
    }
    if (frame.frame === 'record') return this.#take(frame)
    this.hellos.push(frame)
    return {
      frame: 'welcome',
      protocol: 1,
      serverTime: Date.now(),
      institution: '康宁大药房',
      endpoint: { number: 'BS-0412-01', name: '收银1号' },
      office: { name: '璧山区医保局', phone: '023-41430000' },
      cursors: frame.lanes.map(({ epoch }) => ({ epoch, acknowledged: this.cursors.get(epoch) ?? 0 })),
    }
  }

  #take(record: RecordFrame): DownFrame | 'out-of-order' | undefined {
    const { epoch, sequence } = record
    this.came.push(record)
    const has = this.cursors.get(epoch) ?? 0
    if (sequence > has + 1) return 'out-of-order'
    if (sequence === has + 1) {
      this.taken.push(record)
      this.cursors.set(epoch, sequence)
    }
    return this.acknowledges ? { frame: 'acknowledge', epoch, sequence: this.cursors.get(epoch) ?? 0 } : undefined
  }
}
