/** 告警研判: NEW → taken over → linked, false or a duplicate; a grave one is only closed by two persons (三(二)). */

import { atLeast } from '#shared/domain/severity.ts'
import { acted, refused, words } from '../acting.ts'
import type { ActStep } from '../acting.ts'
import { chainOfAlert } from '../chain-of.ts'
import { closedToAlerts } from '../fold.ts'
import { foundBy, movedTo } from '../found.ts'
import type { Happening, NewEntry } from '../history.ts'
import type { Found } from '#shared/domain/incident.ts'
import { aboutAlert } from '../ownership.ts'
import type { AlertStanding } from '../situation.ts'
import { permittedAs } from '../who.ts'

/** Where an alert stands by itself, beside what becomes of its incident. */
export const alertStates = ['new', 'acknowledged', 'linked', 'false-positive', 'duplicate'] as const
export type AlertState = (typeof alertStates)[number]

export const alertState = ({
  taken,
  incident,
  closed,
}: Pick<AlertStanding, 'taken' | 'incident' | 'closed'>): AlertState =>
  closed?.as ?? (taken ? (incident === undefined ? 'acknowledged' : 'linked') : 'new')

export const linkAlert: ActStep<'link-alert'> = {
  clause: '三(二)',
  title: '告警归入事件',
  decide(situation, { command, officer, now }) {
    const standing = situation.alerts.get(command.alert)
    if (!standing) return refused('unknown-alert')
    if (
      permittedAs(situation.office, officer, 'alert.link', aboutAlert(situation, standing.alert.id), now) === undefined
    )
      return refused('not-permitted')
    const incident = situation.incidents.get(command.incident)
    if (!incident) return refused('unknown-incident')
    const state = alertState(standing)
    if (state === 'new') return refused('alert-not-taken-over')
    if (state !== 'acknowledged') return refused('alert-settled')
    if (closedToAlerts.includes(incident.phase)) return refused('target-not-open')
    if (standing.alert.drill !== incident.drill) return refused('drills-apart')
    const { endpoint } = standing
    const terminal = situation.endpoints.get(endpoint)
    const elsewhere = incident.drill ? terminal?.openDrill : terminal?.openIncident
    // A terminal is part of one open incident: the two are merged instead.
    if (elsewhere !== undefined && elsewhere !== incident.id) return refused('terminal-in-another-incident')
    const subject = { kind: 'incident', id: incident.id } as const
    const entry = (happening: Happening): NewEntry => ({ subject, at: now, actor: officer, happening })
    const earlier = movedTo(incident.found, foundByLinked(standing))
    return acted(
      [
        entry({ kind: 'alert-linked', alert: command.alert, endpoint, incident: incident.id }),
        ...(earlier ? [entry({ kind: 'found-moved', found: earlier })] : []),
      ],
      { incident: incident.id },
    )
  },
}

/** Below medium it need not have been seen: then it was found when somebody opened it or took it over (三(一)2). */
function foundByLinked({ alert, raised, detected, taken, seen, receivedAt }: AlertStanding): Found {
  return atLeast(alert.severity, 'medium')
    ? foundBy(alert, raised, detected)
    : {
        at: Math.min(seen?.[0]?.at ?? Infinity, taken?.at ?? receivedAt),
        basis: 'found',
        offsetMs: 0,
        uncertaintyMs: 0,
      }
}

export const closeAlert: ActStep<'close-alert'> = {
  clause: '三(二)',
  title: '关闭告警',
  decide(situation, { command, officer, now }) {
    const { alert, closing, of } = command
    const standing = situation.alerts.get(alert)
    if (!standing) return refused('unknown-alert')
    if (
      permittedAs(situation.office, officer, 'alert.close', aboutAlert(situation, standing.alert.id), now) === undefined
    )
      return refused('not-permitted')
    if (alertState(standing) === 'new') return refused('alert-not-taken-over')
    if (standing.closed) return refused('alert-settled')
    if (standing.closing) return refused('proposal-pending')
    if (closing === 'duplicate' && (of === undefined || of === alert || !situation.alerts.has(of)))
      return refused('unknown-alert')
    const reason = words(command.reason, 500)
    if (reason === '') return refused('reason-missing')
    const kind = atLeast(standing.alert.severity, 'high') ? 'alert-closing-proposed' : 'alert-closed'
    const happening: Happening = { kind, alert, closing, ...(of === undefined ? {} : { of }), reason }
    return acted([{ subject: chainOfAlert(standing), at: now, actor: officer, happening }])
  },
}

export const confirmAlertClosing: ActStep<'confirm-alert-closing'> = {
  clause: '三(二)',
  title: '复核关闭告警',
  decide(situation, { command: { alert, agreed }, officer, now }) {
    const standing = situation.alerts.get(alert)
    if (!standing) return refused('unknown-alert')
    const about = aboutAlert(situation, standing.alert.id)
    if (permittedAs(situation.office, officer, 'alert.confirm-closing', about, now) === undefined)
      return refused('not-permitted')
    const { closing } = standing
    if (!closing) return refused('nothing-proposed')
    if (closing.by.kind === 'officer' && closing.by.id === officer.id) return refused('second-person-needed')
    const { of } = closing
    const happening: Happening = agreed
      ? {
          kind: 'alert-closed',
          alert,
          closing: closing.closing,
          ...(of === undefined ? {} : { of }),
          reason: closing.reason,
        }
      : { kind: 'alert-closing-rejected', alert }
    return acted([{ subject: chainOfAlert(standing), at: now, actor: officer, happening }])
  },
}
