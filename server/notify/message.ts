/** What a notice says: who, when, what, the short code and the number to call; nothing else about anybody (no names, no file names, nothing that a program on a terminal chose). */

import type { Institution } from '#shared/domain/institution.ts'
import type { Severity } from '#shared/domain/severity.ts'
import { printable } from '#shared/protocol/limits.ts'
import { dayAndTime, timeOfDay } from '#shared/text/shanghai-time.ts'
import { zhCn } from '#shared/wording/zh-cn.ts'
import { startOf } from '../workflow/clocks/initial-report.ts'
import { foundAt } from '../workflow/clocks/sightings.ts'
import { initialReportDueAt } from '../workflow/deadlines.ts'
import type { Delivery } from '../store/deliveries.ts'
import type { AlertStanding, IncidentStanding, Situation } from '../workflow/situation.ts'
import type { Message } from './channels/channel.ts'
import { directiveStep, handBriefStep, reportedStep } from './escalation.ts'
import { overdue } from './reminders.ts'
import { clockOfStep, resultStep } from './result-reminders.ts'

export interface Sources {
  readonly situation: Situation
  readonly institution: (id: string) => Institution | undefined
  readonly now: number
}

const words = zhCn.notify
const minutes = (ms: number): number => Math.floor(ms / 60_000)
const oneLine = (value: string, max: number): string => printable(value.replaceAll(/\s+/g, ' ').trim(), max)

/** Characters of one message; a folded one names as many as fit. */
const longest = 500

interface Said {
  readonly line: string
  readonly severity: Severity
  readonly incident: string
  readonly code: string
}

/** One message for one row, or for several that wait for the same recipient. Nothing where none of them is known any more. */
export function messageOf(
  rows: readonly [
    Pick<Delivery, 'id' | 'notice' | 'about' | 'again'>,
    ...Pick<Delivery, 'id' | 'notice' | 'about' | 'again'>[],
  ],
  sources: Sources,
): Message | undefined {
  const said = rows.map((row) => sayingOf(row, sources)).filter((one) => one !== undefined)
  const [first, ...others] = said
  if (!first) return undefined
  const again = rows.some((row) => row.again)
  const body =
    others.length === 0
      ? first.line
      : words.folded(said.length, first.line, listed(said.map(({ code, incident }) => code || incident)))
  const text = oneLine(`${words.sign}${again ? words.again : ''}${body}`, longest)
  return {
    id: rows[0].id,
    at: sources.now,
    step: stepOf(rows[0].notice),
    subject: oneLine(
      `${words.sign}${others.length === 0 ? words.subject(first.code || first.incident) : words.subjectOfMany(said.length)}`,
      120,
    ),
    text,
    severity: first.severity,
    incident: first.incident,
    code: first.code,
    again,
  }
}

/** The last part of a notice's name. */
export const stepOf = (notice: string): string => notice.slice(notice.lastIndexOf('/') + 1)

const listed = (codes: readonly string[]): string => [...new Set(codes)].slice(0, 15).join('、')

function sayingOf({ notice, about }: Pick<Delivery, 'notice' | 'about'>, sources: Sources): Said | undefined {
  const { situation } = sources
  if (about.kind === 'alert') {
    const standing = situation.alerts.get(about.id)
    return standing && ofAlert(standing, sources)
  }
  const incident = situation.incidents.get(about.id)
  return incident && ofIncident(incident, stepOf(notice), sources)
}

function ofAlert({ alert, endpoint, incident, raised, receivedAt }: AlertStanding, sources: Sources): Said {
  const { who, phone } = place(endpoint, sources)
  const waitedMinutes = minutes(sources.now - receivedAt)
  return {
    line: words.alert(whatOf(alert), who, moment(raised.at), alert.code, waitedMinutes, phone),
    severity: alert.severity,
    incident: sources.situation.incidents.get(incident ?? '')?.number ?? '',
    code: alert.code,
  }
}

function ofIncident(incident: IncidentStanding, step: string, sources: Sources): Said | undefined {
  const { situation, now } = sources
  const { number, endpoint, institution } = incident
  const { who, phone } = place(endpoint ?? '', sources, institution)
  if (step.startsWith(directiveStep)) {
    const id = step.slice(directiveStep.length)
    const directive = incident.course.directives.find((one) => one.directive.id === id)?.directive
    if (!directive) return undefined
    return { line: words.directiveUnread(number, directive.number), severity: 'high', incident: number, code: '' }
  }
  if (step.startsWith(handBriefStep)) {
    const text = incident.course.briefs[Number(step.slice(handBriefStep.length))]?.text
    return text === undefined
      ? undefined
      : { line: words.brief(number, who, text, phone), severity: 'high', incident: number, code: '' }
  }
  if (step.startsWith(reportedStep))
    return { line: words.reported(number, who), severity: 'high', incident: number, code: '' }
  if (step.startsWith(resultStep)) {
    const { dueAt: end, provisional } = clockOfStep(incident, step, situation, now) ?? {}
    if (end === undefined) return undefined
    const severity = now > end ? 'critical' : 'high'
    const line = now > end ? words.resultOverdue(number, who, endOf(end)) : words.resultDue(number, who, endOf(end))
    return { line: provisional === true ? line + words.provisional : line, severity, incident: number, code: '' }
  }
  const { startedAt } = startOf(incident, foundAt(incident, situation))
  const dueAt = initialReportDueAt({ at: startedAt })
  const alerts = incident.alerts.map((id) => situation.alerts.get(id)).filter((one) => one !== undefined)
  const first = alerts[0]
  const what = first ? whatOf(first.alert) : zhCn.workflow.unnamedRule
  const at = timeOfDay(dueAt).slice(0, 5)
  const late = now > dueAt || step.startsWith(overdue.id)
  const red = late || step === 'report-soon' || step === 'report-again'
  const said = { severity: red ? 'critical' : 'high', incident: number, code: first?.alert.code ?? '' } as const
  if (step === 'automatic-brief') {
    const taken = alerts.some((one) => one.taken !== undefined)
    const isolated = situation.endpoints.get(endpoint ?? '')?.isolation?.state === 'isolated'
    return { ...said, line: words.automaticBrief(number, who, moment(startedAt), what, taken, isolated, phone) }
  }
  // Told by the time at which it goes out: a reminder that was held up must not promise time that is gone.
  const line = late
    ? words.reportOverdue(number, what, who, at, minutes(now - dueAt), phone)
    : words.reportDue(number, what, who, at, minutes(dueAt - now), phone)
  return { ...said, line }
}

function whatOf({ origin, rule }: AlertStanding['alert']): string {
  const titles: Readonly<Record<string, { readonly title: string } | undefined>> = { ...zhCn.rules }
  if (origin === 'operator') return zhCn.workflow.operatorReport
  return (Object.hasOwn(titles, rule) ? titles[rule]?.title : undefined) ?? zhCn.workflow.unnamedRule
}

/** Whose it is, where no terminal is named: the institution that told of it. */
function place(
  endpoint: string,
  { situation, institution }: Sources,
  otherwise = '',
): { readonly who: string; readonly phone: string } {
  const known = situation.endpoints.get(endpoint)?.endpoint
  const owner = institution(known?.institution ?? otherwise)
  return {
    who: oneLine(words.who(owner?.name ?? '', known?.name ?? '', known?.number ?? ''), 160),
    phone: oneLine(owner?.phone ?? '', 32),
  }
}

/** The end of a day is its 24:00, and not 00:00 of the next. */
const endOf = (at: number): string =>
  dayAndTime(at).endsWith('00:00:00') ? `${dayAndTime(at - 1).slice(5, 10)} 24:00` : moment(at)

/** `11-22 14:05`. */
const moment = (at: number): string => dayAndTime(at).slice(5, 16)
