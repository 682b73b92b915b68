/** The gateway: terminals connect over mutual TLS, their frames go to the inbox, orders and notices go down to them. */

import type { SecureContextOptions } from 'node:tls'
import type { SignedOrder } from '#shared/domain/order.ts'
import type { Log } from '#shared/log.ts'
import type { Notice } from '#shared/protocol/frame.ts'
import type { Refusal } from '#shared/protocol/refusal.ts'
import { every, sleep } from '#shared/time/clock.ts'
import type { Cancel, Clock } from '#shared/time/clock.ts'
import type { WebSocket } from 'ws'
import type { CertificateCheck, KeySeen } from './certificate-check.ts'
import { CloneWatch } from './clone-watch.ts'
import type { Gateway, Inbox, Presence } from './inbox.ts'
import { gatewayLimits } from './limits.ts'
import type { GatewayLimits } from './limits.ts'
import { listenAt, terminalListener } from './listener.ts'
import { PresenceBoard } from './presence.ts'
import { Session } from './session.ts'

export interface GatewayParts {
  /** Server key and certificate, and the authorities (one, or two during a change) that terminals' certificates come from; PEM. */
  readonly tls: Required<Pick<SecureContextOptions, 'key' | 'cert' | 'ca'>>
  readonly certificates: CertificateCheck
  /** A release by telephone needs the key of a terminal that cannot be asked for it any more. */
  readonly onKey?: KeySeen | undefined
  readonly inbox: Inbox
  /** As shown on the terminal's screen. */
  readonly office: { readonly name: string; readonly phone: string }
  readonly clock: Clock
  readonly log: Log
  readonly limits?: Partial<GatewayLimits> | undefined
  /** Two machines use one certificate in turn: the key was copied. Told once per alternation. */
  readonly onClone?: ((endpoint: string) => void) | undefined
}

export interface ListeningGateway extends Gateway {
  /** Resolves with the port; 0 lets the system choose. Rejects with `console/port-in-use`. */
  listen(at: { readonly host: string; readonly port: number }): Promise<number>
  /** Closes the terminal's connection at once, with the reason as close code: a certificate was revoked. */
  turnAway(endpoint: string, refusal: Refusal): void
  /** Takes a renewed server certificate for new connections; those that stand are not touched. */
  renew(tls: GatewayParts['tls']): void
  /** Says goodbye to every terminal and stops listening. */
  close(): Promise<void>
}

export const gateway = (parts: GatewayParts): ListeningGateway => new TerminalGateway(parts)

const watchEveryMs = 1_000
/** What a terminal gets to answer our goodbye. */
const partingMs = 1_000

class TerminalGateway implements ListeningGateway {
  readonly #parts: GatewayParts
  readonly #limits: GatewayLimits
  readonly #presence: PresenceBoard
  readonly #clones = new CloneWatch()
  readonly #server: ReturnType<typeof terminalListener>
  /** Every open connection. */
  readonly #sessions = new Set<Session>()
  /** Connections without a hello yet, one for a terminal: a copied key cannot fill the waiting room. */
  readonly #strangers = new Map<string, Session>()
  /** Who stands for each terminal. */
  readonly #speaking = new Map<string, Session>()
  #stopWatching: Cancel = () => {}

  constructor(parts: GatewayParts) {
    const { clock, log, tls, certificates, onKey } = parts
    this.#parts = parts
    this.#limits = { ...gatewayLimits, ...parts.limits }
    this.#presence = new PresenceBoard(clock, log)
    this.#server = terminalListener({
      tls,
      certificates,
      onKey,
      log,
      limits: this.#limits,
      strangers: () => this.#strangers.size,
      onTerminal: (socket, endpoint) => this.#onTerminal(socket, endpoint),
    })
  }

  async listen(at: { readonly host: string; readonly port: number }): Promise<number> {
    const { clock } = this.#parts
    const port = await listenAt(this.#server, at)
    this.#stopWatching = every(clock, watchEveryMs, () => {
      const now = clock.monotonic()
      for (const session of this.#sessions) session.watch(now)
    })
    return port
  }

  presence(endpoint: string): Presence | undefined {
    return this.#presence.of(endpoint)
  }

  onPresence(listener: (presence: Presence) => void): () => void {
    return this.#presence.onPresence(listener)
  }

  sendOrder(endpoint: string, signed: SignedOrder): boolean {
    return this.#speaking.get(endpoint)?.sendOrder(signed) ?? false
  }

  sendNotice(endpoint: string, notice: Notice): boolean {
    return this.#speaking.get(endpoint)?.sendNotice(notice) ?? false
  }

  turnAway(endpoint: string, refusal: Refusal): void {
    for (const session of this.#sessions) {
      if (session.endpoint === endpoint) session.refuse(refusal)
    }
  }

  renew(tls: GatewayParts['tls']): void {
    this.#server.setSecureContext({ ...tls, minVersion: 'TLSv1.3' })
  }

  async close(): Promise<void> {
    this.#stopWatching()
    const sessions = [...this.#sessions]
    for (const session of sessions) session.refuse('stopping')
    const closed = new Promise<void>((resolve) => void this.#server.close(() => resolve()))
    await Promise.race([closed, sleep(this.#parts.clock, partingMs)])
    this.#server.closeAllConnections()
    for (const session of sessions) session.cut()
  }

  #onTerminal(socket: WebSocket, endpoint: string): void {
    const { inbox, office, clock, log } = this.#parts
    this.#strangers.get(endpoint)?.refuse('connected-elsewhere')
    const session = new Session({
      socket,
      endpoint,
      inbox,
      office,
      clock,
      log,
      limits: this.#limits,
      onHello: (session) => this.#onHello(session),
      onHeard: (session) => this.#onHeard(session),
      onClosed: (session) => this.#onClosed(session),
    })
    this.#sessions.add(session)
    this.#strangers.set(endpoint, session)
  }

  /** The newer connection stands for the terminal: the older one is most often half open and does not know it yet. */
  #onHello(session: Session): void {
    const { endpoint } = session
    this.#isNoStranger(session)
    const older = this.#speaking.get(endpoint)
    this.#speaking.set(endpoint, session)
    const machine = session.heard()?.hello.clock.clockId ?? ''
    if (this.#clones.isClone(endpoint, machine, older !== undefined)) {
      this.#parts.log.warn('gateway/possible-clone', { endpoint, machine })
      this.#parts.onClone?.(endpoint)
    }
    older?.refuse('connected-elsewhere')
    this.#onHeard(session)
  }

  #onHeard(session: Session): void {
    const heard = session.heard()
    if (heard && this.#speaking.get(session.endpoint) === session) this.#presence.heard(session.endpoint, heard)
  }

  #onClosed(session: Session): void {
    this.#sessions.delete(session)
    this.#isNoStranger(session)
    if (this.#speaking.get(session.endpoint) !== session) return
    this.#speaking.delete(session.endpoint)
    this.#presence.left(session.endpoint)
  }

  #isNoStranger(session: Session): void {
    if (this.#strangers.get(session.endpoint) === session) this.#strangers.delete(session.endpoint)
  }
}
