/** 态势: everything that is open, folded from the histories; what the console shows and what decisions start from. */

import type { Actor, Officer } from '#shared/domain/actor.ts'
import type { Alert } from '#shared/domain/alert.ts'
import type { Endpoint } from '#shared/domain/endpoint.ts'
import type { Found, Phase } from '#shared/domain/incident.ts'
import type { Isolation } from '#shared/domain/isolation.ts'
import type { Corrected } from '#shared/domain/moment.ts'
import type { Receipt, SignedOrder } from '#shared/domain/order.ts'
import type { Annotation, Postponement } from '#shared/protocol/record.ts'
import type { Course, Seeing } from './course.ts'
import type { ReleaseDecided } from './history.ts'
import type { Office } from './office.ts'
import type { AlertClosing } from './plan-history.ts'

export interface AlertStanding {
  readonly alert: Alert
  readonly endpoint: string
  readonly incident?: string | undefined
  readonly raised: Corrected
  readonly detected: Corrected
  readonly receivedAt: number
  readonly taken?: { readonly by: Officer; readonly at: number } | undefined
  /** Who opened it, each person once. */
  readonly seen?: readonly Seeing[] | undefined
  readonly repeats: number
  readonly annotation?: Annotation | undefined
  readonly withdrawnAt?: number | undefined
  readonly postponed?: Postponement | undefined
  /** Somebody holds it for false or a duplicate; at severity high and above a second person must agree. */
  readonly closing?: ProposedClosing | undefined
  readonly closed?: { readonly as: AlertClosing; readonly by: Actor; readonly at: number } | undefined
}

export interface ProposedClosing {
  readonly closing: AlertClosing
  readonly of?: string | undefined
  readonly reason: string
  readonly by: Actor
}

export interface IncidentStanding {
  readonly id: string
  readonly number: string
  readonly title: string
  readonly phase: Phase
  /** The terminal that it began with; left out where the report named none. */
  readonly endpoint?: string | undefined
  readonly institution: string
  readonly drill: boolean
  readonly planVersion: number
  readonly receivedAt: number
  readonly found: Found
  /** When the initial report is due (三(一)2): found + 2 h. */
  readonly initialReportDueAt: number
  readonly alerts: readonly string[]
  /** What of the plan was done. */
  readonly course: Course
  readonly entries: number
}

export interface OrderStanding {
  readonly signed: SignedOrder
  readonly issuedAt: number
  readonly deliveredAt?: number | undefined
  readonly receipt?: Receipt | undefined
}

export interface ReleaseCodeStanding extends ReleaseDecided {
  readonly by: Actor
  readonly at: number
  /** False while a second person is waited for. */
  readonly made: boolean
  readonly incident?: string | undefined
}

export interface EndpointStanding {
  readonly endpoint: Endpoint
  readonly isolation?: Isolation | undefined
  /** Orders without a receipt, and the last one with. */
  readonly orders: readonly OrderStanding[]
  readonly lastOrderCounter: number
  /** Its certificates were taken back; it enrols anew, and is another terminal then. */
  readonly revokedAt?: number | undefined
  /** The incident that an alert of this terminal would join. */
  readonly openIncident?: string | undefined
  /** The same among drills: a drill and the real thing never share an incident. */
  readonly openDrill?: string | undefined
  /** Of the certificate with which it last connected: SPKI in base64. */
  readonly releaseKey?: string | undefined
  /** Let back for four hours by a code: until then an order has to confirm it, or the terminal is cut again. */
  readonly confirmBy?: number | undefined
  /** What was decided on the telephone, oldest first; the newest few. */
  readonly releaseCodes?: readonly ReleaseCodeStanding[] | undefined
  /** Its newest alerts, oldest first: what it is told about after each greeting. */
  readonly recentAlerts?: readonly string[] | undefined
}

/** An immutable value: a change makes a new one that shares what did not change. */
export interface Situation {
  readonly position: number
  readonly alerts: ReadonlyMap<string, AlertStanding>
  readonly incidents: ReadonlyMap<string, IncidentStanding>
  readonly endpoints: ReadonlyMap<string, EndpointStanding>
  readonly office: Office
}
