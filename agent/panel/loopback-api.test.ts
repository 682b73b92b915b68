// The loopback page's server over real sockets: the real page works, a forged request changes nothing.
import { request } from 'node:http'
import { connect } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { silentLog } from '#shared/log.ts'
import { calmStanding, machineClock } from '#test/fakes/counter-parts.ts'
import { Fault } from '#shared/fault.ts'
import { loopbackApi, maxBodyBytes } from './loopback-api.ts'
import type { LoopbackApi } from './loopback-api.ts'
import { panelState } from './panel-view.ts'
import { noReports } from './reports.ts'
import { stateWatch } from './state-watch.ts'
import { tickets } from './tickets.ts'

let api: LoopbackApi
let done: string[]
let saves: boolean

beforeEach(async () => {
  const clock = machineClock
  done = []
  saves = true
  api = await loopbackApi({
    log: silentLog,
    tickets: tickets(clock),
    states: stateWatch({
      clock,
      view: (version) =>
        panelState(
          {
            now: { at: clock.now(), clockId: clock.id, monotonicMs: clock.monotonic() },
            standing: calmStanding,
            link: { kind: 'connecting', attempt: 1 },
            lastHeardAt: undefined,
            reports: noReports,
            isolation: undefined,
            countdown: () => undefined,
            evidence: () => undefined,
            release: undefined,
            lease: undefined,
          },
          version,
        ),
    }),
    calls: {
      report: async (_, account) => {
        if (!saves) throw new Fault('outbox/full', '')
        done.push(`report by ${account}`)
        return Promise.resolve({ alert: 'a', code: 'BS-1122-7F3K-2', at: 0, outcome: 'new', repeats: 0 })
      },
      annotate: async () => Promise.resolve({ ok: true }),
      withdraw: async () => Promise.resolve({ ok: false, because: '现在不能这样做' }),
      cut: async (_, account) => {
        done.push(`cut by ${account}`)
        return Promise.resolve({ ok: true })
      },
      postpone: () => Promise.reject(new Error('a bug')),
      releaseCode: ({ code }, account) => {
        done.push(`code by ${account}`)
        return Promise.resolve(code === '000000000' ? { ok: true, action: 'stay' } : { ok: false, because: 'wrong' })
      },
    },
    asset: (name) => (name === 'index.html' ? Buffer.from('<!doctype html>') : undefined),
    phone: () => '023-4141 0000',
  })
})
afterEach(() => api.close())

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly json: Record<string, unknown>
}
function ask(
  path: string,
  { method = 'POST', headers = {}, body }: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asking = request({ host: '127.0.0.1', port: api.port, path, method, headers }, (response) => {
      let text = ''
      response.on('data', (part) => (text += String(part)))
      response.once('end', () => {
        const json = text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : { text }
        resolve({ status: response.statusCode!, headers: response.headers, json })
      })
    })
    asking.once('error', reject)
    asking.end(body)
  })
}
const json = { 'content-type': 'application/json' }
async function token(): Promise<string> {
  const ticket = new URL(api.url('clerk')).hash.replace('#ticket=', '')
  const { json: answer } = await ask('/api/session', { headers: json, body: JSON.stringify({ ticket }) })
  return answer['token'] as string
}

test('the page: a ticket for a token, the state, a report, a cut', async () => {
  const page = await ask('/', { method: 'GET' })
  expect(page).toMatchObject({ status: 200, json: { text: '<!doctype html>' } })
  const headers = {
    ...json,
    'x-sentinel-token': await token(),
    origin: `http://127.0.0.1:${api.port}`,
    'sec-fetch-site': 'same-origin',
  }
  const state = await ask('/api/state?after=0', { method: 'GET', headers })
  expect(state).toMatchObject({ status: 200, json: { stage: 'running', version: 1 } })
  expect(await ask('/api/report', { headers, body: '{}' })).toMatchObject({
    status: 200,
    json: { code: 'BS-1122-7F3K-2' },
  })
  expect(await ask('/api/cut', { headers, body: '{}' })).toMatchObject({ status: 200 })
  expect(done).toEqual(['report by clerk', 'cut by clerk'])
})

describe('a forged request', () => {
  const forged: [string, () => Promise<Answer>, number][] = [
    [
      'a form of another page',
      () =>
        ask('/api/report', {
          headers: { origin: 'https://evil.test', 'content-type': 'application/x-www-form-urlencoded' },
          body: 'a=b',
        }),
      403,
    ],
    [
      'a fetch without cors',
      () =>
        ask('/api/report', { headers: { 'content-type': 'text/plain', 'sec-fetch-site': 'cross-site' }, body: '{}' }),
      403,
    ],
    ['a rebound name', () => ask('/api/state', { method: 'GET', headers: { host: `rebind.test:${api.port}` } }), 421],
    ['an old browser without any of these headers', () => ask('/api/report', { headers: json, body: '{}' }), 401],
    [
      'a preflight',
      () =>
        ask('/api/report', {
          method: 'OPTIONS',
          headers: { origin: 'https://evil.test', 'access-control-request-method': 'POST' },
        }),
      403,
    ],
    [
      'a guessed token',
      () => ask('/api/cut', { headers: { ...json, 'x-sentinel-token': 'A'.repeat(43) }, body: '{}' }),
      401,
    ],
  ]
  test.each(forged)('%s is refused and does nothing', async (_, send, status) => {
    const answer = await send()
    expect(answer.status).toBe(status)
    expect(answer.headers['access-control-allow-origin']).toBeUndefined()
    expect(done).toEqual([])
  })
  test('control: with the token, and nothing forged, the same call is done', async () => {
    await ask('/api/report', { headers: { ...json, 'x-sentinel-token': await token() }, body: '{}' })
    expect(done).toEqual(['report by clerk'])
  })
  test('two Host headers are none', async () => {
    const answer = await raw(
      `GET / HTTP/1.1\r\nHost: 127.0.0.1:${api.port}\r\nHost: evil.test\r\nConnection: close\r\n\r\n`,
    )
    expect(answer).toMatch(/^HTTP\/1\.1 4\d\d/)
  })
  test.each(['//', '*', 'http://evil.test/api/report', '/../../etc/passwd', '/%2e%2e/x'])(
    'the address %s finds nothing',
    async (path) => {
      const answer = await raw(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${api.port}\r\nConnection: close\r\n\r\n`)
      expect(answer).toMatch(/^HTTP\/1\.1 4\d\d/)
    },
  )
})

test('every answer carries the same fences, refusals too', async () => {
  for (const answer of [
    await ask('/', { method: 'GET' }),
    await ask('/nothing.js', { method: 'GET' }),
    await ask('/api/report'),
  ]) {
    expect(answer.headers['content-security-policy']).toMatch(/^default-src 'none'; .*frame-ancestors 'none'$/)
    expect(answer.headers).toMatchObject({
      'cache-control': 'no-store',
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
    })
  }
})

describe('a call', () => {
  const call = async (path: string, body: string) =>
    ask(path, { headers: { ...json, 'x-sentinel-token': await token() }, body })
  test.each<[string, string, string, number, string]>([
    ['not JSON', '/api/report', '{', 400, 'not-a-call'],
    ['a member too many', '/api/report', '{"severity":"info"}', 400, 'not-a-call'],
    ['as long as allowed', '/api/report', '{}'.padEnd(maxBodyBytes), 200, ''],
    ['a byte longer', '/api/report', '{}'.padEnd(maxBodyBytes + 1), 413, 'too-large'],
    ['far too long', '/api/report', '{}'.padEnd(1_000_000), 413, 'too-large'],
    ['that cannot be done', '/api/withdraw', '{"alert":"01935000-0000-7000-8000-000000000001"}', 409, 'not-possible'],
    [
      'with a bug behind it',
      '/api/postpone',
      '{"alert":"01935000-0000-7000-8000-000000000001","postponement":"other"}',
      500,
      'not-possible',
    ],
  ])('%s', async (_, path, body, status, refusal) => {
    const answer = await call(path, body).catch((error: unknown) => error as { code: string })
    // A client that still writes when it is refused may see its own broken pipe first.
    if ('code' in answer) expect([status, answer.code]).toEqual([413, 'EPIPE'])
    else {
      expect(answer.status).toBe(status)
      expect(answer.json['refusal'] ?? '').toBe(refusal)
      expect(JSON.stringify(answer.json)).not.toMatch(/a bug/)
    }
  })
  test('that cannot be saved says so, and whom to call', async () => {
    saves = false
    expect(await call('/api/report', '{}')).toMatchObject({
      status: 507,
      json: { refusal: 'not-saved', message: '✖ 本机无法保存上报（磁盘已满）。请立即拨打 023-4141 0000' },
    })
  })
})

test('a ticket works once', async () => {
  const body = JSON.stringify({ ticket: new URL(api.url('clerk')).hash.replace('#ticket=', '') })
  expect(await ask('/api/session', { headers: json, body })).toMatchObject({ status: 200 })
  expect(await ask('/api/session', { headers: json, body })).toMatchObject({
    status: 401,
    json: { refusal: 'ticket-used' },
  })
})

test('it listens on 127.0.0.1 only', async () => {
  const other = await new Promise((resolve) => {
    const socket = connect(api.port, '127.0.0.2')
    socket.once('connect', () => resolve('open'))
    socket.once('error', () => resolve('closed'))
  })
  expect(other).toBe('closed')
})

test('a page that waits does not hold the agent up when it stops', async () => {
  const headers = { 'x-sentinel-token': await token() }
  const { json: state } = await ask('/api/state', { method: 'GET', headers })
  const waiting = ask(`/api/state?after=${String(state['version'])}`, { method: 'GET', headers }).catch(() => 'cut off')
  await new Promise((resolve) => setTimeout(resolve, 50))
  await api.close()
  expect(await waiting).toBe('cut off')
})

function raw(text: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(api.port, '127.0.0.1', () => socket.write(text))
    let answer = ''
    socket.on('data', (part) => (answer += String(part)))
    socket.on('error', () => {})
    socket.once('close', () => resolve(answer))
  })
}
