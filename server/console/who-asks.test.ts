// Who asks, as the dispatcher sees it: posts in force, whose own a thing is, a session that nobody uses, a machine; and what a call may declare.
import { afterEach, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { askerOf } from '#test/fakes/askers.ts'
import { consoleParts } from '#test/fakes/console-parts.ts'
import { ManualClock } from '#test/fakes/manual-clock.ts'
import { anEndpoint, anEndpointStanding, idOf } from '#test/fakes/standings.ts'
import { calls } from './api/index.ts'
import { done, noBody, ok } from './call.ts'
import type { Call } from './call.ts'
import { openConsole } from './console.ts'
import type { OpenConsole } from './console.ts'

const anId = idOf(77)
let opened: OpenConsole | undefined
afterEach(async () => {
  await opened?.close()
  opened = undefined
})

async function open(given: { readonly calls?: readonly Call[] } = {}) {
  const clock = new ManualClock()
  const fakes = consoleParts({ clock })
  opened = openConsole({ ...fakes.parts, ...given })
  const port = await opened.listen({ host: '127.0.0.1', port: 0 })
  return { ...fakes, clock, port }
}

interface Sent {
  readonly method: string
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
}

async function send(port: number, { method, path, headers = {}, body }: Sent) {
  const text = body === undefined ? {} : { body: JSON.stringify(body) }
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { method, headers, ...text })
  return { status: response.status, headers: Object.fromEntries(response.headers), text: await response.text() }
}

describe('with the posts of who asks', () => {
  const at = (port: number, cookie: string, method: 'GET' | 'POST', path: string, body?: unknown) =>
    send(port, { method, path, headers: { 'content-type': 'application/json', cookie }, body })

  test.each([
    ['the office reads everything', askerOf('office'), 200],
    ['the institution reads its own', askerOf('institution'), 200],
    ['and no other’s', askerOf('institution', idOf(8)), 403],
    ['the system administrator keeps accounts and sees no terminal', askerOf('system-administrator'), 403],
  ])('%s', async (_, asker, status) => {
    const { port, signedIn, conductor } = await open()
    conductor.change({ endpoints: new Map([[anEndpoint.id, anEndpointStanding()]]) })
    const { cookie } = await signedIn(asker)
    expect(await at(port, cookie, 'GET', `/api/endpoints/${anEndpoint.id}`)).toMatchObject({ status })
  })

  test('who may not is told so before the body is read, whatever it is', async () => {
    const { port, signedIn, conductor } = await open()
    const { cookie } = await signedIn(askerOf('leader'))
    const got = await at(port, cookie, 'POST', '/api/people', { nonsense: true })
    expect(got.status).toBe(403)
    expect(JSON.parse(got.text)).toMatchObject({ refusal: 'not-permitted' })
    expect(conductor.asked).toEqual([])
  })

  test('whoever may cut its own terminal off may not bring it back by itself', async () => {
    const { port, signedIn, conductor } = await open()
    conductor.change({ endpoints: new Map([[anEndpoint.id, anEndpointStanding()]]) })
    const { cookie } = await signedIn(askerOf('institution'))
    const order = (kind: string) =>
      at(port, cookie, 'POST', `/api/endpoints/${anEndpoint.id}/orders`, { action: { kind }, reason: '可疑' })
    expect((await order('isolate')).status).toBe(200)
    expect((await order('release')).status).toBe(403)
  })

  test('after 15 minutes without an act the screen stays and everything else asks for the password', async () => {
    const { port, signedIn, clock, people } = await open()
    const { cookie, tokenHash } = await signedIn()
    const institutions = () => at(port, cookie, 'GET', '/api/institutions')
    const watch = async (minutes: number) => {
      for (let minute = 0; minute < minutes; minute++) {
        await clock.advance(60_000)
        await people.sessions.watched(tokenHash)
      }
    }
    await watch(14)
    expect((await institutions()).status).toBe(200)
    await watch(2)
    expect((await institutions()).status).toBe(423)
    expect((await at(port, cookie, 'POST', '/api/me/active', {})).status).toBe(423)
    expect(JSON.parse((await at(port, cookie, 'GET', '/api/me')).text)).toMatchObject({ locked: true })
    expect((await at(port, cookie, 'POST', '/api/sign-out', {})).status).toBe(204)
    expect((await institutions()).status).toBe(401)
  })
})

describe('machines', () => {
  const declared: Call = {
    method: 'GET',
    path: '/api/for-machines',
    operation: 'live.view',
    machine: 'read',
    body: noBody,
    perform: ({ officer }) => ok({ name: officer?.name }),
  }
  const token = 'a-token-of-32-characters-or-more'
  test.each([
    ['a token with the scope', ['read'], token, '/api/for-machines', 200],
    ['a token with another scope', ['intake'], token, '/api/for-machines', 403],
    ['a token that is not ours', ['read'], 'b'.repeat(32), '/api/for-machines', 401],
    ['what is not for machines', ['read'], token, '/api/me', 403],
  ] as const)('%s', async (_, scopes, sent, path, status) => {
    const { port, machines } = await open({ calls: [declared, ...calls] })
    machines.set(token, { id: anId, name: '市局平台', scopes })
    expect(await send(port, { method: 'GET', path, headers: { authorization: `Bearer ${sent}` } })).toMatchObject({
      status,
    })
  })
})

describe('what a call may declare', () => {
  const declare = (call: Partial<Call>): Call => ({
    method: 'POST',
    path: '/api/own',
    operation: 'anyone',
    body: noBody,
    perform: () => done,
    ...call,
  })
  const post = async (call: Partial<Call>, path: string, body: unknown) => {
    const { port } = await open({ calls: [declare(call)] })
    return send(port, { method: 'POST', path, headers: { 'content-type': 'application/json' }, body })
  }
  test('names in the path, each by its schema', async () => {
    const call = { path: '/api/own/:form', params: { form: z.enum(['D01', 'D02']) } } as const
    expect((await post(call, '/api/own/D01', {})).status).toBe(204)
    expect((await post(call, '/api/own/D99', {})).status).toBe(404)
  })
  test('a larger body', async () => {
    const body = { csv: 'x'.repeat(100_000) }
    const call = { body: z.object({ csv: z.string() }) }
    expect((await post(call, '/api/own', body)).status).toBe(413)
    expect((await post({ ...call, maxBodyBytes: 1024 * 1024 }, '/api/own', body)).status).toBe(204)
  })
  test('a file to be saved', async () => {
    const bytes = Buffer.from('PK')
    const got = await post(
      { perform: () => ({ status: 200, bytes, type: 'application/zip', filename: '归档.zip' }) },
      '/api/own',
      {},
    )
    expect(got).toMatchObject({ status: 200, text: 'PK' })
    expect(got.headers['content-type']).toBe('application/zip')
    expect(got.headers['content-disposition']).toContain("filename*=UTF-8''%E5%BD%92%E6%A1%A3.zip")
  })
})
