/** The listening side: TLS 1.3 with a certificate of the bureau on both sides, and the upgrade to a WebSocket at /terminal. */

import { createServer } from 'node:https'
import type { Server } from 'node:https'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { TLSSocket } from 'node:tls'
import type { SecureContextOptions } from 'node:tls'
import { WebSocketServer } from 'ws'
import type { WebSocket } from 'ws'
import { Fault } from '#shared/fault.ts'
import { errorFields } from '#shared/log.ts'
import type { Log } from '#shared/log.ts'
import { maxFrameBytes } from '#shared/protocol/limits.ts'
import { closeCodes } from '#shared/protocol/refusal.ts'
import type { Refusal } from '#shared/protocol/refusal.ts'
import { serialText } from './certificate-check.ts'
import type { CertificateCheck, KeySeen } from './certificate-check.ts'
import type { GatewayLimits } from './limits.ts'

export const terminalPath = '/terminal'

export interface ListenerParts {
  readonly tls: Required<Pick<SecureContextOptions, 'key' | 'cert' | 'ca'>>
  readonly certificates: CertificateCheck
  readonly limits: GatewayLimits
  readonly log: Log
  /** Connections that have not yet said hello. */
  readonly strangers: () => number
  readonly onTerminal: (socket: WebSocket, endpoint: string) => void
  readonly onKey?: KeySeen | undefined
}

/** A server that is not listening yet. */
export function terminalListener(parts: ListenerParts): Server {
  const { tls, limits, log } = parts
  const server = createServer(
    {
      ...tls,
      minVersion: 'TLSv1.3',
      requestCert: true,
      rejectUnauthorized: true,
      handshakeTimeout: limits.helloWithinMs,
      headersTimeout: limits.helloWithinMs,
      requestTimeout: limits.helloWithinMs,
      connectionsCheckingInterval: 2_000,
      maxHeaderSize: 8 * 1024,
    },
    (_, response) => {
      response.writeHead(426, { connection: 'close' }).end()
    },
  )
  const options = {
    noServer: true,
    // Deflate costs twelve times the CPU and lets a small frame become a large one.
    perMessageDeflate: false,
    maxPayload: maxFrameBytes,
    clientTracking: false,
    closeTimeout: 5_000,
  }
  const sockets = new WebSocketServer(options)
  capHandshakes(server, limits.handshakes, log)
  server.on('tlsClientError', (error) => log.info('gateway/handshake-failed', errorFields(error)))
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', (error) => log.info('gateway/upgrade-failed', errorFields(error)))
    if (request.url !== terminalPath) turnAway(socket, 404)
    else if (parts.strangers() >= limits.strangers) turnAway(socket, 503)
    else void admit(parts, sockets, request, socket, head)
  })
  return server
}

/** The certificate was verified by TLS; here it is looked up, so that one taken back is refused at once and by name. */
async function admit(
  { certificates, log, onTerminal, onKey }: ListenerParts,
  sockets: WebSocketServer,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): Promise<void> {
  const serial = socket instanceof TLSSocket && socket.authorized ? socket.getPeerCertificate().serialNumber : undefined
  let endpoint: string | undefined
  let refusal: Refusal | undefined
  try {
    const known = serial === undefined ? undefined : await certificates(serialText(serial))
    if (known === undefined) refusal = 'not-enrolled'
    else if (known === 'revoked') refusal = 'revoked'
    else {
      endpoint = known
      const key = socket instanceof TLSSocket ? socket.getPeerX509Certificate()?.publicKey : undefined
      if (key !== undefined) onKey?.(endpoint, key.export({ type: 'spki', format: 'der' }).toString('base64'))
    }
  } catch (error) {
    log.error('gateway/certificate-not-checked', errorFields(error))
    refusal = 'not-durable'
  }
  if (socket.destroyed) return
  sockets.handleUpgrade(request, socket, head, (terminal) => {
    if (endpoint !== undefined) return onTerminal(terminal, endpoint)
    log.warn('gateway/turned-away', { serial, refusal })
    terminal.on('error', (error) => log.info('gateway/socket-failed', errorFields(error)))
    return refusal && terminal.close(closeCodes[refusal], refusal)
  })
}

/** A handshake costs a millisecond of CPU; a storm of them waits outside, where every terminal has its own jitter. */
function capHandshakes(server: Server, cap: number, log: Log): void {
  const underWay = new Set<string>()
  const peer = ({
    remoteAddress,
    remotePort,
  }: {
    readonly remoteAddress?: string | undefined
    readonly remotePort?: number | undefined
  }) => `${remoteAddress} ${remotePort}`
  server.on('connection', (socket) => {
    if (underWay.size >= cap) {
      log.warn('gateway/handshakes-capped', { cap })
      socket.destroy()
      return
    }
    const key = peer(socket)
    underWay.add(key)
    socket.once('close', () => underWay.delete(key))
  })
  server.on('secureConnection', (socket) => underWay.delete(peer(socket)))
}

function turnAway(socket: Duplex, status: 404 | 503): void {
  const reason = status === 404 ? 'Not Found' : 'Service Unavailable'
  socket.end(`HTTP/1.1 ${status} ${reason}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

/** Resolves with the port. Rejects with `console/port-in-use`. */
export function listenAt(
  server: Server,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE'
      reject(taken ? new Fault('console/port-in-use', `${host}:${port} is in use`, { cause: error }) : error)
    })
    server.listen(port, host, () => {
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : port)
    })
  })
}
