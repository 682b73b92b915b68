/** The HTTPS door for terminals that have no certificate yet: POST /enroll and nothing else. */

import { createServer } from 'node:https'
import type { Server } from 'node:https'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Log } from '#shared/log.ts'
import { errorFields } from '#shared/log.ts'
import { isFault } from '#shared/fault.ts'
import { enrollmentRequest } from '#shared/protocol/enrollment.ts'
import { originOfTries } from '#shared/time/try-limit.ts'
import type { TryLimit } from '#shared/time/try-limit.ts'
import { zhCn } from '#shared/wording/zh-cn.ts'
import type { ServerIdentity } from './authority.ts'
import type { Enrollment } from './enrollment.ts'

const maxBodyBytes = 16 * 1024
const maxConnections = 256
/** So that one address cannot hold all of them. */
const maxConnectionsPerAddress = 16

type EnrollmentRefusal = keyof typeof zhCn.enrollmentRefusals

const statuses: Record<EnrollmentRefusal, number> = {
  'bad-request': 400,
  'code-refused': 403,
  'not-found': 404,
  'too-large': 413,
  'request-refused': 422,
  'too-many-tries': 429,
  'not-durable': 503,
}

export interface EnrollmentListenerParts {
  readonly identity: ServerIdentity
  readonly enrollment: Enrollment
  /** Counts wrong codes per address. */
  readonly tries: TryLimit
  readonly log: Log
  /** For the handshake, and again for the whole request; 10 s unless told. */
  readonly withinMs?: number | undefined
}

export interface EnrollmentListener {
  /** Resolves with the port; 0 lets the system choose. Rejects with the system's error where the port cannot be had. */
  listen(at: { readonly host: string; readonly port: number }): Promise<number>
  /** Takes a renewed certificate for new connections. */
  renew(identity: ServerIdentity): void
  close(): Promise<void>
}

export function enrollmentListener(parts: EnrollmentListenerParts): EnrollmentListener {
  const { withinMs = 10_000 } = parts
  const server = createServer(
    {
      key: parts.identity.key,
      cert: parts.identity.chain,
      minVersion: 'TLSv1.3',
      handshakeTimeout: withinMs,
      headersTimeout: withinMs,
      requestTimeout: withinMs,
      connectionsCheckingInterval: 1_000,
      maxHeaderSize: 8 * 1024,
    },
    (request, response) => {
      void respond(parts, request, response)
    },
  )
  server.maxConnections = maxConnections
  limitPerAddress(server)
  // A stranger who breaks off a handshake is not worth a line; Node closes the socket.
  server.on('tlsClientError', () => {})
  return {
    listen: (at) => listen(server, at),
    renew: ({ key, chain }) => server.setSecureContext({ key, cert: chain, minVersion: 'TLSv1.3' }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function limitPerAddress(server: Server): void {
  const open = new Map<string, number>()
  server.on('connection', (socket) => {
    const origin = originOfTries(socket.remoteAddress ?? '')
    const others = open.get(origin) ?? 0
    if (others >= maxConnectionsPerAddress) {
      socket.destroy()
      return
    }
    open.set(origin, others + 1)
    socket.once('close', () => {
      const left = (open.get(origin) ?? 1) - 1
      if (left === 0) open.delete(origin)
      else open.set(origin, left)
    })
  })
}

function listen(server: Server, { host, port }: { readonly host: string; readonly port: number }): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host, port, exclusive: true }, () => {
      server.off('error', reject)
      resolve((server.address() as AddressInfo).port)
    })
  })
}

async function respond(parts: EnrollmentListenerParts, request: IncomingMessage, response: ServerResponse) {
  try {
    const { status, body } = await decide(parts, request)
    response.writeHead(status, {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      connection: 'close',
    })
    response.end(JSON.stringify(body))
  } catch (error) {
    // The other side went away in the middle of its request.
    parts.log.warn('enrollment/broken-off', errorFields(error))
    response.destroy()
  }
}

interface Answer {
  readonly status: number
  readonly body: unknown
}

async function decide(parts: EnrollmentListenerParts, request: IncomingMessage): Promise<Answer> {
  const { method, url, headers, socket } = request
  if (url !== '/enroll' || method !== 'POST') return refuse('not-found')
  if (headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() !== 'application/json')
    return refuse('bad-request')
  const text = await readBody(request)
  if (text === undefined) return refuse('too-large')
  const parsed = enrollmentRequest.safeParse(readJson(text))
  if (!parsed.success) return refuse('bad-request')

  const origin = originOfTries(socket.remoteAddress ?? '')
  if (!parts.tries.take(origin)) {
    parts.log.warn('enrollment/too-many-tries', { address: socket.remoteAddress })
    return refuse('too-many-tries')
  }
  try {
    const outcome = await parts.enrollment.enroll(parsed.data)
    if (!outcome.ok) {
      parts.log.warn('enrollment/refused', { address: socket.remoteAddress, refusal: outcome.refusal })
      // Only a wrong code is a guess.
      if (outcome.refusal !== 'code-refused') parts.tries.giveBack(origin)
      return refuse(outcome.refusal)
    }
    parts.tries.giveBack(origin)
    return { status: 200, body: outcome.answer }
  } catch (error) {
    parts.tries.giveBack(origin)
    if (!isFault(error, 'store/not-durable')) throw error
    parts.log.error('enrollment/not-durable', errorFields(error))
    return refuse('not-durable')
  }
}

const refuse = (refusal: EnrollmentRefusal): Answer => ({
  status: statuses[refusal],
  body: { refusal, message: zhCn.enrollmentRefusals[refusal] },
})

/** The body, or nothing where it is longer than it may be; the rest is then left unread, and the answer closes the connection. */
function readBody(request: IncomingMessage): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = []
    let bytes = 0
    const take = (piece: Buffer) => {
      bytes += piece.length
      if (bytes <= maxBodyBytes) pieces.push(piece)
      else {
        request.off('data', take).pause()
        resolve(undefined)
      }
    }
    request.on('data', take)
    request.once('end', () => resolve(Buffer.concat(pieces).toString('utf8')))
    request.once('error', reject)
    request.once('close', () => reject(new Error('the request ended before its body')))
  })
}

/** `undefined`, which no schema takes, where the text is not JSON. A body of 16 KiB cannot be nested deep enough to matter. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
