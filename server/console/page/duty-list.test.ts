// What waits for the officer: taken alerts are gone, the order is by urgency, a storm is folded.
import { describe, expect, test } from 'vitest'
import type { AlertRow, EndpointRow } from '../feed-frame.ts'
import { dutyList, lastAlert } from './duty-list.ts'

const now = 10_000_000
const alert = (id: string, over: Partial<AlertRow> = {}): AlertRow => ({
  id,
  code: 'BS-1122-7F3K-2',
  origin: 'detector',
  rule: 'mass-rewrite',
  severity: 'high',
  because: '',
  count: 1,
  drill: false,
  endpoint: 'e1',
  detectedAt: now - 5_000,
  raisedAt: now - 5_000,
  receivedAt: now - 4_000,
  repeats: 0,
  ...over,
})
const endpoints = new Map(
  [
    ['e1', 'i1'],
    ['e2', 'i1'],
    ['e3', 'i2'],
  ].map(([id, institution]) => [id!, { id, institution } as EndpointRow]),
)
const order = (...alerts: AlertRow[]) => dutyList(alerts, endpoints, now).items.map(({ key }) => key)

describe('the order', () => {
  test.each([
    ['grave first', [alert('a', { severity: 'medium' }), alert('b', { severity: 'critical' })], ['b', 'a']],
    ['older first', [alert('a'), alert('b', { raisedAt: now - 9_000 })], ['b', 'a']],
    ['withdrawn last', [alert('a', { withdrawnAt: now, severity: 'critical' }), alert('b')], ['b', 'a']],
    [
      'a drill after everything real',
      [alert('a', { drill: true, severity: 'critical' }), alert('b', { severity: 'low' })],
      ['b', 'a'],
    ],
    ['taken ones are gone', [alert('a', { taken: { by: '王', at: now } }), alert('b')], ['b']],
  ])('%s', (_, alerts, ids) => {
    expect(order(...alerts)).toEqual(ids)
  })
})

describe('a storm', () => {
  const many = (count: number, over: (place: number) => Partial<AlertRow>) =>
    Array.from({ length: count }, (_, place) => alert(String(place).padStart(3, '0'), over(place)))
  const folded = (alerts: AlertRow[]) => {
    const { items, storm, waiting } = dutyList(alerts, endpoints, now)
    return { groups: items.map((item) => item.alerts.length), storm, waiting }
  }
  test.each([
    ['nine are shown one by one', many(9, () => ({})), { groups: Array(9).fill(1), storm: undefined, waiting: 9 }],
    ['ten of one rule at one institution are one line', many(10, () => ({})), { groups: [10], storm: 10, waiting: 10 }],
    [
      'by institution',
      many(12, (place) => ({ endpoint: place < 5 ? 'e1' : place < 8 ? 'e2' : 'e3' })),
      { groups: [8, 4], storm: 12, waiting: 12 },
    ],
    [
      'by rule',
      many(12, (place) => ({ rule: place % 3 === 0 ? 'dual-homing' : 'mass-rewrite' })),
      { groups: [4, 8], storm: 12, waiting: 12 },
    ],
    [
      'ten over an hour are no storm',
      many(10, (place) => ({ receivedAt: now - place * 360_000 })),
      { groups: Array(10).fill(1), storm: undefined, waiting: 10 },
    ],
  ])('%s', (_, alerts, expected) => {
    expect(folded(alerts)).toEqual(expected)
  })
})

test('the last alert is the last received, taken or not', () => {
  const taken = alert('b', { receivedAt: now, taken: { by: '王', at: now } })
  expect(lastAlert([alert('a'), taken])).toBe(taken)
  expect(lastAlert([])).toBeUndefined()
})
