// The console's door: every declared call against every wrong origin, host, site, method and content type; a cell that is let through by mistake fails.
import { Agent, request } from 'node:http'
import type { IncomingHttpHeaders } from 'node:http'
import { request as requestTls } from 'node:https'
import { afterEach, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { aSetup } from '#test/fakes/a-setup.ts'
import { askerOf } from '#test/fakes/askers.ts'
import { officeCertificates } from '#test/fakes/office-certificates.ts'
import { consoleParts } from '#test/fakes/console-parts.ts'
import { ManualClock } from '#test/fakes/manual-clock.ts'
import { calls } from './api/index.ts'
import { done } from './call.ts'
import type { Call } from './call.ts'
import { openConsole } from './console.ts'
import type { OpenConsole } from './console.ts'
import { livePath } from './live-socket.ts'
import type { Guard } from './origin.ts'

const anId = '0192f4a0-0000-7000-8000-000000000001'

let opened: OpenConsole | undefined
const agent = new Agent({ keepAlive: true, maxSockets: 16 })
afterEach(async () => {
  await opened?.close()
  opened = undefined
})

async function open({ guard, calls }: { guard?: Guard | undefined; calls?: readonly Call[] } = {}) {
  const fakes = consoleParts({ clock: new ManualClock() })
  opened = openConsole({ ...fakes.parts, guard, calls })
  const port = await opened.listen({ host: '127.0.0.1', port: 0 })
  return { ...fakes, port }
}

/** The path with something in each of its places; what is there need not exist. */
const somewhere = ({ path }: Call): string => path.replace(':id', anId).replaceAll(/:\w+/g, 'x')

interface Sent {
  readonly method: string
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
}

interface Got {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

const send = (port: number, { method, path, headers = {}, body }: Sent): Promise<Got> =>
  new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, method, path, agent, headers }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (piece: string) => (text += piece))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }))
    })
    asked.on('upgrade', (response, socket) => {
      socket.destroy()
      resolve({ status: response.statusCode ?? 0, headers: response.headers, text: '' })
    })
    asked.on('error', reject)
    asked.end(body === undefined ? undefined : JSON.stringify(body))
  })

interface Cell {
  readonly host: string
  readonly origin?: string | undefined
  readonly site?: string | undefined
  readonly method: string
  readonly type?: string | undefined
}

const absent = undefined

function cells(port: number, methods: readonly string[], types: readonly (string | undefined)[]): Cell[] {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`, `rebind.test:${port}`, '127.0.0.1']
  const origins = [
    absent,
    `http://127.0.0.1:${port}`,
    'null',
    `http://127.0.0.1.evil.example:${port}`,
    `https://127.0.0.1:${port}`,
  ]
  const sites = [absent, 'same-origin', 'cross-site', 'same-site']
  return hosts.flatMap((host) =>
    origins.flatMap((origin) =>
      sites.flatMap((site) => methods.flatMap((method) => types.map((type) => ({ host, origin, site, method, type })))),
    ),
  )
}

/** The rule, said a second time and in other words than the guard's. */
function shouldPass({ host, origin, site, method, type }: Cell, port: number, declared: string): boolean {
  if (host !== `127.0.0.1:${port}` && host !== `localhost:${port}`) return false
  if (origin !== absent && origin !== `http://${host}`) return false
  if (site === 'cross-site' || site === 'same-site') return false
  if (method !== declared) return false
  return method === 'GET' || type === 'application/json'
}

const headersOf = ({ host, origin, site, type }: Cell): Record<string, string> => ({
  host,
  ...(origin === absent ? {} : { origin }),
  ...(site === absent ? {} : { 'sec-fetch-site': site }),
  ...(type === absent ? {} : { 'content-type': type }),
})

interface Wrong {
  readonly call: string
  readonly cell: Cell
  readonly got: string
}

const fits = ({ path }: Call, address: string): boolean => {
  const [places, parts] = [path.split('/'), address.split('/')]
  return places.length === parts.length && places.every((place, i) => place.startsWith(':') || place === parts[i])
}

/** How many things about a request are not as they should be. */
const faultsOf = (cell: Cell, port: number, { method }: Call): number => {
  const right: Cell = { host: `127.0.0.1:${port}`, method, type: 'application/json' }
  const one = (part: Partial<Cell>) => (shouldPass({ ...right, ...part }, port, method) ? 0 : 1)
  const { host, origin, site, type } = cell
  // An origin is right or wrong together with its host.
  return (
    one({ host, origin: origin === `http://127.0.0.1:${port}` ? undefined : origin }) +
    one({ site }) +
    one({ method: cell.method }) +
    one({ type })
  )
}

/** Runs the matrix and returns the cells that went otherwise than they should: what is behind the door is taken away, only whether it was reached is seen. */
async function matrix(
  guard?: Guard,
): Promise<{ readonly wrong: Wrong[]; readonly count: number; readonly passed: number }> {
  let reached = 0
  const behind = calls.map(({ method, path, params }): Call => {
    const perform = () => {
      reached++
      return done
    }
    const anything = Object.fromEntries(Object.keys(params ?? {}).map((name) => [name, z.string()]))
    return { method, path, params: anything, operation: 'anyone', body: z.unknown(), perform }
  })
  const desk = await open({ guard, calls: behind })
  const session = await desk.signedIn(askerOf('office'))
  const wrong: Wrong[] = []
  let count = 0
  let passed = 0

  const tryOne = async (call: Call, cell: Cell) => {
    reached = 0
    const hasBody = cell.method !== 'GET' && cell.method !== 'OPTIONS'
    const { status } = await send(desk.port, {
      method: cell.method,
      path: somewhere(call),
      headers: headersOf(cell),
      body: hasBody ? {} : undefined,
    })
    count++
    passed += reached
    // Another call may fit the same address under the other method.
    const pass = behind.some((other) => fits(other, somewhere(call)) && shouldPass(cell, desk.port, other.method))
    if ((reached === 1) !== pass) wrong.push({ call: call.path, cell, got: String(status) })
  }

  const all = cells(
    desk.port,
    ['GET', 'POST', 'PUT', 'OPTIONS'],
    [absent, 'application/json', 'text/plain', 'application/x-www-form-urlencoded'],
  )
  // The whole product for one call of each method; for all others whatever is right, or wrong in one thing.
  const whole = new Set([behind.find(({ method }) => method === 'GET'), behind.find(({ method }) => method === 'POST')])
  for (const call of behind)
    for (const cell of all) if (whole.has(call) || faultsOf(cell, desk.port, call) <= 1) await tryOne(call, cell)

  for (const cell of cells(desk.port, ['GET'], [absent])) {
    const got = await send(desk.port, {
      method: 'GET',
      path: livePath,
      headers: { ...headersOf(cell), cookie: session.cookie, ...upgrade },
    })
    count++
    if ((got.status === 101) !== shouldPass(cell, desk.port, 'GET'))
      wrong.push({ call: livePath, cell, got: String(got.status) })
  }
  return { wrong, count, passed }
}

const upgrade = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
}

describe('route × origin × host × site × method × content type', { timeout: 120_000 }, () => {
  test('every cell is let through or turned away as it should be', async () => {
    const { wrong, count, passed } = await matrix()
    expect(wrong.slice(0, 5)).toEqual([])
    // A floor, so that an empty matrix cannot pass for a green one.
    expect(count).toBeGreaterThan(calls.length * 50)
    expect(passed).toBeGreaterThan(calls.length)
  })
  test('control: with the guard switched off the matrix fails, on the API and on the live feed', async () => {
    const { wrong } = await matrix(() => 'ours')
    expect(new Set(wrong.map(({ call }) => call)).size).toBe(new Set(calls.map(({ path }) => path)).size + 1)
    expect(wrong.some(({ cell }) => cell.origin === 'null')).toBe(true)
    expect(wrong.some(({ cell }) => cell.host.startsWith('rebind'))).toBe(true)
    expect(wrong.some(({ cell }) => cell.site === 'cross-site')).toBe(true)
  })
})

describe('without a session', () => {
  test.each(calls.map((call) => [`${call.method} ${call.path}`, call] as const))('%s', async (_, call) => {
    const desk = await open()
    const headers = { 'content-type': 'application/json', cookie: `sentinel-session=${'A'.repeat(43)}` }
    const got = await send(desk.port, {
      method: call.method,
      path: somewhere(call),
      headers: { ...headers, host: `127.0.0.1:${desk.port}` },
      body: call.method === 'GET' ? undefined : { nonsense: true },
    })
    const reached = call.method === 'GET' ? 200 : 400
    expect(got.status).toBe(call.operation === 'anyone' ? reached : 401)
    expect(desk.conductor.asked).toEqual([])
  })
})

test('a wrong body, a wrong id and an unknown address are refused with a sentence', async () => {
  const desk = await open()
  const { cookie } = await desk.signedIn()
  const headers = { 'content-type': 'application/json', cookie }
  const post = (path: string, body: unknown) => send(desk.port, { method: 'POST', path, headers, body })
  expect(await post(`/api/alerts/${anId}/take-over`, { extra: 1 })).toMatchObject({ status: 400 })
  expect(await post('/api/alerts/not-an-id/take-over', {})).toMatchObject({ status: 404 })
  expect(await post('/api/nothing', {})).toMatchObject({ status: 404 })
  expect(await post(`/api/incidents/${anId}/notes`, { text: 'a\u202Eb' })).toMatchObject({ status: 400 })
  expect(await post(`/api/incidents/${anId}/notes`, { text: 'x'.repeat(20_000) })).toMatchObject({ status: 413 })
  const { text } = await post(`/api/alerts/${anId}/take-over`, {})
  expect(JSON.parse(text)).toEqual({ refusal: 'unknown-alert', message: '没有这条告警' })
  expect(desk.conductor.asked).toHaveLength(1)
})

test('an order without a scope is selective, and without a reason is refused', async () => {
  const desk = await open()
  const { cookie } = await desk.signedIn()
  const headers = { 'content-type': 'application/json', cookie }
  const path = `/api/endpoints/${anId}/orders`
  const order = (reason: string) =>
    send(desk.port, { method: 'POST', path, headers, body: { action: { kind: 'isolate' }, reason } })
  expect(await order('疑似勒索')).toMatchObject({ status: 200, text: '{"order":"an-order"}' })
  expect(await order('  ')).toMatchObject({ status: 422 })
  expect(desk.conductor.asked[0]).toMatchObject({ what: 'order', action: { kind: 'isolate', scope: 'selective' } })
})

describe('from the ceremony to signing out, over HTTP', () => {
  const typing =
    (port: number) =>
    (path: string, body: unknown, cookie = '') =>
      send(port, { method: 'POST', path, headers: { 'content-type': 'application/json', cookie }, body })

  test('a cookie that no script reads and no other site sends, until signing out', async () => {
    const desk = await open()
    const post = typing(desk.port)
    const { setup, persons } = await aSetup(desk)
    expect(await send(desk.port, { method: 'GET', path: '/api/setup' })).toMatchObject({
      text: expect.stringContaining('"due":true'),
    })
    expect((await post('/api/setup', setup)).status).toBe(204)
    expect((await post('/api/setup', setup)).status).toBe(409)
    const got = await post('/api/sign-in', persons.system.next())
    expect(got.status).toBe(204)
    const [set = ''] = got.headers['set-cookie'] ?? []
    expect(set).toMatch(/^sentinel-session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/)
    const cookie = set.split(';')[0] ?? ''
    const me = () => send(desk.port, { method: 'GET', path: '/api/me', headers: { cookie } })
    expect(JSON.parse((await me()).text)).toMatchObject({
      officer: { name: persons.system.name },
      roles: [{ role: 'system-administrator' }],
      operations: expect.arrayContaining(['people.manage']),
      vacancies: ['leader', 'deputy'],
      office: { name: '璧山区医疗保障局' },
    })
    const out = await post('/api/sign-out', {}, cookie)
    expect(out.headers['set-cookie']?.[0]).toContain('Max-Age=0')
    expect((await me()).status).toBe(401)
  })
  test('the eleventh wrong try in 15 minutes is not even looked at', async () => {
    const desk = await open()
    const statuses: number[] = []
    const wrong = { login: 'nobody', password: 'x', totp: '000000' }
    for (let i = 0; i < 11; i++) statuses.push((await typing(desk.port)('/api/sign-in', wrong)).status)
    expect(statuses).toEqual([...Array<number>(10).fill(403), 429])
  })
})

test('over https the cookie is secure, and a page that came over http is another’s', async () => {
  const { key, cert, ca } = await (await officeCertificates()).server(['127.0.0.1'])
  const fakes = consoleParts()
  const { persons } = await aSetup(fakes, 'held')
  opened = openConsole({ ...fakes.parts, tls: { key, chain: cert } })
  const port = await opened.listen({ host: '127.0.0.1', port: 0 })
  const signIn = (origin: string) =>
    new Promise<Got>((resolve, reject) => {
      const headers = { 'content-type': 'application/json', origin }
      const to = { host: '127.0.0.1', port, ca, agent: false as const, method: 'POST', path: '/api/sign-in', headers }
      const asked = requestTls(to, (response) => {
        response.resume()
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text: '' }))
      })
      asked.on('error', reject)
      asked.end(JSON.stringify(persons.system.next()))
    })
  expect((await signIn(`http://127.0.0.1:${port}`)).status).toBe(403)
  const got = await signIn(`https://127.0.0.1:${port}`)
  expect(got.headers['set-cookie']?.[0]).toMatch(/^__Host-.*; Secure$/)
  expect(got.headers['content-security-policy']).toContain(`wss://127.0.0.1:${port}`)
})

describe('pages', () => {
  test('are served with what keeps other people’s scripts out', async () => {
    const { port } = await open()
    const got = await send(port, { method: 'GET', path: '/' })
    expect(got.status).toBe(200)
    expect(got.headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self';/)
    expect(got.headers['content-security-policy']).toContain("frame-ancestors 'none'")
    expect(got.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-cache',
    })
  })
  test.each([
    ['an address of the page', '/incidents/1', 200],
    ['a script', '/assets/app-1.js', 200],
    ['a file that was not built', '/assets/other.js', 404],
    ['out of the folder', '/../../package.json', 404],
    ['the same, encoded', '/%2e%2e/%2e%2e/etc/passwd', 200],
    ['an API that is not there', '/api/other', 404],
  ])('%s', async (_, path, status) => {
    const { port } = await open()
    const got = await send(port, { method: 'GET', path })
    expect(got.status).toBe(status)
    expect(got.text).not.toMatch(/root:|"name"/)
  })
  test('a rebound host reads no page either', async () => {
    const { port } = await open()
    expect(await send(port, { method: 'GET', path: '/', headers: { host: `rebind.test:${port}` } })).toMatchObject({
      status: 421,
    })
  })
  test('where they are not built, a sentence says so', async () => {
    const fakes = consoleParts()
    opened = openConsole({ ...fakes.parts, pages: () => undefined })
    const port = await opened.listen({ host: '127.0.0.1', port: 0 })
    expect(await send(port, { method: 'GET', path: '/' })).toMatchObject({
      status: 503,
      text: expect.stringContaining('npm run build:pages'),
    })
  })
})
