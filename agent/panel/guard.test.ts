// Every combination of what a browser, another page, a rebound name or a local program may send, and the few that pass.
import { describe, expect, test } from 'vitest'
import { guard } from './guard.ts'
import type { Asked } from './guard.ts'

const port = 43210
const rules = { port, tokenHolds: (token: string) => token === 'ours' }
const ours: Asked = {
  method: 'POST',
  path: '/api/report',
  hosts: ['127.0.0.1:43210'],
  origin: 'http://127.0.0.1:43210',
  fetchSite: 'same-origin',
  contentType: 'application/json',
  token: 'ours',
}

const hosts: [string, readonly string[], boolean][] = [
  ['our host', ['127.0.0.1:43210'], true],
  ['a rebound name', ['rebind.test:43210'], false],
  ['localhost', ['localhost:43210'], false],
  ['another port', ['127.0.0.1:80'], false],
  ['no port', ['127.0.0.1'], false],
  ['a longer name', ['127.0.0.1:43210.evil.test'], false],
  ['IPv6', ['[::1]:43210'], false],
  ['none', [], false],
  ['two', ['127.0.0.1:43210', 'evil.test'], false],
]
const origins: [string, string | undefined, boolean][] = [
  ['our origin', 'http://127.0.0.1:43210', true],
  ['no origin', undefined, true],
  ['another page', 'https://evil.test', false],
  ['ours within another', 'http://127.0.0.1:43210.evil.test', false],
  ['https', 'https://127.0.0.1:43210', false],
  ['null', 'null', false],
  ['empty', '', false],
]
const sites: [string, string | undefined, boolean][] = [
  ['same-origin', 'same-origin', true],
  ['none', 'none', true],
  ['old browser', undefined, true],
  ['same-site', 'same-site', false],
  ['cross-site', 'cross-site', false],
]
const methods: [string, boolean][] = [
  ['POST', true],
  ['GET', false],
  ['PUT', false],
  ['DELETE', false],
  ['OPTIONS', false],
]
const contents: [string, string | undefined, boolean][] = [
  ['json', 'application/json', true],
  ['json with charset', 'application/json; charset=utf-8', true],
  ['a form', 'application/x-www-form-urlencoded', false],
  ['text', 'text/plain', false],
  ['a type that begins alike', 'application/jsonp', false],
  ['two types', 'application/json, text/plain', false],
  ['none', undefined, false],
]
const tokens: [string, string | undefined, boolean][] = [
  ['our token', 'ours', true],
  ['another', 'theirs', false],
  ['empty', '', false],
  ['none', undefined, false],
]

interface Cell {
  readonly asked: Asked
  readonly may: boolean
}

/** Where they come from, by what they say: 9 × 7 × 5 and 5 × 7 × 4 cells. */
const cells: Cell[] = [
  ...hosts.flatMap(([, hosts, host]) =>
    origins.flatMap(([, origin, from]) =>
      sites.map(([, fetchSite, site]) => ({
        asked: { ...ours, hosts, origin, fetchSite },
        may: host && from && site,
      })),
    ),
  ),
  ...methods.flatMap(([method, verb]) =>
    contents.flatMap(([, contentType, type]) =>
      tokens.map(([, token, held]) => ({ asked: { ...ours, method, contentType, token }, may: verb && type && held })),
    ),
  ),
]

const accepted = (judge: (asked: Asked) => { readonly pass: boolean }, cells: readonly Cell[]) =>
  cells.filter(({ asked }) => judge(asked).pass)

describe(`${cells.length} ways to ask for a report`, () => {
  test('none is accepted that should not be, none refused that should', () => {
    expect(cells.length).toBeGreaterThan(400)
    expect(accepted((asked) => guard(asked, rules), cells).filter(({ may }) => !may)).toEqual([])
    expect(accepted((asked) => guard(asked, rules), cells)).toHaveLength(cells.filter(({ may }) => may).length)
  })
  test('control: without the guard all that is forged gets through', () => {
    const forged = cells.filter(({ may }) => !may)
    expect(accepted(() => ({ pass: true }), forged)).toHaveLength(forged.length)
  })
  test.each([
    ['the host', { hosts: ['rebind.test:43210'] }],
    ['the origin', { origin: 'https://evil.test' }],
    ['where it was fetched from', { fetchSite: 'cross-site' }],
    ['the method', { method: 'GET' }],
    ['the content type', { contentType: 'text/plain' }],
    ['the token', { token: undefined }],
  ])('control: %s alone is enough to be refused', (_, wrong) => {
    expect(guard(ours, rules).pass).toBe(true)
    expect(guard({ ...ours, ...wrong }, rules).pass).toBe(false)
  })
})

test.each<[string, Partial<Asked>, number]>([
  ['a rebound name', { hosts: ['rebind.test:43210'] }, 421],
  ['another page', { origin: 'https://evil.test' }, 403],
  ['a fetch from another site', { fetchSite: 'cross-site' }, 403],
  ['a call by GET', { method: 'GET' }, 405],
  ['a form', { contentType: 'application/x-www-form-urlencoded' }, 415],
  ['no token', { token: undefined }, 401],
  ['the state without a token', { method: 'GET', path: '/api/state', token: undefined }, 401],
  ['the state by POST', { path: '/api/state' }, 405],
  ['a session by GET', { method: 'GET', path: '/api/session' }, 405],
  ['a session by a form', { path: '/api/session', contentType: 'text/plain' }, 415],
  ['settings', { path: '/api/settings' }, 404],
  ['an order', { path: '/api/orders' }, 404],
  ['a page by POST', { path: '/index.html' }, 405],
])('%s is answered with %s', (_, wrong, status) => {
  expect(guard({ ...ours, ...wrong }, rules)).toMatchObject({ pass: false, status })
})

test.each<[string, Partial<Asked>, string]>([
  ['the page, before there is a token', { method: 'GET', path: '/', token: undefined, contentType: undefined }, 'page'],
  ['a session', { path: '/api/session', token: undefined }, 'session'],
  ['the state', { method: 'GET', path: '/api/state', contentType: undefined }, 'state'],
  ['a cut', { path: '/api/cut' }, 'call'],
  ['a release code', { path: '/api/release-code' }, 'call'],
])('%s passes', (_, right, to) => {
  expect(guard({ ...ours, ...right }, rules)).toEqual({ pass: true, to })
})
