// The live feed over real sockets: who gets on, how a page resumes, and how soon it is off when its session ends.
import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import type { Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { askerOf } from '#test/fakes/askers.ts'
import { consoleParts } from '#test/fakes/console-parts.ts'
import { realClock } from '#test/fakes/real-clock.ts'
import { anAlert, anEndpoint, anEndpointStanding, idOf } from '#test/fakes/standings.ts'
import { openConsole } from './console.ts'
import type { OpenConsole } from './console.ts'
import type { FeedFrame } from './feed-frame.ts'
import { feedCloseCodes } from './live-socket.ts'

const clock = realClock
let fakes: ReturnType<typeof consoleParts>
let opened: OpenConsole
let port: number
const sockets: (WebSocket | Socket)[] = []

beforeEach(async () => {
  fakes = consoleParts({ clock, limits: { beatMs: 100 } })
  opened = openConsole(fakes.parts)
  port = await opened.listen({ host: '127.0.0.1', port: 0 })
})
afterEach(async () => {
  for (const socket of sockets.splice(0)) {
    if (socket instanceof WebSocket) socket.terminate()
    else socket.destroy()
  }
  await opened.close()
})

const session = () => fakes.signedIn()

function open(cookie: string, since?: number) {
  const query = since === undefined ? '' : `?since=${since}`
  const socket = new WebSocket(`ws://127.0.0.1:${port}/api/live${query}`, { headers: { cookie } })
  sockets.push(socket)
  const frames: FeedFrame[] = []
  socket.on('message', (data: Buffer) => frames.push(JSON.parse(data.toString()) as FeedFrame))
  const closed = new Promise<number>((resolve) => socket.on('close', resolve))
  return { socket, frames, closed }
}

/** A page that takes part in the handshake and in nothing after it. */
function rawPage(cookie: string): Socket {
  const socket = connect(port, '127.0.0.1')
  sockets.push(socket)
  socket.on('error', () => {})
  const headers = { host: `127.0.0.1:${port}`, connection: 'Upgrade', upgrade: 'websocket', cookie }
  const webSocket = { 'sec-websocket-version': '13', 'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==' }
  const lines = Object.entries({ ...headers, ...webSocket }).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.write(`GET /api/live HTTP/1.1\r\n${lines.join('')}\r\n`)
  return socket
}

function raise(position: number, size = 10): void {
  const standing = anAlert({}, idOf(1_000 + position))
  const alert = { ...standing.alert, because: 'x'.repeat(size) }
  const alerts = new Map([...fakes.conductor.situation().alerts, [alert.id, { ...standing, alert }]])
  fakes.conductor.change({ position, alerts })
}

test('a page gets a snapshot, then changes as they happen, and beats', async () => {
  const { frames } = open((await session()).cookie)
  await expect.poll(() => frames.length).toBeGreaterThan(0)
  raise(1)
  await expect
    .poll(() => frames.map(({ frame }) => frame))
    .toEqual(expect.arrayContaining(['snapshot', 'change', 'beat']))
  expect(frames[0]).toMatchObject({ frame: 'snapshot', officer: { name: '某office' } })
})

test('a page that comes back with its position gets what it missed and no snapshot', async () => {
  const { cookie } = await session()
  for (const position of [1, 2, 3]) raise(position)
  const { frames } = open(cookie, 2)
  await expect.poll(() => frames.length).toBeGreaterThan(0)
  expect(frames.some(({ frame }) => frame === 'snapshot')).toBe(false)
  expect(frames.flatMap((frame) => (frame.frame === 'change' ? frame.alerts : [])).map(({ id }) => id)).toContain(
    idOf(1_003),
  )
})

test.each(['-1', '1e9', 'x', '99999999999999999999', ''])('since=%j is no position: a snapshot', async (since) => {
  const { cookie } = await session()
  const socket = new WebSocket(`ws://127.0.0.1:${port}/api/live?since=${since}`, { headers: { cookie } })
  sockets.push(socket)
  const [data] = (await once(socket, 'message')) as [Buffer]
  expect(JSON.parse(data.toString())).toMatchObject({ frame: 'snapshot' })
})

describe('the end of a session', () => {
  test('closes every page of it within a second, and no other', async () => {
    const [one, other] = [await session(), await session()]
    const pages = [open(one.cookie), open(one.cookie)]
    const stays = open(other.cookie)
    await expect.poll(() => [...pages, stays].every(({ frames }) => frames.length > 0)).toBe(true)
    const from = performance.now()
    await fakes.people.sessions.end(one.tokenHash, 'asked')
    expect(await Promise.all(pages.map(({ closed }) => closed))).toEqual([
      feedCloseCodes.sessionEnded,
      feedCloseCodes.sessionEnded,
    ])
    expect(performance.now() - from).toBeLessThan(1_000)
    expect(stays.socket.readyState).toBe(WebSocket.OPEN)
  })
  test('closes also a page that does not answer the closing', async () => {
    const { cookie, tokenHash } = await session()
    const socket = rawPage(cookie)
    const ended = once(socket, 'end')
    socket.resume()
    await expect.poll(() => socket.bytesRead).toBeGreaterThan(200)
    const from = performance.now()
    await fakes.people.sessions.end(tokenHash, 'asked')
    await ended
    expect(performance.now() - from).toBeLessThan(1_000)
  })
  test('that came while a page was being let in is not overlooked', async () => {
    const { cookie, tokenHash } = await session()
    const { store } = fakes
    const lookUp = store.session
    store.session = async (hash) => {
      const kept = await lookUp(hash)
      // Ended just after the look-up, and by nobody who tells us.
      await store.endSession(tokenHash)
      return kept
    }
    expect(await open(cookie).closed).toBe(feedCloseCodes.sessionEnded)
  })
})

test.each([
  ['no cookie', ''],
  ['a token that nobody gave out', `sentinel-session=${'A'.repeat(43)}`],
])('%s: the page is told that its session is over, and nothing else', async (_, cookie) => {
  const { frames, closed } = open(cookie)
  expect(await closed).toBe(feedCloseCodes.sessionEnded)
  expect(frames).toEqual([])
})

test('a page only listens: whoever speaks is closed', async () => {
  const { socket, closed } = open((await session()).cookie)
  await once(socket, 'open')
  socket.send('{}')
  expect(await closed).toBe(feedCloseCodes.spoke)
})

test('a message larger than 1 KiB is not even taken', async () => {
  const { socket, closed } = open((await session()).cookie)
  await once(socket, 'open')
  socket.send('x'.repeat(2_000))
  expect(await closed).toBe(1009)
})

test('a page that stops reading costs the server little and the others nothing', { timeout: 30_000 }, async () => {
  const { cookie } = await session()
  const slow = rawPage(cookie)
  await once(slow, 'readable')
  const quick = open(cookie)
  await expect.poll(() => quick.frames.length).toBeGreaterThan(0)
  // Each change is new text; kept for a page that does not read, 400 of them would be 40 MB.
  for (let position = 1; position <= 400; position++) {
    const standing = anAlert({}, idOf(1_000))
    const alert = { ...standing.alert, because: `${position} ${'x'.repeat(100 * 1024)}` }
    fakes.conductor.change({ position, alerts: new Map([[alert.id, { ...standing, alert }]]) })
    await new Promise((resolve) => setTimeout(resolve, 21))
  }
  await expect.poll(() => quick.frames.at(-1)?.position, { timeout: 5_000 }).toBe(400)
  expect(quick.frames.filter(({ frame }) => frame === 'change').length).toBeGreaterThan(300)
  let received = 0
  let tail = ''
  slow.on('data', (piece: Buffer) => {
    received += piece.length
    tail = (tail + piece.toString('latin1')).slice(-300_000)
  })
  // What was queued, what lay in the kernel's buffers, and one fresh snapshot; then it is up to date.
  await expect.poll(() => tail, { timeout: 5_000 }).toContain('"frame":"snapshot","position":400')
  expect(received / 2 ** 20).toBeLessThan(12)
})

describe('who sees what', () => {
  const other = { ...anEndpoint, id: idOf(2), institution: idOf(8) }
  const alertOf = (endpoint: string, id: string) => anAlert({ endpoint }, id)

  beforeEach(() => {
    fakes.conductor.change({
      endpoints: new Map([
        [anEndpoint.id, anEndpointStanding()],
        [other.id, anEndpointStanding({ endpoint: other })],
      ]),
      alerts: new Map([[idOf(100), alertOf(anEndpoint.id, idOf(100))]]),
    })
  })

  const seen = (frames: readonly FeedFrame[]) =>
    frames.flatMap((frame) => (frame.frame === 'beat' ? [] : [...frame.alerts, ...frame.endpoints])).map(({ id }) => id)

  test.each([
    ['the office', askerOf('office'), [idOf(100), idOf(101), anEndpoint.id, other.id]],
    ['the institution that owns one terminal', askerOf('institution'), [idOf(100), anEndpoint.id]],
    ['another institution', askerOf('institution', idOf(8)), [idOf(101), other.id]],
    ['a department that answers for none', askerOf('department', idOf(7)), []],
  ])('%s sees its rows, in the snapshot and in changes', async (_, asker, ids) => {
    const { frames } = open((await fakes.signedIn(asker)).cookie)
    await expect.poll(() => frames.length).toBeGreaterThan(0)
    const before = fakes.conductor.situation()
    const alerts = new Map([...before.alerts, [idOf(101), alertOf(other.id, idOf(101))]])
    fakes.conductor.change({ position: 9, alerts })
    await expect.poll(() => frames.some(({ frame }) => frame === 'change')).toBe(true)
    expect(new Set(seen(frames))).toEqual(new Set(ids))
  })

  test('an institution that comes back with a position gets its own rows, not what others missed', async () => {
    const { cookie } = await fakes.signedIn(askerOf('institution', idOf(8)))
    raise(10)
    const { frames } = open(cookie, 9)
    await expect.poll(() => frames.length).toBeGreaterThan(0)
    expect(seen(frames)).toEqual([other.id])
  })

  test.each(['system-administrator', 'security-administrator', 'audit-administrator'] as const)(
    '%s is let on to no feed',
    async (role) => {
      const { frames, closed } = open((await fakes.signedIn(askerOf(role))).cookie)
      expect(await closed).toBe(feedCloseCodes.notPermitted)
      expect(frames).toEqual([])
    },
  )

  test('an account that is disabled sees nothing more, and its feed is closed at once', async () => {
    const stop = fakes.people.start()
    const { cookie, officer } = await session()
    const { frames, closed } = open(cookie)
    await expect.poll(() => frames.length).toBeGreaterThan(0)
    const command = { kind: 'disable-account', person: officer.id, reason: '调离' } as const
    await fakes.conductor.actInOffice(command, { kind: 'server' })
    expect(await closed).toBe(feedCloseCodes.sessionEnded)
    stop()
  })

  test('those who see their own alone do not take the last pages from whoever is on duty', async () => {
    const cookies: string[] = []
    for (let i = 0; i < 9; i++) {
      const { role, unit } = askerOf('institution')
      const officer = { kind: 'officer', id: idOf(700 + i), name: `药店${i}` } as const
      cookies.push((await fakes.signedIn({ role, unit, officer })).cookie)
    }
    const pages = cookies.flatMap((cookie) => Array.from({ length: 8 }, () => open(cookie)))
    const refused = pages.map(({ socket }) => new Promise((resolve) => socket.on('error', resolve)))
    await expect.poll(() => pages.filter(({ frames }) => frames.length > 0).length).toBe(60)
    await Promise.race(refused)
    const duty = open((await session()).cookie)
    await expect.poll(() => duty.frames.length > 0).toBe(true)
  })
  test('one person has eight pages at most, and takes none from another', async () => {
    const { cookie } = await fakes.signedIn(askerOf('institution'))
    const pages = Array.from({ length: 8 }, () => open(cookie))
    await expect.poll(() => pages.every(({ frames }) => frames.length > 0)).toBe(true)
    const ninth = open(cookie)
    ninth.socket.on('error', () => {})
    const [, response] = (await once(ninth.socket, 'unexpected-response')) as [unknown, IncomingMessage]
    expect(response.statusCode).toBe(503)
    const other = open((await fakes.signedIn()).cookie)
    await expect.poll(() => other.frames.length).toBeGreaterThan(0)
  })
})
