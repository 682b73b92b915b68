/** 两小时报告的提醒 (三(一)2): when, to whom, with which words. The times are settings of this office; the plan only knows the two hours. */

import type { Settings } from '../workflow/settings/settings.ts'
import type { Role } from './settings.ts'

const minuteMs = 60_000

export interface Reminder {
  /** The last part of the notice's name; never renamed, since stored rows carry it. */
  readonly id: 'report-start' | 'report-office' | 'report-deputy' | 'report-soon' | 'report-again' | 'automatic-brief'
  /** Counted from when it was or should have been found. */
  readonly afterMs: number
  readonly to: readonly Role[]
  readonly says: 'report-due' | 'automatic-brief'
  readonly clause: string
  /** In the console alone: outside, the alert itself has just woken them. */
  readonly inside?: boolean | undefined
}

export type ReminderTimes = Pick<
  Settings,
  'remindOfficeMinutes' | 'remindDeputyMinutes' | 'dueSoonMinutes' | 'remindAgainMinutes' | 'automaticBriefMinutes'
>

/** In the order of time. */
export function remindersBy(times: ReminderTimes): readonly Reminder[] {
  const all: readonly Omit<Reminder, 'clause'>[] = [
    { id: 'report-start', afterMs: 0, to: ['duty'], says: 'report-due', inside: true },
    { id: 'report-office', afterMs: times.remindOfficeMinutes * minuteMs, to: ['duty', 'backup'], says: 'report-due' },
    { id: 'report-deputy', afterMs: times.remindDeputyMinutes * minuteMs, to: ['deputy'], says: 'report-due' },
    { id: 'report-soon', afterMs: times.dueSoonMinutes * minuteMs, to: ['deputy', 'leader'], says: 'report-due' },
    {
      id: 'report-again',
      afterMs: times.remindAgainMinutes * minuteMs,
      to: ['duty', 'backup', 'deputy', 'leader'],
      says: 'report-due',
    },
    // 系统自动快报: told as unverified, and no substitute for the report; it stops no clock (四(一)2).
    {
      id: 'automatic-brief',
      afterMs: times.automaticBriefMinutes * minuteMs,
      to: ['deputy', 'leader'],
      says: 'automatic-brief',
    },
  ]
  return all
    .map((reminder) => ({ ...reminder, clause: reminder.says === 'automatic-brief' ? '四(一)2' : '三(一)2' }))
    .toSorted((one, other) => one.afterMs - other.afterMs)
}

/** After the deadline, as long as nothing was reported; how often is a setting. */
export const overdue = {
  id: 'overdue',
  /** Then everybody has been told for a day; the console goes on showing it. */
  forMs: 24 * 60 * minuteMs,
  to: ['duty', 'backup', 'deputy', 'leader'],
  clause: '三(一)2',
} as const
