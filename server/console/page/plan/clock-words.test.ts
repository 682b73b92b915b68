// A clock in words: late is said as late, provisional as provisional, and who fixed the time stands beside it.
import { expect, test } from 'vitest'
import type { ClockState, PlanClock } from '../../../workflow/clocks/clock.ts'
import { clockGroups } from './clock-groups.ts'
import { clockWords } from './clock-words.ts'

/** 2026-11-22 14:00:00 in Shanghai. */
const now = Date.UTC(2026, 10, 22, 6)
const minute = 60_000
const day = 24 * 60 * minute
const clock = (state: ClockState, over: Partial<PlanClock> = {}): PlanClock => ({
  name: 'initial-report',
  basis: 'plan',
  clause: '三(一)2',
  startedAt: now - 60 * minute,
  dueAt: now + 60 * minute,
  state,
  lateMs: 0,
  ...over,
})

test.each<[string, PlanClock, string, string]>([
  ['runs', clock('running'), '剩 01:00:00', 'calm'],
  ['due soon', clock('due-soon'), '▲ 剩 01:00:00', 'hurry'],
  ['at the very moment it is not late', clock('due-soon', { dueAt: now }), '▲ 剩 00:00:00', 'hurry'],
  ['overdue', clock('overdue', { dueAt: now - 190_000 }), '◆ 已超时 00:03:10（如实记录）', 'over'],
  // The page counts on: it does not wait for the server to say so.
  ['overdue since it was read', clock('due-soon', { dueAt: now - 1_000 }), '◆ 已超时 00:00:01（如实记录）', 'over'],
  ['overdue for days', clock('overdue', { dueAt: now - 3 * day }), '◆ 已超时 3 天（如实记录）', 'over'],
  ['met', clock('met', { doneAt: now - minute }), '✔ 按时完成 2026-11-22 13:59:00', 'done'],
  ['met late', clock('met-late', { doneAt: now }), '◆ 2026-11-22 14:00:00 完成，已超时', 'over'],
  [
    'provisional',
    clock('running', { dueAt: now + 3 * day, provisional: true }),
    '剩 3 天，至 2026-11-25 14:00:00（暂定）',
    'calm',
  ],
  ['no calendar covers it', clock('running', { dueAt: undefined }), '暂定', 'calm'],
  ['cancelled', clock('cancelled'), '已取消', 'done'],
])('%s', (_, given, text, tone) => {
  expect(clockWords(given, now)).toMatchObject({ text, tone })
})

test('the second is counted on by the page', () => {
  expect(clockWords(clock('running'), now + 1_000).text).toBe('剩 00:59:59')
})

test('what the state demands is never called the plan’s', () => {
  const { basis, remarks } = clockWords(clock('running', { name: 'national-report', basis: 'state' }), now)
  expect(basis).toBe('国家规定')
  expect(remarks).toContain('请按最新规定核对')
})

test('groups: the plan, the state and the office apart; of the office’s own only what runs', () => {
  const clocks = [
    clock('met', { name: 'brief', basis: 'office' }),
    clock('running', { name: 'verification', basis: 'office' }),
    clock('met', { name: 'national-report', basis: 'state' }),
    clock('cancelled', { name: 'result-report' }),
    clock('running', { name: 'result-report', startedAt: now, dueAt: now + 5 * day }),
    clock('running'),
  ]
  const shown = clockGroups(clocks, true).map(({ basis, clocks: group }) => [basis, group.map(({ name }) => name)])
  expect(shown).toEqual([
    ['plan', ['result-report']],
    ['state', ['national-report']],
    ['office', ['verification']],
  ])
  expect(clockGroups(clocks, false)[0]?.clocks.map(({ name }) => name)).toEqual(['initial-report', 'result-report'])
})
