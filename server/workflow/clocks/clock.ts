/** 时限: what a clock of an incident is, and where it stands at a moment. Pure: from stored times alone, so a server that stood still tells the same as one that ran. */

import type { Basis } from '../settings/setting.ts'

export const clockNames = [
  /** 两小时报告 (三(一)2). */
  'initial-report',
  /** 处理结果报告 within five working days (四(三)). */
  'result-report',
  /** An order of the leading group, by its own date (三(二), 五(二)2). */
  'directive',
  /** 国家规定, shown apart from the plan's and never mixed with them. */
  'national-report',
  'national-summary',
  /** 本局内部要求, where the plan says “立即” or nothing. */
  'brief',
  'verification',
  'assessment',
  'evaluation',
  'directive-reading',
] as const
export type ClockName = (typeof clockNames)[number]

/** `cancelled`: nothing is owed any more, and nothing was done: a relapse, a false alarm, an incident that went into another, a directive that was withdrawn. */
export const clockStates = ['running', 'due-soon', 'overdue', 'met', 'met-late', 'cancelled'] as const
export type ClockState = (typeof clockStates)[number]

export type Cancelled = 'relapse' | 'reopened' | 'false-alarm' | 'merged' | 'withdrawn'

/** What a clock is computed from. */
export interface Term {
  readonly name: ClockName
  /** Who fixed the time: never printed as 预案规定 where it is the office's own. */
  readonly basis: Basis
  readonly clause: string
  /** The directive that it is about. */
  readonly about?: string | undefined
  readonly startedAt: number
  /** Left out where no calendar covers it. */
  readonly dueAt?: number | undefined
  readonly soonAt?: number | undefined
  /** What was owed was done. */
  readonly doneAt?: number | undefined
  readonly cancelled?: { readonly at: number; readonly because: Cancelled } | undefined
  /** 暂定: a day that was counted may still be moved by a notice of the State Council. */
  readonly provisional?: boolean | undefined
  readonly uncoveredYear?: number | undefined
}

export interface PlanClock extends Term {
  readonly state: ClockState
  /** Milliseconds until it is due, negative once overdue; only while it runs. */
  readonly leftMs?: number | undefined
  /** How late it was done, or is by now; 0 in time. */
  readonly lateMs: number
}

export function clockAt(term: Term, now: number): PlanClock {
  const { dueAt = Infinity, doneAt, cancelled } = term
  // What was done before nothing was owed any more stays done.
  if (doneAt !== undefined && doneAt <= (cancelled?.at ?? Infinity))
    return { ...term, state: doneAt <= dueAt ? 'met' : 'met-late', lateMs: Math.max(0, doneAt - dueAt) }
  if (cancelled) return { ...term, state: 'cancelled', lateMs: 0 }
  const running = { ...term, lateMs: Math.max(0, now - dueAt), leftMs: dueAt === Infinity ? undefined : dueAt - now }
  if (now > dueAt) return { ...running, state: 'overdue' }
  return { ...running, state: now >= (term.soonAt ?? Infinity) ? 'due-soon' : 'running' }
}
