// The rows of the live list: what of the situation, of who is connected and of the registry stands in them.
import { describe, expect, test } from 'vitest'
import {
  aPresence,
  anAlert,
  anEndpoint,
  anEndpointStanding,
  anIncident,
  at,
  idOf,
  isolated,
} from '#test/fakes/standings.ts'
import { emptySituation } from '#test/fakes/recorded-conductor.ts'
import { alertRow, allRows, endpointRow, incidentRow, rowsOf, withoutStateClocks } from './rows.ts'
import type { Seen } from './rows.ts'

const institution = { id: anEndpoint.institution, kind: 'pharmacy', name: '××大药房', phone: '13800000000' } as const

const seen = (change: Partial<Seen> = {}): Seen => ({
  situation: emptySituation,
  endpoints: new Map([[anEndpoint.id, anEndpoint]]),
  institutions: new Map([[institution.id, institution]]),
  presence: () => undefined,
  ...change,
})

describe('an alert', () => {
  const situation = { ...emptySituation, incidents: new Map([[idOf(200), anIncident()]]) }
  test.each([
    ['without an incident', {}, { incident: undefined, incidentNumber: undefined }],
    ['in an incident', { incident: idOf(200) }, { incident: idOf(200), incidentNumber: 'BS-2026-0137' }],
    ['nobody has taken', {}, { taken: undefined }],
    [
      'taken over',
      { taken: { by: { kind: 'officer', id: 'o', name: '王××' }, at: at + 5 } },
      { taken: { by: '王××', at: at + 5 } },
    ],
    ['pressed twice more', { repeats: 2 }, { repeats: 2 }],
    [
      'with corrected times',
      { raised: { at: 7, offsetMs: -3, uncertaintyMs: 0 } },
      { raisedAt: 7, receivedAt: at + 1_000 },
    ],
  ] as const)('%s', (_, change, row) => {
    expect(alertRow(anAlert(change), situation)).toMatchObject(row)
  })
})

describe('a terminal', () => {
  const standing = (change: Parameters<typeof anEndpointStanding>[0]) => ({
    ...emptySituation,
    endpoints: new Map([[anEndpoint.id, anEndpointStanding(change)]]),
  })
  test.each<[string, Partial<Seen>, object]>([
    [
      'that was enrolled and never spoke',
      {},
      {
        online: false,
        number: 'BS-0412-01',
        institutionName: '××大药房',
        phone: '13800000000',
        coverage: [],
        orders: [],
      },
    ],
    ['that is connected', { presence: () => aPresence() }, { online: true, agent: '0.1.0', lastHeardAt: at }],
    ['that is gone', { presence: () => aPresence({ online: false }) }, { online: false, lastHeardAt: at }],
    ['whose institution is not known', { institutions: new Map() }, { institutionName: '', phone: '' }],
    [
      'that says itself how it stands',
      { situation: standing({ isolation: isolated }), presence: () => aPresence() },
      { isolation: { state: 'connected' } },
    ],
    [
      'that has told of a later state by a record than by its last heartbeat',
      {
        situation: standing({
          isolation: { ...isolated, since: { ...isolated.since, monotonicMs: isolated.since.monotonicMs + 1 } },
        }),
        presence: () => aPresence(),
      },
      { isolation: { state: 'isolated' } },
    ],
    [
      'that is gone: its last record holds',
      { situation: standing({ isolation: isolated }), presence: () => aPresence({ online: false }) },
      { isolation: { state: 'isolated' } },
    ],
    [
      'that went without a record: its last word holds',
      { presence: () => aPresence({ online: false, posture: { isolation: isolated, pending: 3, sources: [] } }) },
      { isolation: { state: 'isolated' }, pending: 3 },
    ],
    ['that only the situation knows', { endpoints: new Map(), situation: standing({}) }, { name: '收银1号' }],
  ])('%s', (_, change, row) => {
    expect(endpointRow(anEndpoint.id, seen(change))).toMatchObject(row)
  })
  test('has its orders with who gave them and what became of them', () => {
    const order = {
      id: idOf(300),
      endpoint: anEndpoint.id,
      action: { kind: 'isolate', scope: 'selective' },
      notAfter: at,
      counter: 1,
      reason: '疑似勒索',
      approver: { id: 'o', name: '王××' },
    } as const
    const situation = standing({
      orders: [{ signed: { order, keyId: 'k', signature: 's' }, issuedAt: at, deliveredAt: at + 9 }],
    })
    expect(endpointRow(anEndpoint.id, seen({ situation }))?.orders).toEqual([
      {
        id: idOf(300),
        action: order.action,
        reason: '疑似勒索',
        by: '王××',
        issuedAt: at,
        deliveredAt: at + 9,
        receipt: undefined,
      },
    ])
  })
})

describe('the clocks of an incident', () => {
  const clocksOfRow = (change: Parameters<typeof anIncident>[0]) =>
    incidentRow(anIncident(change), emptySituation).clocks.map(({ basis, name }) => `${basis} ${name}`)

  test('those that run, the tightest first, each with who fixed it', () => {
    expect(clocksOfRow({})).toEqual(['office brief', 'office verification', 'plan initial-report'])
  })

  test('what was done runs no more', () => {
    const by = { kind: 'officer', id: 'o', name: '王××' } as const
    const course = { ...anIncident().course, briefs: [{ at, by, text: '', to: [] }] }
    expect(clocksOfRow({ course })).toEqual(['office verification', 'plan initial-report'])
  })

  test.each(['archived', 'merged', 'false-alarm'] as const)('nothing runs in %s', (phase) => {
    expect(clocksOfRow({ phase })).toEqual([])
  })

  test('a directive is told by its number', () => {
    const by = { kind: 'officer', id: 'o', name: '王××' } as const
    const directive = { id: idOf(400), number: '令-2026-0137-01', text: '', unit: 'office', dueAt: at + 60_000 }
    const course = { ...anIncident().course, directives: [{ directive, issued: { by, at } }] }
    const [first] = incidentRow(anIncident({ course }), emptySituation).clocks
    expect(first).toMatchObject({ name: 'directive', about: '令-2026-0137-01', dueAt: at + 60_000 })
  })

  test('whoever may not read the reports to the outside sees none of 国家规定', () => {
    const row = incidentRow(anIncident(), emptySituation)
    const state = { name: 'national-report', basis: 'state', clause: '', startedAt: at } as const
    const rows = { alerts: [], endpoints: [], incidents: [{ ...row, clocks: [state, ...row.clocks] }] }
    expect(withoutStateClocks(rows).incidents).toEqual([row])
  })
})

test('a proposed closing stands in the row with its proposer, who cannot confirm it', () => {
  const by = { kind: 'officer', id: 'o', name: '王××' } as const
  const closing = { closing: 'duplicate', of: idOf(101), reason: '同一事', by } as const
  expect(alertRow(anAlert({ closing }), emptySituation)).toMatchObject({
    closing: { as: 'duplicate', reason: '同一事', by: '王××', proposer: 'o' },
    closed: undefined,
  })
})

test('what nobody knows has no row', () => {
  expect(rowsOf(seen(), { alerts: [idOf(1)], incidents: [idOf(1)], endpoints: [idOf(99)] })).toEqual({
    alerts: [],
    incidents: [],
    endpoints: [],
  })
})

test('all rows are each there once', () => {
  const situation = {
    ...emptySituation,
    position: 3,
    alerts: new Map([[idOf(100), anAlert()]]),
    incidents: new Map([[idOf(200), anIncident()]]),
    endpoints: new Map([[anEndpoint.id, anEndpointStanding()]]),
  }
  const rows = allRows(seen({ situation }))
  expect([rows.alerts.length, rows.incidents.length, rows.endpoints.length]).toEqual([1, 1, 1])
})
