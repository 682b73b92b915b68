/** 接报: which incident an alert opens or joins, and from when its two hours run (三(一)2, 三(一)3). */

import type { Actor } from '#shared/domain/actor.ts'
import type { Alert } from '#shared/domain/alert.ts'
import type { Found } from '#shared/domain/incident.ts'
import type { Corrected } from '#shared/domain/moment.ts'
import { atLeast } from '#shared/domain/severity.ts'
import { zhCn } from '#shared/wording/zh-cn.ts'
import { chainOfAlert } from '../chain-of.ts'
import { lastMove } from '../course.ts'
import { closedToAlerts } from '../fold.ts'
import { foundBy, movedTo } from '../found.ts'
import type { NewEntry, Subject } from '../history.ts'
import { nextNumber } from '../numbering.ts'
import type { AlertStanding, IncidentStanding, Situation } from '../situation.ts'
import type { Step } from '../step.ts'
import { transitionOf } from '../transitions.ts'

export interface ReceivedAlert {
  readonly alert: Alert
  readonly endpoint: string
  readonly institution: { readonly id: string; readonly name: string }
  readonly raised: Corrected
  readonly detected: Corrected
  readonly receivedAt: number
  /** The id of the incident, should the alert open one. */
  readonly incident: string
}

/** A press is an incident whatever its severity: a person says so. */
export const opensIncident = ({ origin, severity }: Alert): boolean =>
  origin === 'operator' || atLeast(severity, 'high')

const server: Actor = { kind: 'server' }

export const receive: Step<ReceivedAlert, undefined> = {
  clause: '三(一)3',
  title: '接报',
  decide(situation, received) {
    const { alert, endpoint, receivedAt: at, raised, detected } = received
    const known = situation.alerts.get(alert.id)
    // The terminal sent it under a new sequence (an imported spool, say), or it is another terminal's: one occurrence stays one alert.
    if (known && (known.endpoint !== endpoint || !hasGrown(known.alert, alert)))
      return { entries: [], value: undefined }
    if (known && !isNewsBy(situation, known, alert))
      return { entries: grown(situation, known, received), value: undefined }

    const inChain = (subject: Subject): NewEntry => ({
      subject,
      at,
      actor: raisedBy(alert),
      happening: { kind: 'alert-received', alert, endpoint, raised, detected, receivedAt: at },
    })
    if (!opensIncident(alert)) return { entries: [inChain({ kind: 'endpoint', id: endpoint })], value: undefined }

    const found = foundBy(alert, raised, detected)
    const open = openIncident(situation, endpoint, alert.drill)
    if (open) {
      const subject: Subject = { kind: 'incident', id: open.id }
      return {
        entries: [inChain(subject), ...moved(open, found, at), ...relapsed(open, raised, at)],
        value: undefined,
      }
    }

    const subject: Subject = { kind: 'incident', id: received.incident }
    const opened: NewEntry = {
      subject,
      at,
      actor: server,
      happening: {
        kind: 'incident-received',
        number: nextNumber(situation.incidents.values(), at, alert.drill),
        title: title(alert, received.institution.name),
        endpoint,
        institution: received.institution.id,
        found,
        drill: alert.drill,
        planVersion: situation.office.planVersion,
      },
    }
    return { entries: [opened, inChain(subject)], value: undefined }
  },
}

const hasGrown = (before: Alert, now: Alert): boolean =>
  now.count > before.count || (now.severity !== before.severity && atLeast(now.severity, before.severity))

/**
 * Whether a known alert is taken as if it were new: it has grown grave outside an incident, or graver than it was when
 * its incident was closed. A higher count alone is more of what was judged already.
 */
function isNewsBy({ incidents }: Situation, known: AlertStanding, alert: Alert): boolean {
  if (!opensIncident(alert)) return false
  const incident = incidents.get(known.incident ?? '')
  return !incident || (closedToAlerts.includes(incident.phase) && known.alert.severity !== alert.severity)
}

/** More of what is known, in the chain where it stands; an earlier first fact moves the two hours of an incident that is open. */
function grown(
  situation: Situation,
  known: AlertStanding,
  { alert, endpoint, raised, detected, receivedAt }: ReceivedAlert,
): readonly NewEntry[] {
  const updated: NewEntry = {
    subject: chainOfAlert(known),
    at: receivedAt,
    actor: raisedBy(alert),
    happening: { kind: 'alert-updated', alert, endpoint, detected, receivedAt },
  }
  const incident = situation.incidents.get(known.incident ?? '')
  if (!incident || closedToAlerts.includes(incident.phase)) return [updated]
  return [updated, ...moved(incident, foundBy(alert, raised, detected), receivedAt)]
}

/** It has come back (四(二)3): the server's own move, in the same commit, so that nobody has to notice. What was raised before the recovery began is late, not back. */
function relapsed(
  { id, phase, planVersion, course }: IncidentStanding,
  raised: Corrected,
  at: number,
): readonly NewEntry[] {
  const begun = lastMove(course, 'begin-recovery')
  const transition = transitionOf(planVersion, phase, 'relapse')
  if (!transition || !begun) return []
  if (raised.at + raised.uncertaintyMs < begun.at) return []
  const { event, from, to } = transition
  const happening = { kind: 'phase-moved', event, from, to } as const
  return [{ subject: { kind: 'incident', id }, at, actor: server, happening }]
}

function moved(incident: IncidentStanding, found: Found, at: number): readonly NewEntry[] {
  const earlier = movedTo(incident.found, found)
  if (!earlier) return []
  return [
    {
      subject: { kind: 'incident', id: incident.id },
      at,
      actor: server,
      happening: { kind: 'found-moved', found: earlier },
    },
  ]
}

/** A drill and the real thing never share an incident: a drill counts nowhere. */
function openIncident(
  { endpoints, incidents }: Situation,
  endpoint: string,
  drill: boolean,
): IncidentStanding | undefined {
  const standing = endpoints.get(endpoint)
  return incidents.get((drill ? standing?.openDrill : standing?.openIncident) ?? '')
}

function title({ origin, rule }: Alert, institution: string): string {
  const titles: Readonly<Record<string, { readonly title: string } | undefined>> = { ...zhCn.rules }
  const { incidentTitle, operatorReport, unnamedRule } = zhCn.workflow
  const what = origin === 'operator' ? operatorReport : Object.hasOwn(titles, rule) ? titles[rule]?.title : undefined
  return incidentTitle(what ?? unnamedRule, institution)
}

function raisedBy({ origin, detections }: Alert): Actor {
  if (origin === 'detector') return { kind: 'agent' }
  const account = detections[0]?.facts['account']
  return { kind: 'operator', account: typeof account === 'string' ? account : '' }
}
