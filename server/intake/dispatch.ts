/** Carries down to the terminals what was decided and stored: orders, and the proof that a report has arrived or was taken over. */

import type { Gateway } from '../gateway/inbox.ts'
import type { Conductor, SituationChange } from '../workflow/ports.ts'
import { receivedNotice, takenNotice } from './notices.ts'

export interface DispatchParts {
  readonly conductor: Conductor
  readonly gateway: Gateway
  readonly office: { readonly name: string }
}

/** Call it once, after the gateway was made; returns what ends it. A terminal that is away gets all of it with its next greeting. */
export function dispatch({ conductor, gateway, office }: DispatchParts): () => void {
  return conductor.onChange(({ situation, entries }: SituationChange) => {
    for (const { happening } of entries) {
      if (happening.kind === 'order-issued') gateway.sendOrder(happening.signed.order.endpoint, happening.signed)
      else if (happening.kind === 'alert-received') {
        const standing = situation.alerts.get(happening.alert.id)
        if (standing) gateway.sendNotice(standing.endpoint, receivedNotice(situation, standing, office.name))
      } else if (happening.kind === 'alert-taken-over') {
        const standing = situation.alerts.get(happening.alert)
        const notice = standing && takenNotice(situation, standing)
        if (standing && notice) gateway.sendNotice(standing.endpoint, notice)
      }
    }
  })
}
