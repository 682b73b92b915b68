/** 缓报线索 and what else was late: H1–H3, Z1, Z2 (三(一)2, 三(一)3, 四(三), 五(二)2). */

import { initialReportWithinMs } from '#shared/domain/incident.ts'
import { standingReport } from '../course.ts'
import { cuts, institutionsOf, ownReports, rowsOf, rowsOfStart, sightingsIn } from './acts.ts'
import type { Act } from './acts.ts'
import { inOrder, reportingUnits } from './fact.ts'
import type { Case, Fact } from './fact.ts'

const minuteMs = 60_000

/**
 * Known to nobody until the terminal could speak again: then the two hours that count against anybody begin when it did.
 * The clock shows the earlier moment, with the time without connection beside it.
 */
export function knowableInTime({ incident, clocks, now }: Case): boolean {
  const { outages, startedAt, doneAt, found = Infinity, runsFrom } = clocks.initialReport
  const heldUp = outages.some(({ of, from }) => of === 'terminal' && from < incident.receivedAt)
  if (runsFrom === 'found' || !heldUp) return false
  const known = Math.min(incident.receivedAt, found)
  return known > startedAt && (doneAt ?? now) <= known + initialReportWithinMs
}

/** H1: reported after the two hours, or not yet. */
export function lateReport(given: Case): readonly Fact[] {
  const { incident, clocks } = given
  const { state, lateMs, startedAt, dueAt = 0, doneAt, excuseMs, runsFrom, mechanical, segments } = clocks.initialReport
  if ((state !== 'met-late' && state !== 'overdue') || knowableInTime(given)) return []
  const shares = Object.fromEntries(segments.map(({ name, lateMs: share }) => [`${name}Ms`, share]))
  return reportingUnits(given).map((unit) => ({
    code: 'H1',
    unit,
    values: {
      runsFrom,
      startedAt,
      dueAt,
      lateMs,
      excuseMs,
      ...(doneAt === undefined ? {} : { doneAt }),
      // 核定: the other value is said as well.
      ...(runsFrom === 'decided' ? { mechanicalAt: mechanical.startedAt, mechanicalLateMs: mechanical.lateMs } : {}),
      ...shares,
    },
    rows: inOrder(...rowsOfStart(given), standingReport(incident.course)?.position),
  }))
}

/** H2: a person of the institution saw it, and the office heard of it late or never. */
export const institutionLate = (given: Case): readonly Fact[] =>
  lateAfterSeen(given, 'H2', ownReports(given), given.settings.institutionReportMinutes * minuteMs)

/** H3: seen, and not taken off the insurance network in time, or never. */
export const cutLate = (given: Case): readonly Fact[] =>
  lateAfterSeen(given, 'H3', cuts(given), given.settings.institutionCutMinutes * minuteMs)

/** 第一时间, which the office measures (三(一)3): what each institution did after the first of its people had seen it. */
function lateAfterSeen(given: Case, code: 'H2' | 'H3', acts: readonly Act[], limitMs: number): readonly Fact[] {
  const seen = sightingsIn(given)
  return institutionsOf(given).flatMap((unit): readonly Fact[] => {
    const knew = seen.find((one) => one.unit === unit)
    const did = acts.find((one) => one.unit === unit)
    const lateMs = knew ? (did?.at ?? given.now) - knew.at - limitMs : 0
    if (!knew || lateMs <= 0) return []
    return [
      {
        code,
        unit,
        values: { seenAt: knew.at, limitMs, lateMs, ...(did ? { doneAt: did.at } : {}) },
        rows: inOrder(knew.row, did?.row),
      },
    ]
  })
}

/** Z1: a directive of the leading group was done after its date, or is not done. */
export function directivesLate({ incident, entries, clocks }: Case): readonly Fact[] {
  return clocks.directives.flatMap((clock): Fact[] => {
    if (clock.state !== 'met-late' && clock.state !== 'overdue') return []
    const standing = incident.course.directives.find(({ directive }) => directive.id === clock.about)
    if (!standing) return []
    const { directive, judged } = standing
    return [
      {
        code: 'Z1',
        unit: directive.unit,
        values: {
          number: directive.number,
          dueAt: directive.dueAt,
          lateMs: clock.lateMs,
          ...(clock.doneAt === undefined ? {} : { doneAt: clock.doneAt }),
          // 影响应急行动效果: a person's judgement, never computed (五(二)2).
          ...(judged ? { impaired: judged.impaired, reason: judged.reason } : {}),
        },
        rows: rowsOf(
          entries,
          ({ happening }) =>
            (happening.kind === 'directive-issued' && happening.directive.id === directive.id) ||
            (happening.kind === 'directive-completed' && happening.directive === directive.id),
        ),
      },
    ]
  })
}

/** Z2: the result was filed after five working days, or is not filed. Only what the plan binds: 重大 (四(三)). */
export function resultLate({ incident, clocks, answering }: Case): readonly Fact[] {
  const { course, institution } = incident
  const clock = clocks.resultReports.at(-1)
  if (!clock || clock.basis !== 'plan' || (clock.state !== 'met-late' && clock.state !== 'overdue')) return []
  const handled = course.moves.findLast(({ event, at }) => event === 'handle' && at === clock.startedAt)
  const filed = course.forms.D15?.find(({ at }) => at === clock.doneAt)
  return [
    {
      code: 'Z2',
      unit: answering ?? institution,
      values: {
        startedAt: clock.startedAt,
        dueAt: clock.dueAt ?? 0,
        provisional: clock.provisional === true,
        lateMs: clock.lateMs,
        ...(clock.doneAt === undefined ? {} : { doneAt: clock.doneAt }),
      },
      rows: inOrder(handled?.position, filed?.position),
    },
  ]
}
