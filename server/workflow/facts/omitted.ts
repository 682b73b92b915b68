/** 漏报线索: L1–L3 (五(二)1). */

import { first, standingReport } from '../course.ts'
import { majorOf, numberIn } from '../clocks/answers.ts'
import { outsideReports, ownReports, rowsOfStart } from './acts.ts'
import { inOrder, office, reportingUnits } from './fact.ts'
import type { Case, Fact } from './fact.ts'
import { knowableInTime } from './late.ts'

/** L1: no report although it was due; what is not yet said to be 重大 or not counts as if it were (六(一)). */
export function neverReported(given: Case): readonly Fact[] {
  const { incident, clocks } = given
  const { state, startedAt, dueAt = 0, lateMs } = clocks.initialReport
  const major = majorOf(incident.course)
  if (state !== 'overdue' || major === 'no' || knowableInTime(given)) return []
  return reportingUnits(given).map((unit) => ({
    code: 'L1',
    unit,
    values: { major, startedAt, dueAt, lateMs },
    rows: inOrder(...rowsOfStart(given), first(incident.course, 'D05')?.position),
  }))
}

/** L2: the first to tell was somebody else: neither the unit itself nor our own alerts. */
export function toldByOthers(given: Case): readonly Fact[] {
  const [told] = outsideReports(given)
  if (!told) return []
  const own = ownReports(given).find(({ unit }) => unit === told.unit)
  const alerted = given.entries.some(
    ({ happening, at }) => happening.kind === 'alert-received' && Math.min(happening.detected.at, at) <= told.at,
  )
  if (alerted || (own && own.at <= told.at)) return []
  return [
    {
      code: 'L2',
      unit: told.unit,
      values: { source: told.source, toldAt: told.at, ...(own ? { doneAt: own.at } : {}) },
      rows: inOrder(told.row, own?.row),
    },
  ]
}

/** L3: the report named fewer terminals than the system knew of when it was filed; both numbers stand in it. */
export function partlyReported({ incident }: Case): readonly Fact[] {
  const report = standingReport(incident.course)
  const known = numberIn(report?.fields, 'systemKnew')
  const reported = numberIn(report?.fields, 'endpointsAffected')
  if (!report || known === undefined || reported === undefined || reported >= known) return []
  return [
    {
      code: 'L3',
      unit: report.as === 'department' ? incident.institution : office,
      values: { reported, known, reportedAt: report.at },
      rows: [report.position],
    },
  ]
}
