// The door's rule, row by row: what a page of ours sends, and what others would have to.
import { describe, expect, test } from 'vitest'
import { consolePlaces, judge } from './origin.ts'
import type { Asked, Verdict } from './origin.ts'

const places = consolePlaces('http', ['127.0.0.1', 'localhost', '::1'], 7080)
const ours: Asked = {
  method: 'POST',
  path: '/api/sign-out',
  host: '127.0.0.1:7080',
  origin: 'http://127.0.0.1:7080',
  fetchSite: 'same-origin',
  contentType: 'application/json',
}

test.each<[string, Partial<Asked>, Verdict]>([
  ['our page', {}, 'ours'],
  ['our page by its other name', { host: 'localhost:7080', origin: 'http://localhost:7080' }, 'ours'],
  ['our page over IPv6', { host: '[::1]:7080', origin: 'http://[::1]:7080' }, 'ours'],
  ['a program, which sends neither', { origin: undefined, fetchSite: undefined }, 'ours'],
  ['an older browser', { fetchSite: undefined }, 'ours'],
  [
    'typed into the address bar',
    { method: 'GET', origin: undefined, fetchSite: 'none', contentType: undefined },
    'ours',
  ],
  ['a link in a mail to the page', { method: 'GET', path: '/', fetchSite: 'cross-site', origin: undefined }, 'ours'],
  [
    'a link in a mail to the API',
    { method: 'GET', path: '/api/me', fetchSite: 'cross-site', origin: undefined },
    'wrong-origin',
  ],
  ['a rebound name', { host: 'rebind.test:7080', origin: 'http://rebind.test:7080' }, 'wrong-host'],
  ['a rebound name to the page', { method: 'GET', path: '/', host: 'rebind.test:7080' }, 'wrong-host'],
  ['no host', { host: undefined }, 'wrong-host'],
  ['another port', { host: '127.0.0.1:7081' }, 'wrong-host'],
  ['our name without its port', { host: '127.0.0.1' }, 'wrong-host'],
  ['our name as a beginning', { host: '127.0.0.1:7080.evil.example' }, 'wrong-host'],
  ['our name as an end', { host: 'evil127.0.0.1:7080' }, 'wrong-host'],
  ['another site', { origin: 'http://evil.example' }, 'wrong-origin'],
  ['a page in a sandbox', { origin: 'null' }, 'wrong-origin'],
  ['another program on this computer', { origin: 'http://127.0.0.1:3000' }, 'wrong-origin'],
  ['our other name than the one asked', { origin: 'http://localhost:7080' }, 'wrong-origin'],
  ['our name with another scheme', { origin: 'https://127.0.0.1:7080' }, 'wrong-origin'],
  ['our origin twice', { origin: 'http://127.0.0.1:7080, http://127.0.0.1:7080' }, 'wrong-origin'],
  ['our origin as a beginning', { origin: 'http://127.0.0.1:7080.evil.example' }, 'wrong-origin'],
  ['another site of our registrable name', { fetchSite: 'same-site' }, 'wrong-origin'],
  ['a form', { contentType: 'application/x-www-form-urlencoded' }, 'not-json'],
  ['a form with files', { contentType: 'multipart/form-data; boundary=x' }, 'not-json'],
  ['a text that is JSON', { contentType: 'text/plain;application/json' }, 'not-json'],
  ['no content type', { contentType: undefined }, 'not-json'],
  ['a relative of JSON', { contentType: 'application/json-patch+json' }, 'not-json'],
  ['JSON with its charset', { contentType: 'application/json; charset=UTF-8' }, 'ours'],
])('%s', (_, change, verdict) => {
  expect(judge({ ...ours, ...change }, places)).toBe(verdict)
})

describe('the spellings of where we are', () => {
  test.each([
    ['http', 7080, ['a:7080', '[::1]:7080']],
    ['http', 80, ['a', 'a:80', '[::1]', '[::1]:80']],
    ['https', 443, ['a', 'a:443', '[::1]', '[::1]:443']],
    ['https', 80, ['a:80', '[::1]:80']],
  ] as const)('%s on %i', (scheme, port, hosts) => {
    expect(consolePlaces(scheme, ['A', '::1'], port).hosts).toEqual(hosts)
  })
})
