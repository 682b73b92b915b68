// Where each thing that a terminal tells is written down, and what it changes.
import { describe, expect, test } from 'vitest'
import { anAlert, aPosture, momentAt, noon } from '#test/fixtures/occurrences.ts'
import { applyNew, emptySituation } from '../fold.ts'
import type { Happening, NewEntry, Subject } from '../history.ts'
import type { Situation } from '../situation.ts'
import { observe } from './observe.ts'
import type { Observation } from './observe.ts'

type Body = Observation['body']

const moment = { at: noon, offsetMs: 0, uncertaintyMs: 0 }
const incident: Subject = { kind: 'incident', id: 'incident' }
const chain = (id: string): Subject => ({ kind: 'endpoint', id })
const entry = (subject: Subject, happening: Happening): NewEntry => ({
  subject,
  at: noon,
  actor: { kind: 'server' },
  happening,
})
const alertIn = (subject: Subject, id: string, endpoint: string, origin: 'operator' | 'detector' = 'operator') =>
  entry(subject, {
    kind: 'alert-received',
    alert: anAlert({ id, origin }),
    endpoint,
    raised: moment,
    detected: moment,
    receivedAt: noon,
  })
const orderIn = (id: string, counter: number, inIncident?: string) =>
  entry(inIncident === undefined ? chain('till') : incident, {
    kind: 'order-issued',
    signed: {
      order: {
        id,
        endpoint: 'till',
        action: { kind: 'release' },
        notAfter: noon,
        counter,
        reason: '',
        approver: { id: 'wang', name: '' },
        incident: inIncident,
      },
      keyId: '',
      signature: '',
    },
  })

const situation = applyNew(
  emptySituation([
    { id: 'till', number: '1', institution: 'p', name: '' },
    { id: 'other', number: '2', institution: 'p', name: '' },
  ]),
  [
    entry(incident, {
      kind: 'incident-received',
      number: 'BS-2026-0001',
      title: '',
      endpoint: 'till',
      institution: 'p',
      found: { basis: 'found', ...moment },
      drill: false,
      planVersion: 1,
    }),
    alertIn(incident, 'grave', 'till'),
    alertIn(incident, 'detected', 'till', 'detector'),
    alertIn(chain('till'), 'mild', 'till'),
    alertIn(chain('other'), 'theirs', 'other'),
    orderIn('order-in', 1, 'incident'),
    orderIn('order-out', 2),
  ],
)

const isolation = (given: Partial<typeof aPosture.isolation>): Body => ({
  kind: 'isolation',
  isolation: { ...aPosture.isolation, state: 'isolated', ...given },
})
const evidence = (alert?: string): Body => ({
  kind: 'evidence',
  evidence: {
    id: 'e',
    alert,
    file: 'e.tar',
    sha256: '0'.repeat(64),
    bytes: 1,
    moment: momentAt(noon),
    parts: [],
    tookMs: 1,
  },
})
const receipt = (order: string): Body => ({
  kind: 'receipt',
  receipt: { order, outcome: 'carried-out', because: '', moment: momentAt(noon) },
})

function told(body: Body, from: Situation = situation): readonly NewEntry[] {
  const correct = ({ at }: { readonly at: number }) => ({ at: at + 1, offsetMs: 1, uncertaintyMs: 0 })
  return observe.decide(from, { endpoint: 'till', body, receivedAt: noon + 9, correct }).entries
}

test.each<readonly [string, Body, string | undefined]>([
  [
    'an annotation of a report in an incident',
    { kind: 'report-annotated', alert: 'grave', annotation: 'files-locked' },
    'incident',
  ],
  ['an annotation of one without', { kind: 'report-annotated', alert: 'mild', annotation: 'unsure' }, 'till'],
  [
    'an annotation of another terminal’s report',
    { kind: 'report-annotated', alert: 'theirs', annotation: 'unsure' },
    undefined,
  ],
  ['an annotation of nothing', { kind: 'report-annotated', alert: 'none', annotation: 'unsure' }, undefined],
  ['a repeat', { kind: 'report-repeated', alert: 'grave', times: 2 }, 'incident'],
  ['a withdrawal', { kind: 'report-withdrawn', alert: 'grave' }, 'incident'],
  ['a withdrawal of what no person has reported', { kind: 'report-withdrawn', alert: 'detected' }, undefined],
  ['a withdrawal of another’s', { kind: 'report-withdrawn', alert: 'theirs' }, undefined],
  ['a postponement', { kind: 'cut-postponed', alert: 'grave', postponement: 'settling' }, 'incident'],
  ['a cut for an alert', isolation({ alert: 'grave' }), 'incident'],
  ['a cut for another’s alert, while an incident is open', isolation({ alert: 'theirs' }), 'incident'],
  ['a cut by order in an incident', isolation({ order: 'order-in' }), 'incident'],
  ['a cut by an earlier order, while an incident is open', isolation({ order: 'order-out' }), 'incident'],
  ['a cut by hand, while an incident is open', isolation({ by: { kind: 'operator', account: 'li' } }), 'incident'],
  ['evidence for an alert', evidence('grave'), 'incident'],
  ['evidence for nothing', evidence(), 'till'],
  ['a receipt in an incident', receipt('order-in'), 'incident'],
  ['a receipt for an order nobody gave', receipt('forged'), 'till'],
  ['a tombstone', { kind: 'dropped', lane: 'telemetry', dropped: 5, from: 1, to: 2 }, 'till'],
])('%s', (_, body, chain) => {
  const entries = told(body)
  expect(entries.map(({ subject, at }) => [subject.id, at])).toEqual(chain === undefined ? [] : [[chain, noon + 9]])
})

test('a cut with nothing open stands in the terminal’s own chain', () => {
  const correct = ({ at }: { readonly at: number }) => ({ at, offsetMs: 0, uncertaintyMs: 0 })
  const { entries } = observe.decide(situation, { endpoint: 'other', body: isolation({}), receivedAt: noon, correct })
  expect(entries.map(({ subject }) => subject)).toEqual([chain('other')])
})

test('an inventory makes no entry', () => {
  const inventory = { os: '', kernel: '', model: '', serial: '', cpu: '', memoryBytes: 0, disks: [], unknown: [] }
  expect(told({ kind: 'inventory', inventory })).toEqual([])
})

test('a terminal cannot say that an officer did it', () => {
  const by = { kind: 'officer', id: 'wang', name: '王××' } as const
  expect(told(isolation({ by }))[0]!.actor).toEqual({ kind: 'agent' })
  expect(told(isolation({ by: { kind: 'operator', account: 'li' } }))[0]!.actor).toEqual({
    kind: 'operator',
    account: 'li',
  })
})

describe('what it changes', () => {
  const after = (...bodies: readonly Body[]): Situation =>
    bodies.reduce((now, body) => applyNew(now, told(body, now)), situation)

  test('a report carries what was added to it', () => {
    const now = after(
      { kind: 'report-repeated', alert: 'grave', times: 3 },
      { kind: 'report-repeated', alert: 'grave', times: 2 },
      { kind: 'report-annotated', alert: 'grave', annotation: 'remote-control' },
      { kind: 'cut-postponed', alert: 'grave', postponement: 'patient-waiting' },
      { kind: 'report-withdrawn', alert: 'grave' },
    )
    expect(now.alerts.get('grave')).toMatchObject({
      repeats: 3,
      annotation: 'remote-control',
      postponed: 'patient-waiting',
      withdrawnAt: noon + 9,
    })
  })
  test('a terminal carries its isolation', () => {
    expect(after(isolation({ alert: 'grave' })).endpoints.get('till')?.isolation?.state).toBe('isolated')
  })
  test('orders without a receipt stay, and of those with one the newest', () => {
    const orders = (now: Situation) =>
      now.endpoints.get('till')!.orders.map(({ signed, receipt }) => [signed.order.id, receipt?.outcome])
    expect(orders(situation)).toEqual([
      ['order-in', undefined],
      ['order-out', undefined],
    ])
    expect(orders(after(receipt('order-in')))).toEqual([
      ['order-in', 'carried-out'],
      ['order-out', undefined],
    ])
    expect(orders(after(receipt('order-in'), receipt('order-out')))).toEqual([['order-out', 'carried-out']])
    expect(orders(after(receipt('forged')))).toEqual(orders(situation))
  })
})
