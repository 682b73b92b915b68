// An agent that tells the counter's page whatever state a test wants, and remembers what the page asked of it.
import { createServer } from 'node:http'
import type { IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { guardHeaders } from '#agent/panel/guard.ts'
import type { PanelRefusal, PanelState } from '#agent/panel/panel-state.ts'
import { jsonOf, serveBuiltPage } from './built-page.ts'

export interface PanelAgent {
  readonly url: string
  /** What the page asked for, in order: path and body. */
  readonly calls: { readonly path: string; readonly body: unknown }[]
  /** From now on this is the state; open questions are answered with it. */
  tell(state: Omit<PanelState, 'version'>): void
  /** From now on every call is refused with this. */
  refuse(refusal: PanelRefusal | undefined): void
  /** Stops answering, as an agent that was killed. */
  die(): Promise<void>
}

export async function panelAgent(first?: Omit<PanelState, 'version'>): Promise<PanelAgent> {
  const calls: { path: string; body: unknown }[] = []
  let state: PanelState | undefined = first && { ...first, version: 1 }
  let refusal: PanelRefusal | undefined
  let waiting: (() => void)[] = []

  const server = createServer((request, response) => {
    const send = (status: number, value: unknown) =>
      response.writeHead(status, { ...guardHeaders, 'content-type': 'application/json' }).end(JSON.stringify(value))
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://x')
    if (!pathname.startsWith('/api/')) serveBuiltPage('panel', request, response, guardHeaders)
    else if (pathname === '/api/state') {
      if (request.headers['x-sentinel-token'] !== 'token')
        send(401, { refusal: 'no-token', message: '' } satisfies PanelRefusal)
      else if (state && state.version > Number(searchParams.get('after') ?? 0)) send(200, state)
      else waiting.push(() => send(200, state))
    } else void called(request, pathname, send)
  })
  const called = async (request: IncomingMessage, path: string, send: (status: number, value: unknown) => void) => {
    calls.push({ path, body: await jsonOf(request) })
    if (path === '/api/session') send(200, { token: 'token' })
    else if (refusal) send(507, refusal)
    else send(200, {})
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/#ticket=once`,
    calls,
    tell: (next) => {
      state = { ...next, version: (state?.version ?? 0) + 1 }
      for (const answer of waiting.splice(0)) answer()
    },
    refuse: (next) => {
      refusal = next
    },
    die: () =>
      new Promise((resolve) => {
        waiting = []
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
