/** 两小时报告的提醒 (三(一)2) as data: when, to whom, with which words. The times are rules of this office; the plan only knows the two hours. */

import { initialReportWithinMs } from '#shared/domain/incident.ts'
import type { Role } from './settings.ts'

const minuteMs = 60_000

export interface Reminder {
  /** The last part of the notice's name; never renamed, since stored rows carry it. */
  readonly id: string
  /** Counted from when it was or should have been found. */
  readonly afterMs: number
  readonly to: readonly Role[]
  readonly says: 'report-due' | 'automatic-brief'
  readonly clause: string
}

export const reminders: readonly Reminder[] = [
  { id: 'report-60', afterMs: 60 * minuteMs, to: ['duty', 'backup'], says: 'report-due', clause: '三(一)2' },
  { id: 'report-90', afterMs: 90 * minuteMs, to: ['duty', 'backup', 'leader'], says: 'report-due', clause: '三(一)2' },
  {
    id: 'report-105',
    afterMs: 105 * minuteMs,
    to: ['duty', 'backup', 'leader'],
    says: 'report-due',
    clause: '三(一)2',
  },
  // 系统自动快报: told as unverified, and no substitute for the report; it stops no clock (四(一)2).
  {
    id: 'automatic-brief',
    afterMs: 110 * minuteMs,
    to: ['backup', 'leader'],
    says: 'automatic-brief',
    clause: '四(一)2',
  },
]

/** After the deadline, as long as nothing was reported. */
export const overdue = {
  id: 'overdue',
  fromMs: initialReportWithinMs,
  everyMs: 30 * minuteMs,
  /** Then everybody has been told for a day; the console goes on showing it. */
  forMs: 24 * 60 * minuteMs,
  to: ['duty', 'backup', 'leader'],
  says: 'report-overdue',
  clause: '三(一)2',
} as const
