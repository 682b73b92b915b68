// An office that tells the console's page whatever feed and details a test wants, and remembers what the page asked of it.
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebSocketServer } from 'ws'
import type { WebSocket } from 'ws'
import type { FeedFrame, Rows } from '#server/console/feed-frame.ts'
import { consolePlaces } from '#server/console/origin.ts'
import { securityHeaders } from '#server/console/security-headers.ts'
import type { NextSteps } from '#server/console/next-steps.ts'
import type { PlanClock } from '#server/workflow/clocks/clock.ts'
import { courseOf } from '#server/workflow/course.ts'
import type { Course } from '#server/workflow/course.ts'
import type { Entry } from '#server/workflow/history.ts'
import { operations, reachOf } from '#server/workflow/permissions.ts'
import type { Operation } from '#server/workflow/permissions.ts'
import type { Role } from '#shared/domain/role.ts'
import { jsonOf, serveBuiltPage } from './built-page.ts'

export interface OfficeScript {
  /** What a page that connects is told; nothing: it is let in and left waiting. */
  readonly rows?: Rows | undefined
  /** The office's clock. */
  readonly now: number
  readonly timeline?: readonly Entry[] | undefined
  /** What of an incident stands beside its timeline. */
  readonly plan?: IncidentPlan | undefined
  /** Posts of the person before the page; what they let do comes from the one table. */
  readonly roles?: readonly Role[] | undefined
  /** What the person may do in the incident; left out, what the posts let do. */
  readonly mayHere?: readonly Operation[] | undefined
  /** Answers by their path; to a POST, by `POST ` and its path. */
  readonly answers?: Readonly<Record<string, unknown>> | undefined
  readonly signedIn: boolean
  /** Nobody is here yet: the first-run ceremony is due. */
  readonly setupDue?: boolean | undefined
  readonly locked?: boolean | undefined
  readonly brokenChains?: number | undefined
}

export interface IncidentPlan {
  readonly course: Course
  readonly clocks: readonly PlanClock[]
  readonly facts: readonly unknown[]
  readonly next: NextSteps
}

export interface ConsoleOffice {
  readonly url: string
  readonly calls: { readonly path: string; readonly body: unknown }[]
  /** Sends changed rows to every page. */
  change(rows: Partial<Rows>): void
  /** From now on calls that begin with this path are refused. */
  refuse(path: string, status: number, message: string, details?: unknown): void
  /** Cuts every feed and takes no new ones: the line is dead. */
  cutFeed(): void
  close(): Promise<void>
}

const officer = { id: '01990000-0000-7000-8000-0000000000aa', name: '王建国' }
const office = { name: '璧山区医疗保障局', phone: '023-4142 1234' }
const authenticator = {
  secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
  uri: 'otpauth://totp/%E5%8C%BB%E4%BF%9D%E7%BD%91%E7%BB%9C%E5%AE%89%E5%85%A8%E5%93%A8%E5%85%B5:wang?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=YibaoSentinel',
}
const unplanned: IncidentPlan = { course: courseOf(''), clocks: [], facts: [], next: { events: [], forms: [] } }

const me = ({ roles = ['office'], locked = false }: OfficeScript) => ({
  officer,
  roles: roles.map((role) => ({ role })),
  operations: operations.filter((operation) => roles.some((role) => reachOf(operation, role) !== undefined)),
  locked,
  vacancies: [],
  office,
})
const nothing: Rows = { alerts: [], incidents: [], endpoints: [] }
const beatMs = 1_000

export async function consoleOffice(script: OfficeScript): Promise<ConsoleOffice> {
  const calls: { path: string; body: unknown }[] = []
  const refusals: { path: string; status: number; message: string; details: unknown }[] = []
  const pages = new Set<WebSocket>()
  const started = performance.now()
  let { signedIn } = script
  let cut = false
  let position = 100
  const now = () => Math.round(script.now + performance.now() - started)

  const server = createServer((request, response) => void answer(request, response))
  const sockets = new WebSocketServer({ noServer: true })
  server.on('upgrade', (request, socket, head) => {
    if (cut || !signedIn) socket.destroy()
    else
      sockets.handleUpgrade(request, socket, head, (page) => {
        pages.add(page)
        const { rows, brokenChains } = script
        if (rows) tell(page, { frame: 'snapshot', position, serverTime: now(), office, officer, brokenChains, ...rows })
      })
  })
  const tell = (page: WebSocket, frame: FeedFrame) => page.send(JSON.stringify(frame))
  const beat = setInterval(() => {
    for (const page of pages) if (script.rows) tell(page, { frame: 'beat', position, serverTime: now() })
  }, beatMs)

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const headers = securityHeaders(consolePlaces('http', ['127.0.0.1'], port))

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', 'http://x')
    const send = (status: number, value?: unknown) =>
      response.writeHead(status, { ...headers, 'content-type': 'application/json' }).end(JSON.stringify(value))
    if (!pathname.startsWith('/api/')) return serveBuiltPage('console', request, response, headers)
    if (request.method === 'POST') calls.push({ path: pathname, body: await jsonOf(request) })
    const refusal = refusals.find(({ path }) => pathname.startsWith(path))
    if (refusal) {
      const { status, message, details } = refusal
      return void send(status, { refusal: 'failed', message, details })
    }
    if (pathname === '/api/sign-in') {
      signedIn = true
      return void send(204)
    }
    if (pathname === '/api/setup' && request.method === 'GET')
      return void send(200, { due: script.setupDue ?? false, passwordLength: 12 })
    if (pathname === '/api/authenticators') return void send(200, authenticator)
    if (request.method === 'POST' && (pathname === '/api/setup' || pathname === '/api/activate')) return void send(204)
    if (!signedIn) return void send(401, { refusal: 'not-signed-in', message: '尚未登录或登录已结束，请重新登录' })
    const posted = request.method === 'POST' ? script.answers?.[`POST ${pathname}`] : undefined
    if (posted !== undefined) return void send(200, posted)
    if (request.method === 'POST' && pathname === '/api/enrollment-codes')
      return void send(200, {
        code: '7F3KM-2QX9D.dGhpcy1pcy1hLWZpbmdlcnByaW50LW9mLXRoZS1jYS0w',
        command:
          'sentinel-agent enroll --server https://10.20.30.40:7444 --code 7F3KM-2QX9D.dGhpcy1pcy1hLWZpbmdlcnByaW50LW9mLXRoZS1jYS0w --name 收银1号',
      })
    if (request.method === 'POST') return void send(pathname.endsWith('/orders') ? 200 : 204, { order: 'o' })
    send(200, details(pathname))
  }

  function details(pathname: string): unknown {
    const rows = script.rows ?? nothing
    const id = pathname.split('/')[3]
    const timeline = script.timeline ?? []
    const given = script.answers?.[pathname]
    if (given !== undefined) return given
    if (pathname === '/api/me') return me(script)
    if (pathname === '/api/me/inbox') return { unread: 0, messages: [] }
    if (pathname === '/api/institutions')
      return { institutions: [{ id: 'i1', kind: 'pharmacy', name: '璧山区康民大药房', phone: '023-4143 0001' }] }
    if (pathname.startsWith('/api/incidents/'))
      return {
        incident: rows.incidents.find((row) => row.id === id),
        alerts: rows.alerts,
        endpoints: [],
        timeline,
        may: script.mayHere ?? me(script).operations,
        ...(script.plan ?? unplanned),
      }
    return { endpoint: rows.endpoints.find((row) => row.id === id), timeline }
  }

  return {
    url: `http://127.0.0.1:${port}/`,
    calls,
    change: (rows) => {
      position += 1
      for (const page of pages) tell(page, { frame: 'change', position, serverTime: now(), ...nothing, ...rows })
    },
    refuse: (path, status, message, details) => void refusals.push({ path, status, message, details }),
    cutFeed: () => {
      cut = true
      for (const page of pages) page.terminate()
      pages.clear()
    },
    close: () =>
      new Promise((resolve) => {
        clearInterval(beat)
        for (const page of pages) page.terminate()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
