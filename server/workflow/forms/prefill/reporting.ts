/** D01–D04: what alerts and terminals have told already (三(一), 三(二)). */

import type { Actor } from '#shared/domain/actor.ts'
import { initialReportClock } from '../../clocks/initial-report.ts'
import { alertsOf, foundAt, shouldHaveBeenFoundAt } from '../../clocks/sightings.ts'
import { settingsOf } from '../../settings/settings.ts'
import { categoryOfRule } from '../codes/categories.ts'
import { pending } from '../form.ts'
import type { Filling, Fillings, Known } from '../prefill.ts'
import { answer, endpointName, evidenceRows, hour, institutionOf, wholeMinutes } from './known.ts'

const cutBy: Readonly<Record<Actor['kind'], string>> = {
  agent: '哨兵自动断开医保专网网卡',
  operator: '操作员断开医保专网网卡',
  officer: '办公室远程断开医保专网',
  server: '办公室远程断开医保专网',
}

const isCut = (known: Known): boolean => known.incident.course.cut.length > 0

/** Of the terminal that it began with. */
function cutOf(known: Known): Filling {
  const { cut } = known.incident.course
  const own = cut.find(({ endpoint }) => endpoint === known.incident.endpoint) ?? cut[0]
  if (!own) return { disconnected: false }
  const isolation = known.situation.endpoints.get(own.endpoint)?.isolation
  return {
    disconnected: true,
    disconnectedAt: own.firstAt ?? pending,
    // Who let it back is not who cut it.
    disconnectedBy: own.now && isolation ? cutBy[isolation.by.kind] : pending,
  }
}

function d01(known: Known): Filling {
  const { incident, situation } = known
  const alerts = alertsOf(incident, situation)
  const institution = institutionOf(known)
  const pressed = alerts.some(({ alert }) => alert.origin === 'operator')
  return {
    source: pressed ? 'terminal-button' : alerts.length > 0 ? 'system-alert' : undefined,
    institution: incident.institution,
    reporter: pending,
    phone: institution?.phone,
    foundAt: foundAt(incident, situation) ?? incident.found.at,
    endpoint: incident.endpoint,
    phenomenon: [...new Set(alerts.map(({ alert }) => alert.because))].join('\n') || undefined,
    ...cutOf(known),
    measures: isCut(known) ? '已断开医保专网。' : undefined,
    alerts: alerts.map(({ alert }) => alert.code).join('、'),
  }
}

/** The alert that says most about what kind of event it is. */
const categoryOf = ({ incident, situation }: Known): string | undefined =>
  alertsOf(incident, situation)
    .map(({ alert }) => categoryOfRule(alert.rule))
    .find((category) => category !== undefined)

/** 简要经过, one sentence for each thing that is known. */
function briefCourse(known: Known): string {
  const { incident, situation } = known
  const told = alertsOf(incident, situation).map(({ alert, raised, endpoint }) => {
    const what = alert.origin === 'operator' ? '操作员一键上报' : '系统告警'
    return [raised.at, `${hour(raised.at)} ${endpointName(situation, endpoint)}${what}：${alert.because}`] as const
  })
  const verified = (incident.course.forms.D02 ?? []).map(
    ({ at, fields }) =>
      [at, `${hour(at)} 办公室初步核实：${typeof fields['basis'] === 'string' ? fields['basis'] : ''}`] as const,
  )
  return [...told, ...verified]
    .toSorted(([one], [other]) => one - other)
    .map(([, sentence]) => `${sentence.replace(/。$/, '')}。`)
    .join('\n')
}

function d03(known: Known): Filling {
  const { incident, situation, now } = known
  const evidence = evidenceRows(known)
  const clock = initialReportClock(incident, {
    situation,
    settings: settingsOf(situation.office),
    serverOutages: [],
    now,
  })
  const lateMs = Math.max(0, now - (clock.dueAt ?? now))
  const terminals = incident.course.endpoints.length
  return {
    name: incident.title,
    unit: incident.institution,
    occurredAt: pending,
    foundAt: foundAt(incident, situation) ?? incident.found.at,
    shouldHaveBeenFoundAt: shouldHaveBeenFoundAt(incident, situation),
    reportedAt: now,
    category: categoryOf(known) ?? pending,
    level: pending,
    major: 'undetermined',
    endpointsAffected: terminals > 0 ? terminals : pending,
    businessAffected: pending,
    course: briefCourse(known) || pending,
    measuresTaken: answer(incident, 'D01', 'measures') ?? (isCut(known) ? '已断开医保专网，保存证据。' : pending),
    measuresPlanned: pending,
    evidence: evidence.length > 0 ? evidence : undefined,
    systemKnew: terminals,
    tookMinutes: wholeMinutes(now - clock.startedAt),
    timeliness: lateMs === 0 ? '按时' : `逾期 ${Math.ceil(lateMs / 60_000)} 分钟`,
  }
}

export const reporting: Fillings<Known> = {
  D01: d01,
  D02: (known) => ({
    verifiedAt: known.now,
    basis:
      known.incident.course.evidence.map(({ evidence }) => `${evidence.file}（${evidence.id}）`).join('\n') ||
      undefined,
  }),
  D03: d03,
}
