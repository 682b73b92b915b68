// 时限 on the duty screen: every running clock of every incident, apart by who fixed it, overdue first.
import { expect, test } from 'vitest'
import type { IncidentRow, RowClock } from '../feed-frame.ts'
import { dutyClocks, stateAt } from './duty-clocks.ts'

const clock = (name: RowClock['name'], basis: RowClock['basis'], dueAt?: number): RowClock => ({
  name,
  basis,
  clause: '',
  startedAt: 0,
  dueAt,
})
const row = (number: string, clocks: readonly RowClock[], drill = false): IncidentRow => ({
  id: number,
  number,
  title: '',
  phase: 'received',
  drill,
  endpoint: '',
  institution: '',
  receivedAt: 0,
  found: { at: 0, basis: 'found', offsetMs: 0, uncertaintyMs: 0 },
  initialReportDueAt: 0,
  alerts: [],
  clocks,
})
const told = (rows: readonly IncidentRow[]) =>
  dutyClocks(rows).map(({ basis, shown, others }) => [
    basis,
    shown.map(({ incident, clock: { name } }) => `${incident.number} ${name}`),
    others,
  ])

test('the plan’s, the state’s and the office’s own are apart; within each the most overdue first, drills last', () => {
  const rows = [
    row('1', [clock('initial-report', 'plan', 50), clock('brief', 'office', 20), clock('verification', 'office', 30)]),
    row('2', [clock('result-report', 'plan'), clock('national-report', 'state', 40), clock('directive', 'plan', -5)]),
    row('3', [clock('initial-report', 'plan', -90)], true),
  ]
  expect(told(rows)).toEqual([
    ['plan', ['2 directive', '1 initial-report', '2 result-report', '3 initial-report'], 0],
    ['state', ['2 national-report'], 0],
    ['office', ['1 brief', '1 verification'], 0],
  ])
})

test('more than five are counted', () => {
  const rows = [
    row(
      '1',
      Array.from({ length: 7 }, (_, place) => clock('directive', 'plan', place)),
    ),
  ]
  expect(told(rows)).toEqual([['plan', Array.from({ length: 5 }, () => '1 directive'), 2]])
})

test('nothing runs', () => expect(told([row('1', [])])).toEqual([]))

test.each([
  [9, 'running'],
  [10, 'due-soon'],
  [20, 'due-soon'],
  [21, 'overdue'],
] as const)('at %d it is %s', (now, state) => {
  expect(stateAt({ ...clock('brief', 'office', 20), soonAt: 10 }, now)).toBe(state)
})
