/** Which notices are due: decided from the situation, from the rows that are there and from the time, and from nothing else. */

import { atLeast } from '#shared/domain/severity.ts'
import { reportIsOwed, startOf } from '../workflow/clocks/initial-report.ts'
import { standingReport } from '../workflow/course.ts'
import { foundAt } from '../workflow/clocks/sightings.ts'
import { initialReportDueAt } from '../workflow/deadlines.ts'
import { settingsOf } from '../workflow/settings/settings.ts'
import type { AlertStanding, IncidentStanding, Situation } from '../workflow/situation.ts'
import { addresseesOf } from './addressees.ts'
import type { Addressee, Known } from './addressees.ts'
import { overdue, remindersBy } from './reminders.ts'
import { noticesOfResult, resultIsWanted, resultStep } from './result-reminders.ts'
import type { NotifySettings, Role } from './settings.ts'

/** What is told of whom; `step` is one of `duty`, `backup`, `leader`, a reminder's id, `overdue-<n>`, `reported`, `reported-<serial>`, `brief-<n>`, `directive-<id>`, or `result-<round>-<mark>`. */
export interface Notice {
  /** Its name in the rows. With it a notice that was stored once is known for ever. */
  readonly key: string
  readonly about: { readonly kind: 'alert' | 'incident'; readonly id: string }
  readonly step: string
  readonly to: readonly Role[]
  /** Departments whose people are told as well: those who owe it. */
  readonly units?: readonly string[] | undefined
  readonly dueAt: number
  /** In the console alone. */
  readonly inside?: boolean | undefined
}

export interface DueDelivery {
  readonly notice: Notice
  readonly addressee: Addressee
}

/** What the incident's own history is to tell of a notice. */
export interface DueRecord {
  readonly incident: string
  readonly what: 'reminded' | 'brief'
  /** Of what, and a mark after it: `initial-report/report-deputy`. */
  readonly reminder: string
  readonly dueAt: number
  readonly to: readonly string[]
}

export interface Due {
  readonly deliveries: readonly DueDelivery[]
  readonly records: readonly DueRecord[]
  /** Of each alert and incident, when its next notice falls due, server time; one that is not in it needs no look until it changes. */
  readonly next: ReadonlyMap<string, number>
}

/** A notice that could not go out for so long (a long week-end without power) is history and no news; so old ones also stay silent when notifications are first switched on. */
export const missedForMs = 72 * 3_600_000

export interface Question {
  readonly situation: Situation
  /** Ids of what can still have notices; what is not named is not looked at. */
  readonly alerts: Iterable<string>
  readonly incidents: Iterable<string>
  /** Whether there is a row already for a notice to a recipient on a channel (`rowKey`). */
  readonly stored: (key: string) => boolean
  readonly settings: Known & Pick<NotifySettings, 'escalation'>
  readonly now: number
}

export const rowKey = (
  notice: string,
  { recipient, channel }: { readonly recipient: string; readonly channel: string },
): string => JSON.stringify([notice, recipient, channel])

/** Pure; asked again it answers the same, less what was stored meanwhile. */
export function due({ situation, alerts, incidents, stored, settings, now }: Question): Due {
  const next = new Map<string, number>()
  const dueNow: Notice[] = []
  const look = (id: string, notices: readonly Notice[]): void => {
    for (const notice of notices) {
      if (notice.dueAt > now) next.set(id, Math.min(notice.dueAt, next.get(id) ?? Infinity))
      else if (now - notice.dueAt <= missedForMs) dueNow.push(notice)
    }
  }
  for (const id of alerts) {
    const standing = situation.alerts.get(id)
    if (standing && alertWaits(standing)) look(id, noticesOfAlert(standing, settings.escalation))
  }
  for (const id of incidents) {
    const standing = situation.incidents.get(id)
    if (standing && reportWaits(standing, situation)) look(id, noticesOfReport(standing, situation, now))
    if (standing && !standing.drill)
      look(id, [
        ...noticesOfDirectives(standing, situation),
        ...noticesToTheGroup(standing),
        ...noticesOfResult(standing, situation, now),
      ])
  }
  const told = dueNow.map((notice) => ({
    notice,
    addressees: addresseesOf(settings, situation.office, notice.to, now, notice.units).filter(
      ({ channel }) => notice.inside !== true || channel === 'inbox',
    ),
  }))
  const deliveries = told
    .flatMap(({ notice, addressees }) => addressees.map((addressee) => ({ notice, addressee })))
    .filter(({ notice, addressee }) => !stored(rowKey(notice.key, addressee)))
  const records = told.flatMap(({ notice, addressees }) => recordOf(notice, addressees, situation))
  return { deliveries, records, next }
}

/** An alert that wakes people: a press, or grave; not a drill, not withdrawn, not closed, and nobody has taken it over. */
export const alertWaits = ({ alert, taken, withdrawnAt, closed }: AlertStanding): boolean =>
  !alert.drill &&
  taken === undefined &&
  withdrawnAt === undefined &&
  closed === undefined &&
  (alert.origin === 'operator' || atLeast(alert.severity, 'high'))

/** The clock of the initial report runs: no drill, a report is owed, and not everything withdrawn. */
export const reportWaits = (incident: IncidentStanding, { alerts }: Pick<Situation, 'alerts'>): boolean =>
  !incident.drill &&
  reportIsOwed(incident) &&
  (incident.alerts.length === 0 || incident.alerts.some((id) => alerts.get(id)?.withdrawnAt === undefined))

const unreadDirectives = ({ course }: IncidentStanding) =>
  course.directives.filter(
    ({ issued, signedFor, completed, withdrawn }) => issued && !signedFor && !completed && !withdrawn,
  )

/** Whether a notice that waits to go out is still news. */
export function isWanted({ about, step }: Pick<Notice, 'about' | 'step'>, situation: Situation, now: number): boolean {
  if (about.kind === 'alert') {
    const standing = situation.alerts.get(about.id)
    return standing !== undefined && alertWaits(standing)
  }
  const incident = situation.incidents.get(about.id)
  if (!incident) return false
  if (step.startsWith(directiveStep))
    return unreadDirectives(incident).some(({ directive }) => step === `${directiveStep}${directive.id}`)
  if (step.startsWith(resultStep)) return resultIsWanted(incident, step, situation, now)
  return step.startsWith(reportedStep) || step.startsWith(handBriefStep) || reportWaits(incident, situation)
}

/** 接手超时: at once to who is on duty, then to the others (a rule of this office). */
export function noticesOfAlert(
  { alert: { id }, receivedAt }: AlertStanding,
  { backupAfterMs, leaderAfterMs }: NotifySettings['escalation'],
): readonly Notice[] {
  const about = { kind: 'alert', id } as const
  const steps: readonly (readonly [step: string, afterMs: number, to: readonly Role[]])[] = [
    ['duty', 0, ['duty']],
    ['backup', backupAfterMs, ['backup']],
    ['leader', leaderAfterMs, ['deputy', 'leader']],
  ]
  return steps.map(([step, afterMs, to]) => ({
    key: `alert/${id}/${step}`,
    about,
    step,
    to,
    dueAt: receivedAt + afterMs,
  }))
}

const briefStep = 'automatic-brief'
export const directiveStep = 'directive-'
export const reportedStep = 'reported'
/** With the ordinal of the brief in the incident's course. */
export const handBriefStep = 'brief-'

/** Reminders of the two hours, and of the overdue ones the newest and the next: those that a later one has overtaken tell nothing more. */
export function noticesOfReport(incident: IncidentStanding, situation: Situation, now: number): readonly Notice[] {
  const { id } = incident
  const owedAt = owedSince(incident)
  const settings = settingsOf(situation.office)
  const { startedAt } = startOf(incident, foundAt(incident, situation))
  const dueAt = initialReportDueAt({ at: startedAt })
  const about = { kind: 'incident', id } as const
  const notice = (step: string, to: readonly Role[], at: number, inside?: boolean): Notice => ({
    key: `incident/${id}/${step}`,
    about,
    step,
    to,
    dueAt: at,
    inside,
  })
  const ahead = remindersBy(settings).map((one) => notice(one.id, one.to, startedAt + one.afterMs, one.inside))
  // Late before anybody here could know, or reported and taken back: of what had passed by then only the newest is told.
  const passed = ahead.filter((one) => one.dueAt < owedAt)
  const newest = owedAt > dueAt ? undefined : passed.at(-1)
  const everyMs = settings.overdueEveryMinutes * 60_000
  const since = now - dueAt
  const lastAfter = Math.max(0, owedAt - dueAt) + overdue.forMs
  const times = since < 0 ? [0] : [Math.floor(since / everyMs), Math.floor(since / everyMs) + 1]
  const after = times
    .filter((n) => n * everyMs <= lastAfter)
    .map((n) => notice(`${overdue.id}-${n}`, overdue.to, dueAt + n * everyMs))
  return [...ahead.filter((one) => one === newest || one.dueAt >= owedAt), ...after]
}

/** While a report stood nothing was owed: what fell due then is not told when it is taken back. */
const owedSince = ({ receivedAt, course }: IncidentStanding): number =>
  Math.max(receivedAt, ...(course.forms.D03 ?? []).map(({ withdrawn }) => withdrawn?.at ?? 0))

const group = ['leader', 'deputy', 'member'] as const

/** What the office puts before the leading group: its brief and the report itself, which counts as delivered by this (三(一)2, 四(一)2). */
function noticesToTheGroup({ id, course }: IncidentStanding): readonly Notice[] {
  const about = { kind: 'incident', id } as const
  const notice = (step: string, dueAt: number): Notice => ({
    key: `incident/${id}/${step}`,
    about,
    step,
    to: group,
    dueAt,
  })
  const reported = standingReport(course)
  return [
    ...course.briefs.flatMap(({ by, at }, i) => (by.kind === 'server' ? [] : [notice(`${handBriefStep}${i}`, at)])),
    // The first under the name that stored rows carry.
    ...(reported
      ? [notice(reported.serial === 1 ? reportedStep : `${reportedStep}-${reported.serial}`, reported.at)]
      : []),
  ]
}

/** A directive that nobody has signed for: the office is to telephone (三(二)). */
function noticesOfDirectives(incident: IncidentStanding, { office }: Situation): readonly Notice[] {
  const unreadMs = settingsOf(office).directiveUnreadMinutes * 60_000
  return unreadDirectives(incident).map(({ directive, issued }) => ({
    key: `incident/${incident.id}/${directiveStep}${directive.id}`,
    about: { kind: 'incident', id: incident.id },
    step: `${directiveStep}${directive.id}`,
    to: ['duty'],
    dueAt: (issued?.at ?? 0) + unreadMs,
  }))
}

/** What stands in the history anyway: that the two hours began, whose shift it was, what was filed. */
const tellsNothingNew = ['report-start', 'duty', reportedStep, handBriefStep]

/** What wakes somebody belongs into the history. */
function recordOf(
  { about, step, dueAt }: Notice,
  addressees: readonly Addressee[],
  situation: Situation,
): readonly DueRecord[] {
  const id = about.kind === 'incident' ? about.id : situation.alerts.get(about.id)?.incident
  const incident = situation.incidents.get(id ?? '')
  if (!incident || tellsNothingNew.some((known) => step.startsWith(known))) return []
  const to = [...new Set(addressees.map(({ recipient }) => recipient))]
  if (step === briefStep)
    return incident.course.briefs.some(({ by }) => by.kind === 'server')
      ? []
      : [{ incident: incident.id, what: 'brief', reminder: step, dueAt, to }]
  const [word, mark] =
    about.kind === 'alert'
      ? ['takeover', step]
      : step.startsWith(directiveStep)
        ? ['directive', step.slice(directiveStep.length)]
        : [step.startsWith(resultStep) ? 'result-report' : 'initial-report', step]
  const reminder = `${word}/${mark}`
  const known = to.length === 0 || incident.course.reminded.some((one) => one.reminder === reminder)
  return known ? [] : [{ incident: incident.id, what: 'reminded', reminder, dueAt, to }]
}
