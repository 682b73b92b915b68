/** 分段: how the time until the report was spent, and to whom its late minutes belong (三(一)3, 三(二), 五(一)2). */

import { first, standingReport } from '../course.ts'
import type { IncidentStanding } from '../situation.ts'
import type { Settings } from '../settings/settings.ts'

/** S1 机构发现→报告办公室, S2 接报→核实, S3 核实→上报, S4 上报→签收. */
export const segmentNames = ['S1', 'S2', 'S3', 'S4'] as const
export type SegmentName = (typeof segmentNames)[number]

export interface Segment {
  readonly name: SegmentName
  readonly from: number
  readonly to: number
  /** It has not ended; `to` is now. */
  readonly open: boolean
  /** 本局内部要求; S4 has none. */
  readonly budgetMs?: number | undefined
  readonly overMs: number
  /** Its share of the late minutes: by how far each segment was over its budget. */
  readonly lateMs: number
}

export interface Segmented {
  readonly segments: readonly Segment[]
  /** Late although no segment was over its budget: the budgets of the office add up to more than two hours. */
  readonly unattributedMs: number
}

type Budgets = Pick<Settings, 'institutionReportMinutes' | 'verifyMinutes' | 'reportMinutes'>

export function segmentsOf(
  { course, receivedAt }: Pick<IncidentStanding, 'course' | 'receivedAt'>,
  startedAt: number,
  lateMs: number,
  budgets: Budgets,
  now: number,
): Segmented {
  const reported = standingReport(course)?.at
  const verified = first(course, 'D02')?.at
  const signed = reported === undefined ? undefined : course.signedFor.find(({ at }) => at >= reported)?.at
  // 先报后核: what is verified after the report takes nothing of the report's time.
  const ends = [receivedAt, Math.min(verified ?? reported ?? Infinity, reported ?? Infinity), reported, signed]
  const minutes = [budgets.institutionReportMinutes, budgets.verifyMinutes, budgets.reportMinutes, undefined]
  const bare: Omit<Segment, 'lateMs'>[] = []
  let from = startedAt
  for (const [i, name] of segmentNames.entries()) {
    const end = ends[i] ?? Infinity
    const open = end > now
    const to = Math.max(from, open ? now : end)
    const budgetMs = minutes[i] === undefined ? undefined : minutes[i] * 60_000
    bare.push({ name, from, to, open, budgetMs, overMs: Math.max(0, to - from - (budgetMs ?? Infinity)) })
    if (open) break
    from = to
  }
  return attributed(bare, lateMs)
}

/** Whole milliseconds that add up exactly: what rounding leaves goes to the segment that was over the most. */
function attributed(bare: readonly Omit<Segment, 'lateMs'>[], lateMs: number): Segmented {
  const over = bare.reduce((sum, { overMs }) => sum + overMs, 0)
  if (lateMs === 0 || over === 0)
    return { segments: bare.map((segment) => ({ ...segment, lateMs: 0 })), unattributedMs: lateMs }
  const shares = bare.map(({ overMs }) => Math.floor((lateMs * overMs) / over))
  const rest = lateMs - shares.reduce((sum, share) => sum + share, 0)
  const worst = bare.reduce((best, { overMs }, i) => (overMs > (bare[best]?.overMs ?? 0) ? i : best), 0)
  return {
    segments: bare.map((segment, i) => ({ ...segment, lateMs: (shares[i] ?? 0) + (i === worst ? rest : 0) })),
    unattributedMs: 0,
  }
}
