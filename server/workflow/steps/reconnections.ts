/** 恢复入网: requested, proposed by the field team with form D13, approved by the office; then the terminal is let back in the same commit (四(二)3). */

import { acted, before, refused, words } from '../acting.ts'
import type { ActStep } from '../acting.ts'
import { startOfRound } from '../course.ts'
import type { Course, Reconnection } from '../course.ts'
import { file } from '../filing.ts'
import { aboutEndpoint } from '../ownership.ts'
import type { IncidentStanding, Situation } from '../situation.ts'
import { signedOrder } from './order.ts'
import type { About } from '../who.ts'

const of = ({ reconnections }: Course, endpoint: string): Reconnection | undefined =>
  reconnections.find((one) => one.endpoint === endpoint)

/** The terminal's own people, and the team of this incident. */
const aboutTerminal =
  (situation: Situation, endpoint: string) =>
  ({ course }: IncidentStanding): About => ({ units: aboutEndpoint(situation, endpoint).units, team: course.team })

export const requestReconnection: ActStep<'request-reconnection'> = {
  clause: '四(二)3',
  title: '申请恢复入网',
  decide(situation, asking) {
    const { endpoint } = asking.command
    const facing = before(situation, asking, 'reconnection.request', aboutTerminal(situation, endpoint))
    if (typeof facing === 'string') return refused(facing)
    const { incident, as, entry } = facing
    if (!incident.course.endpoints.includes(endpoint)) return refused('unknown-endpoint')
    if (incident.phase !== 'responding' && incident.phase !== 'recovering') return refused('wrong-phase')
    const known = of(incident.course, endpoint)
    // Asking again while it is looked at would throw away what the team has written.
    if (known && !known.decided && (known.requestedAt !== undefined || known.proposed))
      return refused('proposal-pending')
    if (known?.decided?.approved === true) return refused('already-done')
    return acted([entry({ kind: 'reconnection-requested', endpoint, as })], { incident: incident.id })
  },
}

export const proposeReconnection: ActStep<'propose-reconnection'> = {
  clause: '四(二)3',
  title: '提请恢复入网',
  decide(situation, asking) {
    const { command, officer, now, means } = asking
    const facing = before(situation, asking, 'reconnection.propose')
    if (typeof facing === 'string') return refused(facing)
    const { incident, as, entry } = facing
    const { endpoint } = command
    if (!incident.course.endpoints.includes(endpoint)) return refused('unknown-endpoint')
    // Nothing comes back before it is contained and eradicated.
    if (incident.phase !== 'recovering') return refused('wrong-phase')
    if (of(incident.course, endpoint)?.decided?.approved === true) return refused('already-done')
    const fields = { ...command.fields, endpoint }
    const filed = file(situation, incident, { form: 'D13', fields, officer, as, now, forms: means.forms })
    if (!filed.ok) return refused(filed.refusal, filed.fields)
    const { serial } = filed
    return acted([entry(filed.happening), entry({ kind: 'reconnection-proposed', endpoint, serial })], {
      incident: incident.id,
      serial,
    })
  },
}

export const decideReconnection: ActStep<'decide-reconnection'> = {
  clause: '四(二)3',
  title: '审批恢复入网',
  decide(situation, asking) {
    const { command, officer, now, means } = asking
    const { endpoint, approved } = command
    const facing = before(situation, asking, 'reconnection.approve')
    if (typeof facing === 'string') return refused(facing)
    const { incident, as, entry } = facing
    if (incident.phase !== 'recovering') return refused('wrong-phase')
    const known = of(incident.course, endpoint)
    if (!known?.proposed || known.decided || !isOfThisRound(incident.course, known.proposed.serial))
      return refused('nothing-proposed')
    const { by } = known.proposed
    if (by.kind === 'officer' && by.id === officer.id) return refused('proposer-cannot-approve')
    const reason = words(command.reason, 500)
    if (reason === '') return refused('reason-missing')
    const decided = entry({ kind: 'reconnection-decided', endpoint, approved, as, reason })
    if (!approved) return acted([decided], { incident: incident.id })
    const standing = situation.endpoints.get(endpoint)
    if (!standing) return refused('unknown-endpoint')
    const signed = signedOrder({
      id: means.newId(),
      endpoint,
      action: { kind: 'release' },
      reason,
      officer,
      now,
      validMs: means.orderValidMs,
      signer: means.signer,
      counter: standing.lastOrderCounter + 1,
      incident: incident.id,
    })
    return acted([decided, entry({ kind: 'order-issued', signed })], { incident: incident.id, order: signed.order.id })
  },
}

/** A D13 of before a relapse says nothing about the terminal after it. */
const isOfThisRound = (course: Course, serial: number): boolean =>
  (course.forms.D13 ?? []).some((filed) => filed.serial === serial && filed.position > startOfRound(course))
