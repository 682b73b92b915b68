/** Which notices are due: decided from the situation, from the rows that are there and from the time, and from nothing else. */

import { atLeast } from '#shared/domain/severity.ts'
import type { AlertStanding, IncidentStanding, Situation } from '../workflow/situation.ts'
import { addresseesOf } from './addressees.ts'
import type { Addressee } from './addressees.ts'
import { overdue, reminders } from './reminders.ts'
import type { NotifySettings, Role } from './settings.ts'

/** What is told of whom; `step` is one of `duty`, `backup`, `leader`, a reminder's id, or `overdue-<n>`. */
export interface Notice {
  /** Its name in the rows. With it a notice that was stored once is known for ever. */
  readonly key: string
  readonly about: { readonly kind: 'alert' | 'incident'; readonly id: string }
  readonly to: readonly Role[]
  readonly dueAt: number
}

export interface DueDelivery {
  readonly notice: Notice
  readonly addressee: Addressee
}

export interface Due {
  readonly deliveries: readonly DueDelivery[]
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
  readonly reported: (incident: IncidentStanding) => boolean
  readonly settings: Pick<NotifySettings, 'recipients' | 'mail' | 'sms' | 'webhook' | 'syslog' | 'escalation'>
  readonly now: number
}

export const rowKey = (notice: string, { recipient, channel }: Pick<Addressee, 'recipient' | 'channel'>): string =>
  JSON.stringify([notice, recipient, channel])

/** Pure; asked again it answers the same, less what was stored meanwhile. */
export function due({ situation, alerts, incidents, stored, reported, settings, now }: Question): Due {
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
    if (standing && reportWaits(standing, situation, reported)) look(id, noticesOfIncident(standing, now))
  }
  const deliveries = dueNow
    .flatMap((notice) => addresseesOf(settings, notice.to).map((addressee) => ({ notice, addressee })))
    .filter(({ notice, addressee }) => !stored(rowKey(notice.key, addressee)))
  return { deliveries, next }
}

/** An alert that wakes people: a press, or grave; not a drill, not withdrawn, and nobody has taken it over. */
export const alertWaits = ({ alert, taken, withdrawnAt }: AlertStanding): boolean =>
  !alert.drill &&
  taken === undefined &&
  withdrawnAt === undefined &&
  (alert.origin === 'operator' || atLeast(alert.severity, 'high'))

/** The clock of the initial report runs: no drill, nothing reported, and not everything withdrawn. */
export const reportWaits = (
  incident: IncidentStanding,
  { alerts }: Situation,
  reported: (incident: IncidentStanding) => boolean,
): boolean =>
  !incident.drill &&
  !reported(incident) &&
  (incident.alerts.length === 0 || incident.alerts.some((id) => alerts.get(id)?.withdrawnAt === undefined))

/** 接手超时: at once to who is on duty, then to the others (a rule of this office). */
export function noticesOfAlert(
  { alert: { id }, receivedAt }: AlertStanding,
  { backupAfterMs, leaderAfterMs }: NotifySettings['escalation'],
): readonly Notice[] {
  const after: Record<Role, number> = { duty: 0, backup: backupAfterMs, leader: leaderAfterMs }
  return Object.entries(after).map(([role, afterMs]) => ({
    key: `alert/${id}/${role}`,
    about: { kind: 'alert', id },
    to: [role as Role],
    dueAt: receivedAt + afterMs,
  }))
}

/** Reminders of the two hours, and of the overdue ones the newest and the next: those that a later one has overtaken tell nothing more. */
export function noticesOfIncident(incident: IncidentStanding, now: number): readonly Notice[] {
  const { id, found, receivedAt, initialReportDueAt: dueAt } = incident
  const about = { kind: 'incident', id } as const
  const ahead = reminders.map((reminder) => ({
    key: `incident/${id}/${reminder.id}`,
    about,
    to: reminder.to,
    dueAt: found.at + reminder.afterMs,
  }))
  // Late before anybody here could know: of what had passed by then only the newest is told.
  const passed = ahead.filter((notice) => notice.dueAt < receivedAt)
  const newest = receivedAt > dueAt ? undefined : passed.at(-1)
  const since = now - dueAt
  const lastAfter = Math.max(0, receivedAt - dueAt) + overdue.forMs
  const times = since < 0 ? [0] : [Math.floor(since / overdue.everyMs), Math.floor(since / overdue.everyMs) + 1]
  const after = times
    .filter((n) => n * overdue.everyMs <= lastAfter)
    .map((n) => ({
      key: `incident/${id}/${overdue.id}-${n}`,
      about,
      to: overdue.to,
      dueAt: dueAt + n * overdue.everyMs,
    }))
  return [...ahead.filter((notice) => notice === newest || notice.dueAt >= receivedAt), ...after]
}
