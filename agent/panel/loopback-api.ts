/** The loopback page's server: 127.0.0.1 only, every request past the guard, a handful of calls and a long poll. */

import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { isFault } from '#shared/fault.ts'
import { errorFields } from '#shared/log.ts'
import type { Log } from '#shared/log.ts'
import { zhCn } from '#shared/wording/zh-cn.ts'
import { guard, guardHeaders, hostOf } from './guard.ts'
import type { Verdict } from './guard.ts'
import { callSchemas, sessionSchema } from './page-calls.ts'
import type { PageCalls } from './page-calls.ts'
import { mediaType } from './page-files.ts'
import type { Asset } from './page-files.ts'
import type { PanelRefusal, PanelRefusalKind } from './panel-state.ts'
import { notSavedSentence } from './not-saved.ts'
import type { Outcome } from './ports.ts'
import type { StateWatch } from './state-watch.ts'
import type { Tickets } from './tickets.ts'

export interface LoopbackApiOptions {
  readonly log: Log
  readonly tickets: Tickets
  readonly states: StateWatch
  readonly calls: PageCalls
  readonly asset: Asset
  /** Whom to call when nothing can be saved. */
  readonly phone: () => string
}

export interface LoopbackApi {
  readonly port: number
  /** The address with a one-time ticket in the fragment, which no server and no log ever sees. */
  url(account: string): string
  close(): Promise<void>
}

export const maxBodyBytes = 4 * 1024
const pollForMs = 25_000

interface Answer {
  readonly status: number
  readonly json: unknown
}

/** Listens on a random port. Ends with `close`; an agent that stops does not wait for a page. */
export async function loopbackApi(options: LoopbackApiOptions): Promise<LoopbackApi> {
  const server = createServer(
    // A slow or silent client is another program of this machine: it gets seconds, not the agent's memory.
    { maxHeaderSize: 8 * 1024, headersTimeout: 5_000, requestTimeout: 10_000, keepAliveTimeout: 5_000 },
    (request, response) => {
      void respond(request, response, port, options)
    },
  )
  server.maxConnections = 32
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen({ port: 0, host: '127.0.0.1', exclusive: true }, resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    port,
    url: (account) => `http://${hostOf(port)}/#ticket=${options.tickets.issue(account)}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve()
        })
        server.closeAllConnections()
      }),
  }
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  port: number,
  options: LoopbackApiOptions,
): Promise<void> {
  const { pathname, searchParams } = addressOf(request)
  const token = single(request, 'x-sentinel-token')
  const verdict = guard(
    {
      method: request.method ?? '',
      path: pathname,
      hosts: request.headersDistinct['host'] ?? [],
      origin: single(request, 'origin'),
      fetchSite: single(request, 'sec-fetch-site'),
      contentType: request.headers['content-type'],
      token,
    },
    { port, tokenHolds: (token) => options.tickets.holder(token) !== undefined },
  )
  try {
    if (!verdict.pass) {
      options.log.warn('panel/refused', { refusal: verdict.refusal, path: pathname, method: request.method })
      send(response, { status: verdict.status, json: refused(verdict.refusal, zhCn.counter.refusals.reopen) })
    } else if (verdict.to === 'page') sendPage(response, pathname, options.asset)
    else if (verdict.to === 'state') await sendState(response, Number(searchParams.get('after') ?? 0), options.states)
    else send(response, await answer(request, verdict, pathname, token, options))
  } catch (error) {
    options.log.error('panel/call-broke', { path: pathname, ...errorFields(error) })
    if (!response.headersSent)
      send(response, { status: 500, json: refused('not-possible', zhCn.counter.refusals.reopen) })
  }
}

async function answer(
  request: IncomingMessage,
  { to }: Extract<Verdict, { pass: true }>,
  path: string,
  token: string | undefined,
  options: LoopbackApiOptions,
): Promise<Answer> {
  const { refusals } = zhCn.counter
  const body = await readBody(request)
  if (body === 'too-large') return { status: 413, json: refused('too-large', refusals.notUnderstood) }
  const notACall: Answer = { status: 400, json: refused('not-a-call', refusals.notUnderstood) }
  if (to === 'session') {
    const session = sessionSchema.safeParse(body)
    if (!session.success) return notACall
    const bought = options.tickets.exchange(session.data.ticket)
    if (bought === undefined) return { status: 401, json: refused('ticket-used', refusals.reopen) }
    return { status: 200, json: { token: bought } }
  }
  const account = options.tickets.holder(token ?? '') ?? ''
  try {
    switch (path) {
      case '/api/report': {
        const call = callSchemas.report.safeParse(body)
        return call.success ? { status: 200, json: await options.calls.report(call.data, account) } : notACall
      }
      case '/api/annotate': {
        const call = callSchemas.annotate.safeParse(body)
        return call.success ? done(await options.calls.annotate(call.data)) : notACall
      }
      case '/api/withdraw': {
        const call = callSchemas.withdraw.safeParse(body)
        return call.success ? done(await options.calls.withdraw(call.data)) : notACall
      }
      case '/api/cut': {
        const call = callSchemas.cut.safeParse(body)
        return call.success ? done(await options.calls.cut(call.data, account)) : notACall
      }
      case '/api/postpone': {
        const call = callSchemas.postpone.safeParse(body)
        return call.success ? done(await options.calls.postpone(call.data)) : notACall
      }
      case '/api/release-code': {
        const call = callSchemas.releaseCode.safeParse(body)
        if (!call.success) return notACall
        const entered = await options.calls.releaseCode(call.data, account)
        return entered.ok ? { status: 200, json: { action: entered.action } } : done(entered)
      }
      default:
        return { status: 404, json: refused('not-found', refusals.notUnderstood) }
    }
  } catch (error) {
    if (!isFault(error)) throw error
    const sentence = notSavedSentence(error, options.phone())
    if (sentence !== undefined) return { status: 507, json: refused('not-saved', sentence) }
    const { what, todo } = zhCn.faults[error.code]
    return { status: 409, json: refused('not-possible', `${what}。${error.hint ?? todo}`) }
  }
}

const done = (outcome: Outcome): Answer =>
  outcome.ok ? { status: 200, json: {} } : { status: 409, json: refused('not-possible', outcome.because) }

const refused = (refusal: PanelRefusalKind, message: string): PanelRefusal => ({ refusal, message })

/** The parsed body, `undefined` where it is not JSON. */
async function readBody(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = []
  let bytes = 0
  // Left open on return: a destroyed request could not be answered.
  for await (const part of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += part.length
    if (bytes > maxBodyBytes) return 'too-large'
    parts.push(part)
  }
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(parts)))
  } catch {
    return undefined
  }
}

async function sendState(response: ServerResponse, after: number, states: StateWatch): Promise<void> {
  const left = new AbortController()
  response.once('close', () => {
    left.abort()
  })
  const state = await states.next(after, pollForMs, left.signal)
  if (!response.destroyed) send(response, { status: 200, json: state })
}

function sendPage(response: ServerResponse, path: string, asset: Asset): void {
  const name = path === '/' ? 'index.html' : path.slice(1)
  const type = mediaType(name)
  const bytes = type === undefined ? undefined : asset(name)
  if (type === undefined || bytes === undefined)
    send(response, { status: 404, json: refused('not-found', zhCn.counter.refusals.reopen) })
  else response.writeHead(200, { ...guardHeaders, 'content-type': type }).end(bytes)
}

function send(response: ServerResponse, { status, json }: Answer): void {
  // What is left of a refused request is not read.
  const close = status >= 400 ? { connection: 'close' } : {}
  response
    .writeHead(status, { ...guardHeaders, ...close, 'content-type': 'application/json; charset=utf-8' })
    .end(JSON.stringify(json))
}

/** Path and query as asked for; what is no address has the path of nothing. */
const addressOf = ({ url }: IncomingMessage): Pick<URL, 'pathname' | 'searchParams'> =>
  URL.parse(url ?? '/', 'http://127.0.0.1') ?? { pathname: '/api/', searchParams: new URLSearchParams() }

/** A header that came once; twice is as if it were wrong, so it is joined and matches nothing. */
const single = (request: IncomingMessage, name: string): string | undefined => request.headersDistinct[name]?.join(', ')
