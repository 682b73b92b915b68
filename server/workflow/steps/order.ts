/** 下达指令: an officer cuts a terminal off or lets it back; signed, with an end, and never the same counter twice (四(二)2). */

import type { Officer } from '#shared/domain/actor.ts'
import type { OrderAction, SignedOrder } from '#shared/domain/order.ts'
import { printable } from '#shared/protocol/limits.ts'
import { chainOf } from '../chain-of.ts'
import { awaitingReconnection } from '../guards.ts'
import { aboutEndpoint } from '../ownership.ts'
import type { OrderSigner, Outcome } from '../ports.ts'
import type { EndpointStanding, Situation } from '../situation.ts'
import type { Step } from '../step.ts'
import { permittedAs } from '../who.ts'

export interface Ordering {
  /** The id of the order, should it be given. */
  readonly id: string
  readonly endpoint: string
  readonly action: OrderAction
  readonly reason: string
  readonly officer: Officer
  readonly now: number
  /** How long the terminal may still carry it out. */
  readonly validMs: number
  readonly signer: OrderSigner
}

/** What a frame takes: a sentence, and a name. */
const longestReason = 500
const longestName = 64

export const order: Step<Ordering, Outcome<{ readonly order: string }>> = {
  clause: '四(二)2',
  title: '下达指令',
  decide(situation, { id, endpoint, action, reason, officer, now, validMs, signer }) {
    const standing = situation.endpoints.get(endpoint)
    if (!standing) return { entries: [], value: { ok: false, refusal: 'unknown-endpoint' } }
    // Back on the network is another matter than off it.
    const operation = action.kind === 'release' ? 'reconnection.approve' : 'endpoint.isolate'
    if (permittedAs(situation.office, officer, operation, aboutEndpoint(situation, endpoint), now) === undefined)
      return { entries: [], value: { ok: false, refusal: 'not-permitted' } }
    const because = printable(reason.trim(), longestReason)
    if (because === '') return { entries: [], value: { ok: false, refusal: 'reason-missing' } }
    if (action.kind === 'release' && needsApproval(situation, standing))
      return { entries: [], value: { ok: false, refusal: 'reconnection-not-approved' } }
    const incident = standing.openIncident ?? standing.openDrill
    const counter = standing.lastOrderCounter + 1
    const signed = signedOrder({
      id,
      endpoint,
      action,
      reason: because,
      officer,
      now,
      validMs,
      signer,
      counter,
      incident,
    })
    const subject = chainOf(incident, endpoint)
    return {
      entries: [{ subject, at: now, actor: officer, happening: { kind: 'order-issued', signed } }],
      value: { ok: true, value: { order: id } },
    }
  },
}

/** While the field team works on the real thing, a terminal that was cut comes back by D13 and two persons (四(二)3), not by the hand of one. */
function needsApproval(situation: Situation, { endpoint, openIncident }: EndpointStanding): boolean {
  const incident = situation.incidents.get(openIncident ?? '')
  if (incident?.phase !== 'responding' && incident?.phase !== 'recovering') return false
  return awaitingReconnection(situation, incident).includes(endpoint.id)
}

/** What is given beside the words of the order itself. */
interface Signing extends Ordering {
  readonly counter: number
  readonly incident: string | undefined
}

/** An order that a terminal carries out once, until it ends. */
export const signedOrder = ({
  id,
  endpoint,
  action,
  reason,
  officer,
  now,
  validMs,
  signer,
  counter,
  incident,
}: Signing): SignedOrder =>
  signer.sign({
    id,
    endpoint,
    action,
    notAfter: now + validMs,
    counter,
    reason,
    approver: { id: printable(officer.id, longestName), name: printable(officer.name, longestName) },
    incident,
  })
