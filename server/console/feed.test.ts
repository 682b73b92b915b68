// The feed's three phases, and what becomes of a page that does not read.
import { beforeEach, describe, expect, test } from 'vitest'
import { askerOf, officeOf } from '#test/fakes/askers.ts'
import { consoleParts } from '#test/fakes/console-parts.ts'
import { ManualClock } from '#test/fakes/manual-clock.ts'
import { RecordedConductor } from '#test/fakes/recorded-conductor.ts'
import { aPresence, anAlert, anEndpoint, anEndpointStanding, anIncident, at, idOf } from '#test/fakes/standings.ts'
import { courseOf } from '../workflow/course.ts'
import type { FeedFrame } from './feed-frame.ts'
import type { Feed, FeedSocket } from './feed.ts'
import { feedLimits } from './feed.ts'

/** A page's socket whose reader can stop reading. */
class PageSocket implements FeedSocket {
  readonly sent: FeedFrame[] = []
  bufferedAmount = 0
  reads = true
  terminated = false

  send(text: string): void {
    this.sent.push(JSON.parse(text) as FeedFrame)
    if (!this.reads) this.bufferedAmount += text.length
  }
  terminate(): void {
    this.terminated = true
  }
  kinds(): string[] {
    return this.sent.map(({ frame, position }) => `${frame} ${position}`)
  }
}

/** Larger than ordinary by the state's measure: a report to the outside is owed. */
const graveAnswers = { nationalLevel: 'major', criticalInfrastructure: false }
const asker = { role: 'office', officer: { kind: 'officer', id: 'o', name: '王××' } } as const
const { officer } = asker
let clock: ManualClock
let conductor: RecordedConductor
let fakes: ReturnType<typeof consoleParts>
let feed: Feed

beforeEach(() => {
  clock = new ManualClock()
  conductor = new RecordedConductor()
  conductor.change({ office: officeOf([asker]) })
  conductor.change({ position: 5, endpoints: new Map([[anEndpoint.id, anEndpointStanding()]]) })
  fakes = consoleParts({ clock, conductor })
  feed = fakes.feed
  feed.start()
})

function page(since?: number): PageSocket {
  const socket = new PageSocket()
  feed.attach(socket, officer, since)
  return socket
}

/** Commits one more alert; `size` in characters. */
function raise(position: number, size = 10): void {
  const id = idOf(1_000 + position)
  const standing = anAlert({}, id)
  const alert = { ...standing.alert, because: 'x'.repeat(size) }
  conductor.change({ position, alerts: new Map([...conductor.situation().alerts, [id, { ...standing, alert }]]) })
}

/** What a page shows after these frames. */
function shown(frames: readonly FeedFrame[]): string[] {
  const alerts = new Set<string>()
  for (const frame of frames) {
    if (frame.frame === 'snapshot') alerts.clear()
    if (frame.frame !== 'beat') for (const { id } of frame.alerts) alerts.add(id)
  }
  return [...alerts].toSorted()
}
const there = () => [...conductor.situation().alerts.keys()].toSorted()

describe('backfill, cutover, streaming', () => {
  test('a new page gets everything first, then changes', async () => {
    raise(6)
    const socket = page()
    expect(socket.sent[0]).toMatchObject({
      frame: 'snapshot',
      position: 6,
      serverTime: clock.now(),
      office: fakes.parts.desk.office,
      officer: { id: 'o', name: '王××' },
      brokenChains: 0,
      alerts: [{ id: idOf(1_006) }],
      endpoints: [{ id: anEndpoint.id }],
    })
    await clock.advance(1_000)
    raise(7)
    await clock.advance(100)
    expect(socket.kinds()).toEqual(['snapshot 6', 'change 7'])
  })
  test('a change that waits to be sent is in the snapshot and is not sent again', async () => {
    page()
    raise(6)
    raise(7)
    const late = page()
    await clock.advance(1_000)
    expect(late.kinds()).toEqual(['snapshot 7'])
    expect(shown(late.sent)).toEqual(there())
  })
  test('the first change goes out at once, those right behind it together', async () => {
    const socket = page()
    await clock.advance(1_000)
    for (let position = 6; position < 16; position++) raise(position)
    expect(socket.kinds()).toEqual(['snapshot 5', 'change 6'])
    await clock.advance(feedLimits.coalesceMs)
    expect(socket.kinds()).toEqual(['snapshot 5', 'change 6', 'change 15'])
    expect(shown(socket.sent)).toEqual(there())
  })
  test('every two seconds a beat, with the position of what was sent', async () => {
    const socket = page()
    await clock.advance(4_100)
    expect(socket.kinds()).toEqual(['snapshot 5', 'beat 5', 'beat 5'])
    expect(socket.sent.at(-1)).toMatchObject({ serverTime: clock.now() - 100 })
  })
  test('pages that come at every moment of a storm all show the same in the end', async () => {
    const pages: PageSocket[] = []
    for (let position = 6; position < 206; position++) {
      raise(position)
      if (position % 7 === 0) pages.push(page())
      if (position % 11 === 0) pages.push(page(position - 5))
      await clock.advance(position % 13)
    }
    await clock.advance(1_000)
    const whole = pages.filter(({ sent }) => sent[0]?.frame === 'snapshot')
    expect(whole.length).toBeGreaterThan(20)
    for (const { sent } of whole) expect(shown(sent)).toEqual(there())
  })
  test('a page that leaves gets nothing more', async () => {
    const socket = new PageSocket()
    const leave = feed.attach(socket, officer, undefined)
    leave()
    raise(6)
    await clock.advance(5_000)
    expect(socket.kinds()).toEqual(['snapshot 5'])
  })
})

describe('resuming', () => {
  test('a page that was away gets only what followed, and a beat', async () => {
    page()
    for (let position = 6; position < 10; position++) {
      await clock.advance(100)
      raise(position)
    }
    expect(page(7).kinds()).toEqual(['change 8', 'change 9', 'beat 9'])
    expect(page(9).kinds()).toEqual(['beat 9'])
  })
  test('and then goes on with changes', async () => {
    raise(6)
    const socket = page(6)
    await clock.advance(100)
    raise(7)
    expect(socket.kinds()).toEqual(['beat 6', 'change 7'])
  })
  test('a terminal that went while the page was away is not forgotten, though no position moved', async () => {
    raise(6)
    await clock.advance(100)
    fakes.presences.set(aPresence({ online: false }))
    const socket = page(6)
    expect(socket.sent[0]).toMatchObject({ frame: 'change', position: 6, endpoints: [{ online: false }] })
  })
  test.each([
    ['from before this server started', 5],
    ['from long ago', 1],
    ['from another server', 999],
  ])('a position %s gets a snapshot', (_, since) => {
    raise(6)
    expect(page(since).kinds()).toEqual(['snapshot 6'])
  })
})

describe('a page that does not read', () => {
  const chunk = 300 * 1024
  async function storm(from: number, changes: number) {
    for (let position = from; position < from + changes; position++) {
      raise(position, chunk)
      await clock.advance(100)
    }
  }
  test('is skipped beyond 1 MiB, while the others get everything', async () => {
    const [slow, quick] = [page(), page()]
    slow.reads = false
    await storm(6, 20)
    expect(slow.bufferedAmount).toBeLessThan(feedLimits.skipAboveBytes + 2 * chunk)
    expect(slow.terminated).toBe(false)
    expect(shown(quick.sent)).toEqual(there())
  })
  test('gets a fresh snapshot when it reads again, and no beat before that could make it look up to date', async () => {
    const slow = page()
    slow.reads = false
    await storm(6, 10)
    const before = slow.sent.length
    await clock.advance(5_000)
    expect(slow.sent.length).toBe(before)
    slow.reads = true
    slow.bufferedAmount = 0
    await clock.advance(2_000)
    expect(slow.kinds().slice(before)).toEqual(['snapshot 15'])
    expect(shown(slow.sent)).toEqual(there())
    await clock.advance(2_000)
    expect(slow.kinds().at(-1)).toBe('beat 15')
  })
  test('is cut off beyond 4 MiB', async () => {
    const slow = page()
    slow.reads = false
    raise(6, feedLimits.cutAboveBytes + 1)
    await clock.advance(100)
    raise(7)
    await clock.advance(100)
    expect(slow.terminated).toBe(true)
    const sent = slow.sent.length
    await clock.advance(10_000)
    expect(slow.sent.length).toBe(sent)
  })
  test('is cut off when it stays behind for half a minute', async () => {
    const slow = page()
    slow.reads = false
    await storm(6, 6)
    await clock.advance(feedLimits.behindForMs - 3_000)
    expect(slow.terminated).toBe(false)
    await clock.advance(5_000)
    expect(slow.terminated).toBe(true)
  })
  test('a snapshot larger than the limits is waited for, and does not cut anybody off', async () => {
    raise(6, feedLimits.cutAboveBytes * 2)
    const slow = new PageSocket()
    slow.reads = false
    feed.attach(slow, officer, undefined)
    await clock.advance(4_000)
    expect(slow.terminated).toBe(false)
    expect(slow.kinds()).toEqual(['snapshot 6', 'beat 6', 'beat 6'])
  })
})

describe('terminals that come and go', () => {
  test('are told; a heartbeat without news is not', async () => {
    const socket = page()
    await clock.advance(100)
    fakes.presences.set(aPresence())
    fakes.presences.set(aPresence({ lastHeardAt: aPresence().lastHeardAt + 1_000 }))
    await clock.advance(100)
    expect(socket.kinds()).toEqual(['snapshot 5', 'change 5'])
    expect(socket.sent[1]).toMatchObject({ endpoints: [{ online: true }] })
  })
})

test.each([
  ['office', ['state', 'office', 'office', 'plan']],
  ['member', ['office', 'office', 'plan']],
] as const)('国家规定 of an incident, as %s sees it', async (role, bases) => {
  const who = askerOf(role)
  const course = courseOf(anEndpoint.id)
  const serious = {
    ...anIncident(),
    course: {
      ...course,
      forms: {
        D05: [{ form: 'D05', serial: 1, fields: graveAnswers, by: who.officer, as: 'office', at, position: 2 }],
      },
    },
  } as const
  conductor.change({ office: officeOf([asker, who]), incidents: new Map([[serious.id, serious]]) })
  const socket = new PageSocket()
  feed.attach(socket, who.officer, undefined)
  const [frame] = socket.sent
  const row = frame?.frame === 'snapshot' ? frame.incidents[0] : undefined
  expect(row?.clocks.map(({ basis }) => basis).toSorted()).toEqual([...bases].toSorted())
  conductor.change({ position: 6, incidents: new Map([[serious.id, { ...serious, title: '改' }]]) })
  await clock.advance(1_000)
  const change = socket.sent.find((one) => one.frame === 'change')
  expect(change?.incidents[0]?.clocks.some(({ basis }) => basis === 'state')).toBe(role === 'office')
})
