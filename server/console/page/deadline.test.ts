// The two-hour clock on the screen: when it says hurry, when it says over, and that lateness is shown.
import { expect, test } from 'vitest'
import type { IncidentRow } from '../feed-frame.ts'
import { deadline } from './deadline.ts'

const found = 1_000_000_000
const minute = 60_000
const incident = (receivedAt: number) =>
  ({
    found: { at: found },
    receivedAt,
    initialReportDueAt: found + 120 * minute,
    clocks: [] as const,
  }) as unknown as IncidentRow

test.each([
  ['at the beginning', 0, 'calm', 120],
  ['at half', 60, 'calm', 60],
  ['just before the last quarter', 89.9, 'calm', 30.1],
  ['at the last quarter', 90, 'hurry', 30],
  ['at the end', 120, 'over', 0],
  ['three minutes after', 123, 'over', 3],
])('%s', (_, minutes, tone, length) => {
  const stand = deadline(incident(found), found + minutes * minute)
  expect(stand.tone).toBe(tone)
  expect(stand.lengthMs).toBeCloseTo(length * minute)
})

test.each([
  ['received at once', 3_000, 0],
  ['received after 47 minutes offline', 47 * minute, 47 * minute],
])('%s', (_, late, spent) => {
  expect(deadline(incident(found + late), found + late).spentMs).toBe(spent)
})

test('where the leader has decided on another moment, its clock counts', () => {
  const decided = { name: 'initial-report', dueAt: found + 60 * minute }
  const row = { ...incident(found), clocks: [decided] } as unknown as IncidentRow
  expect(deadline(row, found + 61 * minute).tone).toBe('over')
})
