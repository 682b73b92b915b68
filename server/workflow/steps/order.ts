/** 下达指令: an officer cuts a terminal off or lets it back; signed, with an end, and never the same counter twice (四(二)2). */

import type { Officer } from '#shared/domain/actor.ts'
import type { OrderAction, SignedOrder } from '#shared/domain/order.ts'
import { printable } from '#shared/protocol/limits.ts'
import { chainOf } from '../chain-of.ts'
import type { OrderSigner, Outcome } from '../ports.ts'
import type { Step } from '../step.ts'

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
    const because = printable(reason.trim(), longestReason)
    if (because === '') return { entries: [], value: { ok: false, refusal: 'reason-missing' } }
    const signed: SignedOrder = signer.sign({
      id,
      endpoint,
      action,
      notAfter: now + validMs,
      counter: standing.lastOrderCounter + 1,
      reason: because,
      approver: { id: printable(officer.id, longestName), name: printable(officer.name, longestName) },
      incident: standing.openIncident,
    })
    const subject = chainOf(standing.openIncident, endpoint)
    return {
      entries: [{ subject, at: now, actor: officer, happening: { kind: 'order-issued', signed } }],
      value: { ok: true, value: { order: id } },
    }
  },
}
