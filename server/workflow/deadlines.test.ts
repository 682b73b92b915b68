// 两小时报告 to the millisecond.
import { expect, test } from 'vitest'
import { initialReport } from './deadlines.ts'

const minute = 60_000
const hour = 60 * minute
const found = { at: 1_000_000, basis: 'found', offsetMs: 0, uncertaintyMs: 0 } as const
const due = found.at + 2 * hour

test.each([
  ['at once', 0, 'running'],
  ['a millisecond before 90 minutes', 90 * minute - 1, 'running'],
  ['at 90 minutes', 90 * minute, 'due-soon'],
  ['a millisecond before two hours', 2 * hour - 1, 'due-soon'],
  ['at exactly two hours: “2小时内”', 2 * hour, 'due-soon'],
  ['a millisecond after', 2 * hour + 1, 'overdue'],
  ['a day after', 24 * hour, 'overdue'],
] as const)('%s', (_, passed, state) => {
  const deadline = initialReport({ found, receivedAt: found.at }, found.at + passed)
  expect(deadline).toEqual({ state, dueAt: due, leftMs: 2 * hour - passed, overdueAtBirth: false })
})

test.each([
  ['received in time', due, false],
  ['received too late to be in time', due + 1, true],
])('an incident that was %s', (_, receivedAt, overdueAtBirth) => {
  expect(initialReport({ found, receivedAt }, receivedAt)).toMatchObject({
    overdueAtBirth,
    state: overdueAtBirth ? 'overdue' : 'due-soon',
  })
})
