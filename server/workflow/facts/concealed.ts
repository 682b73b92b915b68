/** 瞒报线索: M1–M5 (五(一)1, 五(二)1). 授意 is never computed: only a person can state it. */

import { initialReportWithinMs } from '#shared/domain/incident.ts'
import type { Actor } from '#shared/domain/actor.ts'
import type { Alert } from '#shared/domain/alert.ts'
import type { Corrected } from '#shared/domain/moment.ts'
import { atLeast } from '#shared/domain/severity.ts'
import { standingReport } from '../course.ts'
import { filedForms, isOwnReport, textIn, numberIn } from '../clocks/answers.ts'
import type { Entry } from '../history.ts'
import { institutionsOf, ownerOf, ownerOfForm, ownReports, rowsOf, sightingsIn } from './acts.ts'
import type { Act } from './acts.ts'
import { inOrder, office } from './fact.ts'
import type { Case, Fact } from './fact.ts'

const minuteMs = 60_000
/** As many as two hands: more say no more. */
const namedRows = 10

/** M1: a person of the unit knew, and for two hours the unit told nobody. */
export function knewAndKeptStill(given: Case): readonly Fact[] {
  const { now } = given
  const seen = sightingsIn(given)
  const own = ownReports(given)
  const reports: readonly (readonly [unit: string, report: Act | undefined])[] = [
    ...institutionsOf(given).map((unit) => [unit, own.find((one) => one.unit === unit)] as const),
    [office, reportOf(given)],
  ]
  return reports.flatMap(([unit, report]): Fact[] => {
    const knew = seen.find((one) => one.unit === unit)
    if (!knew || (report?.at ?? now) - knew.at <= initialReportWithinMs) return []
    return [
      {
        code: 'M1',
        unit,
        values: {
          seenAt: knew.at,
          silentMs: (report?.at ?? now) - knew.at,
          ...(report ? { doneAt: report.at } : {}),
        },
        rows: inOrder(knew.row, report?.row),
      },
    ]
  })
}

function reportOf({ incident }: Case): Act | undefined {
  const report = standingReport(incident.course)
  return report && { at: report.at, row: report.position, unit: office }
}

const nameOf = (actor: Actor): string => (actor.kind === 'officer' ? actor.name : actor.kind)

/** M2: closed as a false alarm, by these persons, and true after all. */
export function closedThoughTrue({ incident, entries }: Case): readonly Fact[] {
  const { course } = incident
  return course.moves.flatMap((closed): Fact[] => {
    if (closed.event !== 'close-false') return []
    const laterMoves = rowsOf(
      entries,
      ({ happening, position }) =>
        position > closed.position && happening.kind === 'phase-moved' && happening.event === 'report',
    )
    const confirmed = filedForms(course, 'D02').find(
      ({ position, fields }) => position > closed.position && textIn(fields, 'conclusion') === 'confirmed',
    )
    const truth = confirmed?.position ?? laterMoves[0]
    if (truth === undefined) return []
    const held = filedForms(course, 'D02').findLast(({ position }) => position < closed.position)
    const names = new Set([
      ...(held ? [nameOf(held.by)] : []),
      ...(textIn(held?.fields, 'reviewer') === undefined ? [] : [textIn(held?.fields, 'reviewer') ?? '']),
      nameOf(closed.by),
    ])
    return [
      {
        code: 'M2',
        unit: office,
        values: { closedAt: closed.at, persons: [...names].join('、'), count: names.size },
        rows: inOrder(closed.position, truth),
      },
    ]
  })
}

/** M3: between the first fact and the report the terminal was meddled with. */
export function meddled(given: Case): readonly Fact[] {
  const { clocks, entries, now } = given
  const { startedAt, doneAt = now } = clocks.initialReport
  const inTime = (from: number, to = from) => startedAt <= to && from <= doneAt
  const computed = setBacks(entries, inTime)
  // The agent's own alert of a clock that was set back may be the very row by which it was computed.
  const isComputed = ({ what, rows }: Told) =>
    what === 'clock-set-back' && computed.some((one) => rows.every((row) => one.rows.includes(row)))
  return [...told(entries, inTime).filter((one) => !isComputed(one)), ...computed]
    .slice(0, namedRows)
    .map(({ at, rows, what, endpoint, ...more }) => ({
      code: 'M3',
      unit: ownerOf(given, endpoint),
      values: { what, at, ...more },
      rows,
    }))
}

interface Meddling {
  readonly endpoint: string
  readonly at: number
  readonly rows: readonly number[]
}

/** What each rule of the agent tells of that a hand did to the terminal (`agent/detection/detectors`, `agent/drift.ts`). */
export const meddlingRules = {
  'agent-stopped': 'agent-stopped',
  'agent-uninstalled': 'agent-uninstalled',
  'clock-set-back': 'clock-set-back',
  'evidence-deleted': 'evidence-deleted',
  'isolation-undone': 'network-restored',
  'log-cleared': 'log-cleared',
} as const

const whatOf = (rule: string): string | undefined =>
  rule in meddlingRules ? meddlingRules[rule as keyof typeof meddlingRules] : undefined

/** Below this the agent's own finding says that no hand need have done it: a power cut, an upgrade, a clock that boot lost. */
const meddlingFrom = 'medium'

interface Told extends Meddling {
  readonly what: string
}

type InTime = (from: number, to?: number) => boolean

/** What the agent saw of it, and a release by the operator's own hand. */
function told(entries: readonly Entry[], inTime: InTime): readonly Told[] {
  const counted = new Set<string>()
  return entries.flatMap(({ happening, position, actor }): Told[] => {
    if (happening.kind === 'alert-received') {
      const { alert, raised, endpoint } = happening
      const what = whatOf(alert.rule)
      if (what === undefined || !atLeast(alert.severity, meddlingFrom)) return []
      // An alert comes again with a higher count: it stays one.
      if (counted.has(alert.id)) return []
      counted.add(alert.id)
      const at = raised.at - blindMsOf(alert)
      return inTime(at, raised.at) ? [{ endpoint, at, rows: [position], what }] : []
    }
    if (happening.kind !== 'isolation-changed' || actor.kind !== 'operator') return []
    const { isolation, since } = happening
    const byHand = isolation.state === 'connected' && isolation.order === undefined
    return byHand && inTime(since.at)
      ? [{ endpoint: happening.endpoint, at: since.at, rows: [position], what: 'network-restored' }]
      : []
  })
}

/** A kill is told when the agent runs again; how long it was blind until then stands in its facts. */
function blindMsOf({ detections }: Pick<Alert, 'detections'>): number {
  const blindMs = detections[0]?.facts['blindMs']
  return typeof blindMs === 'number' && blindMs > 0 ? Math.round(blindMs) : 0
}

/** Less than this is a clock that is set right; the plan's own documents round to minutes. */
const setBackByMs = 5 * minuteMs
/** Beyond it the two clocks of the terminal disagree, which a computer that slept also brings about. */
const certainWithinMs = minuteMs

/** The terminal's wall clock fell behind between two moments that it told of. */
function setBacks(
  entries: readonly Entry[],
  inTime: InTime,
): readonly (Meddling & { readonly what: string; readonly sinceAt: number; readonly byMs: number })[] {
  const last = new Map<string, { readonly at: number; readonly offsetMs: number; readonly row: number }>()
  return entries.flatMap((entry) => {
    const seen = momentIn(entry)
    if (!seen || seen.corrected.uncertaintyMs > certainWithinMs) return []
    const { endpoint, corrected } = seen
    const before = last.get(endpoint)
    last.set(endpoint, { at: corrected.at, offsetMs: corrected.offsetMs, row: entry.position })
    const byMs = before ? corrected.offsetMs - before.offsetMs : 0
    if (!before || byMs <= setBackByMs || !inTime(corrected.at)) return []
    return [
      {
        endpoint,
        at: corrected.at,
        rows: [before.row, entry.position],
        what: 'clock-set-back',
        sinceAt: before.at,
        byMs,
      },
    ]
  })
}

function momentIn({ happening }: Entry): { readonly endpoint: string; readonly corrected: Corrected } | undefined {
  if (happening.kind === 'alert-received') return { endpoint: happening.endpoint, corrected: happening.raised }
  if (happening.kind === 'isolation-changed') return { endpoint: happening.endpoint, corrected: happening.since }
  return undefined
}

/** M4: the moment of finding as it was stated is later than the moment at which a person is recorded to have known. */
export function statedLater(given: Case): readonly Fact[] {
  const { incident, settings } = given
  const toleranceMs = settings.statedLaterMinutes * minuteMs
  const seen = sightingsIn(given)
  const stated = [
    ...filedForms(incident.course, 'D01')
      .filter(({ fields }) => isOwnReport(fields))
      .map((form) => ({ form, unit: ownerOfForm(given, form.fields) })),
    ...filedForms(incident.course, 'D03').map((form) => ({
      form,
      unit: form.as === 'department' ? incident.institution : office,
    })),
  ]
  return stated.flatMap(({ form, unit }): Fact[] => {
    const statedAt = numberIn(form.fields, 'foundAt')
    // The institution answers for what its own people saw; the report for what anybody is recorded to have seen before it.
    const knew = seen.find(
      (one) => one.row !== form.position && one.at <= form.at && (form.form === 'D03' || one.unit === unit),
    )
    if (statedAt === undefined || !knew || statedAt - knew.at <= toleranceMs) return []
    return [
      {
        code: 'M4',
        unit,
        values: { form: form.form, statedAt, seenAt: knew.at, laterMs: statedAt - knew.at },
        rows: inOrder(knew.row, form.position),
      },
    ]
  })
}

/** M5: the institution withdrew its report, and it was true; or the report to the leading group was taken back. */
export const withdrawn = (given: Case): readonly Fact[] => [...withdrawnThoughTrue(given), ...reportTakenBack(given)]

/** Whether the next one is in time is for the clock to say; that there was another text stays a fact, with its rows. */
const reportTakenBack = ({ incident, entries }: Case): readonly Fact[] =>
  filedForms(incident.course, 'D03').flatMap((report): readonly Fact[] => {
    if (!report.withdrawn) return []
    const { at: withdrawnAt, reason } = report.withdrawn
    const rows = rowsOf(
      entries,
      ({ happening, subject }) =>
        subject.id === incident.id &&
        happening.kind === 'initial-report-withdrawn' &&
        happening.serial === report.serial,
    )
    return [
      {
        code: 'M5',
        unit: report.as === 'department' ? incident.institution : office,
        values: { reportedAt: report.at, withdrawnAt, reason },
        rows: inOrder(report.position, ...rows),
      },
    ]
  })

function withdrawnThoughTrue(given: Case): readonly Fact[] {
  const { incident, entries, situation } = given
  return entries.flatMap(({ happening, at, position }): Fact[] => {
    if (happening.kind !== 'report-withdrawn') return []
    const truth = [...filedForms(incident.course, 'D02'), ...filedForms(incident.course, 'D03')].find(
      (form) => form.position > position && (form.form === 'D03' || textIn(form.fields, 'conclusion') === 'confirmed'),
    )
    if (!truth) return []
    return [
      {
        code: 'M5',
        unit: ownerOf(given, situation.alerts.get(happening.alert)?.endpoint),
        values: { withdrawnAt: at, confirmedAt: truth.at },
        rows: inOrder(position, truth.position),
      },
    ]
  })
}
