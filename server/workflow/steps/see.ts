/** 查看: who may take an alert over has opened it; from then on a person knew (三(一)2 被发现). Written once for each person and alert, and only where it can still tell something. */

import type { Officer } from '#shared/domain/actor.ts'
import type { Role } from '#shared/domain/role.ts'
import { acted } from '../acting.ts'
import type { ActStep, Acting } from '../acting.ts'
import { reportIsOwed } from '../clocks/initial-report.ts'
import { closedToAlerts } from '../fold.ts'
import type { Subject } from '../history.ts'
import { aboutEndpoint, aboutIncident } from '../ownership.ts'
import type { AlertStanding, Situation } from '../situation.ts'
import { holds, permittedAs } from '../who.ts'
import type { About } from '../who.ts'

/** What a person opens that it has not opened before. */
interface News {
  readonly subject: Subject
  readonly alerts: readonly string[]
  readonly as: Role
  readonly unit?: string | undefined
}

/** Nothing: it is known already, or it tells nothing: a machine, somebody of the leading group, or the report is made. */
export function newToSee(situation: Situation, incident: string, officer: Officer, now: number): News | undefined {
  const standing = situation.incidents.get(incident)
  if (!standing || closedToAlerts.includes(standing.phase) || !reportIsOwed(standing)) return undefined
  const alerts = standing.alerts.filter((id) => isUnseen(situation.alerts.get(id), officer))
  if (alerts.length === 0 && standing.course.seen.some(({ by }) => by.id === officer.id)) return undefined
  return seeing(situation, { kind: 'incident', id: incident }, alerts, officer, now)
}

/** Alerts below what opens an incident stand with their terminal alone. */
export function newToSeeAt(situation: Situation, endpoint: string, officer: Officer, now: number): News | undefined {
  const alerts = (situation.endpoints.get(endpoint)?.recentAlerts ?? []).filter((id) => {
    const standing = situation.alerts.get(id)
    return standing?.incident === undefined && standing?.closed === undefined && isUnseen(standing, officer)
  })
  return alerts.length === 0 ? undefined : seeing(situation, { kind: 'endpoint', id: endpoint }, alerts, officer, now)
}

const isUnseen = (standing: AlertStanding | undefined, { id }: Officer): boolean =>
  standing !== undefined && standing.seen?.some(({ by }) => by.id === id) !== true

function seeing(
  situation: Situation,
  subject: Subject,
  alerts: readonly string[],
  officer: Officer,
  now: number,
): News | undefined {
  const about: About =
    subject.kind === 'incident' ? aboutIncident(situation, subject.id) : aboutEndpoint(situation, subject.id)
  const as = permittedAs(situation.office, officer, 'alert.acknowledge', about, now)
  if (as === undefined) return undefined
  const unit = holds(situation.office, officer.id, now).find(
    (held) => held.role === as && held.unit !== undefined && about.units?.includes(held.unit) === true,
  )?.unit
  return { subject, alerts, as, unit }
}

const written = (news: News | undefined, officer: Officer, now: number): Acting => {
  if (!news) return acted([])
  const { subject, alerts, as, unit } = news
  const happening = { kind: 'alert-seen', alerts, as, ...(unit === undefined ? {} : { unit }) } as const
  return acted([{ subject, at: now, actor: officer, happening }])
}

export const seeIncident: ActStep<'see-incident'> = {
  clause: '三(一)2',
  title: '查看事件',
  decide: (situation, { command, officer, now }) =>
    written(newToSee(situation, command.incident, officer, now), officer, now),
}

export const seeEndpoint: ActStep<'see-endpoint'> = {
  clause: '三(一)2',
  title: '查看终端告警',
  decide: (situation, { command, officer, now }) =>
    written(newToSeeAt(situation, command.endpoint, officer, now), officer, now),
}
