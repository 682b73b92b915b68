// The terminal's link and the office's gateway, both real, over TLS on loopback: what one says the other understands.

import { afterEach, beforeAll, expect, test } from 'vitest'
import type { Identity } from '#agent/identity/identity.ts'
import { wssLink } from '#agent/link/wss-link.ts'
import type { LinkState } from '#agent/link/link.ts'
import { gateway } from '#server/gateway/gateway.ts'
import type { ListeningGateway } from '#server/gateway/gateway.ts'
import { silentLog } from '#shared/log.ts'
import type { Notice } from '#shared/protocol/frame.ts'
import { FaultyDisk } from '../fakes/faulty-disk.ts'
import { endpointId, officeCertificates } from '../fakes/office-certificates.ts'
import type { OfficeCertificates } from '../fakes/office-certificates.ts'
import { folder, numbered, numberOf, openedOn, realClock } from '../fakes/outbox-parts.ts'
import { recordedInbox } from '../fakes/recorded-inbox.ts'
import type { RecordedInbox } from '../fakes/recorded-inbox.ts'

let certificates: OfficeCertificates
const cleanups: (() => unknown)[] = []

beforeAll(async () => {
  certificates = await officeCertificates()
})

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup()
})

async function until(what: string, holds: () => boolean, withinMs = 10_000): Promise<void> {
  const end = performance.now() + withinMs
  while (!holds()) {
    if (performance.now() > end) throw new Error(`in vain: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

async function office(inbox: RecordedInbox, port = 0, known: string | undefined = endpointId) {
  const listening: ListeningGateway = gateway({
    tls: await certificates.server(['127.0.0.1']),
    certificates: async () => known,
    inbox,
    office: { name: '璧山区医保局', phone: '023-41430000' },
    clock: realClock,
    log: silentLog,
  })
  const at = await listening.listen({ host: '127.0.0.1', port })
  cleanups.push(() => listening.close())
  return { listening, port: at }
}

async function terminal(port: number) {
  const outbox = await openedOn(new FaultyDisk(), folder)
  const identity: Identity = await certificates.identity(`127.0.0.1:${port}`)
  const link = wssLink({
    identity,
    outbox,
    clock: realClock,
    log: silentLog,
    random: Math.random,
    agent: 'sentinel-agent test',
    settings: { backoff: { baseMs: 20, capMs: 200 }, heartbeatMs: 100 },
  })
  const states: LinkState[] = []
  const notices: Notice[] = []
  link.onState((state) => states.push(state))
  const stopping = new AbortController()
  cleanups.push(() => stopping.abort())
  const start = () =>
    link.start(
      {
        posture: () => ({
          isolation: {
            state: 'connected',
            scope: 'full',
            adapter: 'eth0',
            layers: [],
            by: { kind: 'agent' },
            because: '',
            since: { at: 0, clockId: 'boot', monotonicMs: 0 },
            rehearsal: false,
          },
          pending: outbox.pending(),
          sources: [],
        }),
        onOrder: () => {},
        onNotice: (notice) => notices.push(notice),
        onWelcome: () => {},
      },
      stopping.signal,
    )
  return { outbox, link, states, notices, start }
}

test('a backlog of 1,500 is drained in order and without the office having to slow us down', async () => {
  const inbox = recordedInbox()
  const { listening, port } = await office(inbox)
  const { outbox, start, states } = await terminal(port)
  for (let from = 0; from < 1_500; from += 100)
    await Promise.all(Array.from({ length: 100 }, (_, i) => outbox.keep('urgent', numbered(from + i))))
  start()
  await until('all acknowledged', () => outbox.pending() === 0, 20_000)
  expect(inbox.received.map(({ record }) => numberOf(record))).toEqual(Array.from({ length: 1_500 }, (_, i) => i))
  expect(states.map(({ kind }) => kind)).toEqual(['connecting', 'connected'])
  expect(listening.presence(endpointId)).toMatchObject({ online: true, agent: 'sentinel-agent test' })
}, 30_000)

test('heartbeats are answered, notices come down, and a goodbye is understood', async () => {
  const inbox = recordedInbox()
  const { listening, port } = await office(inbox)
  const { link, start, notices, states } = await terminal(port)
  start()
  await until('connected', () => link.state().kind === 'connected')
  await new Promise((resolve) => setTimeout(resolve, 400))
  const state = link.state()
  expect(state.kind === 'connected' && realClock.now() - state.lastHeardAt < 200).toBe(true)
  const notice = { frame: 'notice', alert: endpointId, stage: 'received', by: '办公室', at: 1 } as const
  listening.sendNotice(endpointId, notice)
  await until('the notice', () => notices.length === 1)
  await listening.close()
  await until('lost', () => link.state().kind !== 'connected')
  expect(states.find(({ kind }) => kind === 'waiting')).toMatchObject({ because: 'stopping' })
})

test('an office that restarts gets what it had not acknowledged, and nothing else', async () => {
  const inbox = recordedInbox()
  const first = await office(inbox)
  const { outbox, link, start } = await terminal(first.port)
  await outbox.keep('urgent', numbered(1))
  start()
  await until('the first', () => outbox.pending() === 0)
  await first.listening.close()
  await outbox.keep('urgent', numbered(2))
  const after = recordedInbox()
  after.greet = async ({ hello }) => ({
    institution: '康宁大药房',
    endpoint: { number: 'BS-0001-01', name: '收银1号' },
    cursors: hello.lanes.map(({ epoch, lane }) => ({ epoch, acknowledged: lane === 'urgent' ? 1 : 0 })),
    orders: [],
    notices: [],
  })
  await office(after, first.port)
  link.hurry()
  await until('the second', () => outbox.pending() === 0)
  expect(after.received.map(({ record }) => numberOf(record))).toEqual([2])
})

test('a certificate that the office does not know is refused by name', async () => {
  const { port } = await office(recordedInbox(), 0, 'revoked')
  const { start, states } = await terminal(port)
  start()
  await until('refused', () => states.some((state) => state.kind === 'waiting' && state.because === 'revoked'))
})
