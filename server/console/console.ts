/** The console's HTTP door: every request is checked, matched to a declared call, and answered; the live feed hangs on the same port. */

import { createServer } from 'node:http'
import type { RequestListener, Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { fastify } from 'fastify'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isFault } from '#shared/fault.ts'
import type { Log } from '#shared/log.ts'
import { errorFields } from '#shared/log.ts'
import { id as uuid } from '#shared/protocol/limits.ts'
import type { Clock } from '#shared/time/clock.ts'
import { zhCn } from '#shared/wording/zh-cn.ts'
import { calls as allCalls } from './api/index.ts'
import { mayDo, officerOf, refusalOf, rolesOf } from './asker.ts'
import type { Asker } from './asker.ts'
import { attachment } from './attachment.ts'
import type { Answer, Call, Desk } from './call.ts'
import type { Feed } from './feed.ts'
import { liveSocket } from './live-socket.ts'
import { consolePlaces, isApi, judge } from './origin.ts'
import type { ConsolePlaces, Guard } from './origin.ts'
import type { Pages } from './pages.ts'
import { refusalStatus } from './refusal.ts'
import type { ConsoleRefusal } from './refusal.ts'
import { securityHeaders } from './security-headers.ts'
import { endedCookie, sessionCookie, tokenIn } from './session-cookie.ts'

const maxBodyBytes = 16 * 1024
const requestWithinMs = 10_000

/** PEM. */
export interface ConsoleTls {
  readonly key: string
  readonly chain: string
}

export interface ConsoleParts {
  readonly desk: Desk
  readonly feed: Feed
  readonly pages: Pages
  /** Names and addresses by which browsers may call the console. */
  readonly names: readonly string[]
  /** Left out, the console speaks http: on loopback only. */
  readonly tls?: ConsoleTls | undefined
  readonly clock: Clock
  readonly log: Log
  /** A test may put another in its place, to see that the tests of it can fail. */
  readonly guard?: Guard | undefined
  /** Every call of the API; a test may add one of its own. */
  readonly calls?: readonly Call[] | undefined
}

export interface OpenConsole {
  /** Resolves with the port; 0 lets the system choose. Rejects with the system's error where the port cannot be had. */
  listen(at: { readonly host: string; readonly port: number }): Promise<number>
  /** Takes a renewed certificate for new connections. */
  renew(tls: ConsoleTls): void
  close(): Promise<void>
}

export function openConsole(parts: ConsoleParts): OpenConsole {
  const { desk, feed, names, tls, clock, log, guard = judge, calls = allCalls } = parts
  let port = 0
  const places = (): ConsolePlaces => consolePlaces(tls === undefined ? 'http' : 'https', names, port)
  const { app, server, renew } = newApp(tls)
  const askers = new WeakMap<FastifyRequest, Asker>()

  app.addHook('onRequest', async (request, reply) => {
    const here = places()
    void reply.headers(securityHeaders(here))
    const { method, url, headers } = request
    const path = url.split('?', 1)[0] ?? ''
    const verdict = guard(
      {
        method,
        path,
        host: headers.host,
        origin: headers.origin,
        fetchSite: one(headers['sec-fetch-site']),
        contentType: headers['content-type'],
      },
      here,
    )
    if (verdict === 'ours') return undefined
    log.warn('console/turned-away', { verdict, host: headers.host, origin: headers.origin, address: request.ip })
    if (verdict === 'not-json') return refuse(reply, 'bad-request', 415)
    return refuse(reply, 'wrong-origin', verdict === 'wrong-host' ? 421 : undefined)
  })

  for (const call of calls)
    app.route({
      method: call.method,
      url: call.path,
      bodyLimit: call.maxBodyBytes ?? maxBodyBytes,
      // Before the body is read: whoever may not call learns nothing about what a call takes.
      onRequest: async (request, reply) => {
        const asker = await askerOf(request, desk, tls !== undefined)
        const refusal = refusalOf(call, asker, idIn(request) ?? '', desk)
        if (refusal !== undefined) return refuse(reply, refusal)
        if (asker !== undefined) askers.set(request, asker)
        // Looking is no use of a session: a page looks by itself. The page says when somebody moves (POST /api/me/active).
        if (asker?.kind === 'person' && !asker.locked && call.method === 'POST')
          await desk.people.sessions.used(asker.session)
        return undefined
      },
      handler: async (request, reply) => {
        const answer = await perform(call, request, askers.get(request), desk)
        return send(reply, answer, tls !== undefined)
      },
    })

  app.get('/*', (request, reply) => sendPage(parts.pages, request, reply))
  app.setNotFoundHandler((_, reply) => refuse(reply, 'not-found'))
  app.setErrorHandler((error, _, reply) => {
    const status = (error as { statusCode?: number }).statusCode ?? 500
    if (status < 500) return refuse(reply, 'bad-request', status)
    if (isFault(error, 'store/not-durable')) {
      log.error('console/not-durable', errorFields(error))
      return refuse(reply, 'not-durable')
    }
    log.error('console/call-failed', errorFields(error))
    return refuse(reply, 'failed')
  })

  let endLive = () => {}
  return {
    async listen(at) {
      await app.listen({ ...at, exclusive: true })
      port = (server.address() as AddressInfo).port
      feed.start()
      endLive = liveSocket({
        server,
        feed,
        sessions: desk.people.sessions,
        secure: tls !== undefined,
        guard,
        places,
        clock,
        log,
      })
      return port
    },
    renew,
    async close() {
      feed.stop()
      endLive()
      await app.close()
    },
  }
}

function newApp(tls: ConsoleTls | undefined) {
  const limits = { headersTimeout: requestWithinMs, requestTimeout: requestWithinMs, maxHeaderSize: 16 * 1024 }
  let server: Server | undefined
  let renew: OpenConsole['renew'] = () => {}
  const app = fastify({
    logger: false,
    bodyLimit: maxBodyBytes,
    forceCloseConnections: true,
    exposeHeadRoutes: false,
    routerOptions: { maxParamLength: 64 },
    serverFactory: (handle: RequestListener) => {
      if (tls === undefined) return (server = createServer(limits, handle))
      const secure = createTlsServer({ ...limits, key: tls.key, cert: tls.chain, minVersion: 'TLSv1.2' }, handle)
      renew = ({ key, chain }) => secure.setSecureContext({ key, cert: chain, minVersion: 'TLSv1.2' })
      return (server = secure)
    },
  })
  if (server === undefined) throw new Error('fastify made no server')
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'string' }, app.getDefaultJsonParser('error', 'error'))
  return { app: app as FastifyInstance, server, renew: (next: ConsoleTls) => renew(next) }
}

/** A machine's token goes before a cookie: who sends one wants to be taken for the machine. */
async function askerOf({ headers }: FastifyRequest, desk: Desk, secure: boolean): Promise<Asker | undefined> {
  if (headers.authorization !== undefined) {
    const token = /^Bearer ([\w.~+/=-]{16,256})$/.exec(headers.authorization)?.[1]
    const machine = token === undefined ? undefined : await desk.machine(token)
    return machine && { kind: 'machine', machine }
  }
  const session = await desk.people.sessions.session(tokenIn(headers.cookie, secure))
  return session && { kind: 'person', officer: session.officer, session: session.tokenHash, locked: session.locked }
}

/** The `:id` of the path where it is a UUID. */
function idIn(request: FastifyRequest): string | undefined {
  const { id } = request.params as { id?: string }
  return uuid.safeParse(id).success ? id : undefined
}

async function perform(call: Call, request: FastifyRequest, asker: Asker | undefined, desk: Desk): Promise<Answer> {
  const id = idIn(request)
  if (call.path.includes('/:id') && id === undefined) return { refusal: 'not-found' }
  const params = request.params as Readonly<Record<string, string>>
  for (const [name, schema] of Object.entries(call.params ?? {}))
    if (!schema.safeParse(params[name]).success) return { refusal: 'not-found' }
  const query = call.query?.safeParse(request.query)
  const body = call.body.safeParse(request.body)
  if (!body.success || query?.success === false) return { refusal: 'bad-request' }
  const { office } = desk.conductor.situation()
  return call.perform(
    {
      id: id ?? '',
      params,
      query: query?.data ?? {},
      body: body.data,
      officer: officerOf(asker),
      roles: rolesOf(office, asker, desk.now()),
      permits: (operation, about) => asker !== undefined && mayDo(office, asker, operation, about, desk.now()),
      session: asker?.kind === 'person' ? asker.session : '',
      address: request.ip,
    },
    desk,
  )
}

function send(reply: FastifyReply, answer: Answer, secure: boolean): FastifyReply {
  if ('refusal' in answer) return refuse(reply, answer.refusal, undefined, answer.details)
  if ('bytes' in answer) {
    void reply.type(answer.type).header('content-disposition', attachment(answer.filename))
    return reply.send(Buffer.from(answer.bytes))
  }
  if (answer.status === 200) return reply.send(answer.body)
  if (answer.session === 'ended') void reply.header('set-cookie', endedCookie(secure))
  else if (answer.session !== undefined) void reply.header('set-cookie', sessionCookie(answer.session.token, secure))
  return reply.code(204).send()
}

const refuse = (
  reply: FastifyReply,
  refusal: ConsoleRefusal,
  status = refusalStatus[refusal],
  details?: unknown,
): FastifyReply => reply.code(status).send({ refusal, message: zhCn.consoleRefusals[refusal], details })

function sendPage(pages: Pages, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const path = request.url.split('?', 1)[0] ?? '/'
  if (isApi(path)) return refuse(reply, 'not-found')
  const file = pages(path)
  if (file === undefined) {
    if (pages('/') !== undefined) return refuse(reply, 'not-found')
    return reply.code(503).type('text/plain; charset=utf-8').send(zhCn.server.pagesNotBuilt)
  }
  const zipped = /\bgzip\b/.test(one(request.headers['accept-encoding']) ?? '')
  void reply.type(file.type).header('vary', 'accept-encoding')
  void reply.header('cache-control', file.immutable ? 'public, max-age=31536000, immutable' : 'no-cache')
  return zipped ? reply.header('content-encoding', 'gzip').send(file.gzip) : reply.send(file.body)
}

const one = (header: string | string[] | undefined): string | undefined =>
  Array.isArray(header) ? header.join(', ') : header
