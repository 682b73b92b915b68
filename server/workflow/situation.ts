/** 态势: everything that is open, folded from the histories; what the console shows and what decisions start from. */

import type { Officer } from '#shared/domain/actor.ts'
import type { Alert } from '#shared/domain/alert.ts'
import type { Endpoint } from '#shared/domain/endpoint.ts'
import type { Found, Phase } from '#shared/domain/incident.ts'
import type { Isolation } from '#shared/domain/isolation.ts'
import type { Corrected } from '#shared/domain/moment.ts'
import type { Receipt, SignedOrder } from '#shared/domain/order.ts'
import type { Annotation, Postponement } from '#shared/protocol/record.ts'

export interface AlertStanding {
  readonly alert: Alert
  readonly endpoint: string
  readonly incident?: string | undefined
  readonly raised: Corrected
  readonly detected: Corrected
  readonly receivedAt: number
  readonly taken?: { readonly by: Officer; readonly at: number } | undefined
  readonly repeats: number
  readonly annotation?: Annotation | undefined
  readonly withdrawnAt?: number | undefined
  readonly postponed?: Postponement | undefined
}

export interface IncidentStanding {
  readonly id: string
  readonly number: string
  readonly title: string
  readonly phase: Phase
  readonly endpoint: string
  readonly institution: string
  readonly drill: boolean
  readonly planVersion: number
  readonly receivedAt: number
  readonly found: Found
  /** When the initial report is due (三(一)2): found + 2 h. */
  readonly initialReportDueAt: number
  readonly alerts: readonly string[]
  readonly entries: number
}

export interface OrderStanding {
  readonly signed: SignedOrder
  readonly issuedAt: number
  readonly deliveredAt?: number | undefined
  readonly receipt?: Receipt | undefined
}

export interface EndpointStanding {
  readonly endpoint: Endpoint
  readonly isolation?: Isolation | undefined
  /** Orders without a receipt, and the last one with. */
  readonly orders: readonly OrderStanding[]
  readonly lastOrderCounter: number
  /** The incident that an alert of this terminal would join. */
  readonly openIncident?: string | undefined
  /** Its newest alerts, oldest first: what it is told about after each greeting. */
  readonly recentAlerts?: readonly string[] | undefined
}

/** An immutable value: a change makes a new one that shares what did not change. */
export interface Situation {
  readonly position: number
  readonly alerts: ReadonlyMap<string, AlertStanding>
  readonly incidents: ReadonlyMap<string, IncidentStanding>
  readonly endpoints: ReadonlyMap<string, EndpointStanding>
}
