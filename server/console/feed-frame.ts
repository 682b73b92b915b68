/** What the live feed sends to a console page: one snapshot, then changes, then beats; the page's only source of truth. */

import type { Annotation, Postponement } from '#shared/protocol/record.ts'
import type { Coverage } from '#shared/protocol/frame.ts'
import type { Found, Phase } from '#shared/domain/incident.ts'
import type { Isolation } from '#shared/domain/isolation.ts'
import type { OrderAction, Receipt } from '#shared/domain/order.ts'
import type { Severity } from '#shared/domain/severity.ts'
import type { PlanClock } from '../workflow/clocks/clock.ts'
import type { AlertClosing } from '../workflow/plan-history.ts'

export interface AlertRow {
  readonly id: string
  readonly code: string
  readonly origin: 'operator' | 'detector'
  readonly rule: string
  readonly severity: Severity
  readonly because: string
  readonly count: number
  readonly drill: boolean
  readonly endpoint: string
  readonly incident?: string | undefined
  readonly incidentNumber?: string | undefined
  /** Server-corrected times, milliseconds since 1970 UTC. */
  readonly detectedAt: number
  readonly raisedAt: number
  readonly receivedAt: number
  readonly taken?: { readonly by: string; readonly at: number } | undefined
  readonly repeats: number
  readonly annotation?: Annotation | undefined
  readonly withdrawnAt?: number | undefined
  readonly postponed?: Postponement | undefined
  /** Proposed as false or as a duplicate, and waiting for another person than `proposer`. */
  readonly closing?:
    | {
        readonly as: AlertClosing
        readonly reason: string
        readonly by: string
        readonly proposer?: string | undefined
      }
    | undefined
  readonly closed?: { readonly as: AlertClosing; readonly by: string; readonly at: number } | undefined
}

/** A clock that runs. When it is due does not change by itself: how it stands is counted on by the page. */
export interface RowClock extends Pick<
  PlanClock,
  'name' | 'basis' | 'clause' | 'startedAt' | 'dueAt' | 'soonAt' | 'provisional'
> {
  /** Number of the directive that it is about. */
  readonly about?: string | undefined
}

export interface IncidentRow {
  readonly id: string
  readonly number: string
  readonly title: string
  readonly phase: Phase
  readonly drill: boolean
  readonly endpoint: string
  readonly institution: string
  readonly receivedAt: number
  readonly found: Found
  readonly initialReportDueAt: number
  readonly alerts: readonly string[]
  /** Those that run, the tightest first; of 国家规定 only for whoever may read the reports to the outside. */
  readonly clocks: readonly RowClock[]
}

export interface EndpointRow {
  readonly id: string
  readonly number: string
  readonly name: string
  readonly institution: string
  readonly institutionName: string
  readonly phone: string
  readonly online: boolean
  readonly lastHeardAt?: number | undefined
  readonly agent?: string | undefined
  readonly isolation?: Isolation | undefined
  readonly pending?: number | undefined
  readonly coverage: readonly Coverage[]
  readonly clockOffsetMs?: number | undefined
  /** Let back for four hours: until then a release order has to confirm it. Server time. */
  readonly confirmBy?: number | undefined
  readonly orders: readonly {
    readonly id: string
    readonly action: OrderAction
    readonly reason: string
    readonly by: string
    readonly issuedAt: number
    readonly deliveredAt?: number | undefined
    readonly receipt?: Receipt | undefined
  }[]
}

export interface Rows {
  readonly alerts: readonly AlertRow[]
  readonly incidents: readonly IncidentRow[]
  readonly endpoints: readonly EndpointRow[]
}

export type FeedFrame =
  | ({
      readonly frame: 'snapshot'
      readonly position: number
      readonly serverTime: number
      readonly office: { readonly name: string; readonly phone: string }
      readonly officer: { readonly id: string; readonly name: string }
      /** Chains of the history that no longer verify (篡改): anything but 0 is shown on every page and cannot be dismissed. */
      readonly brokenChains?: number | undefined
    } & Rows)
  /** Rows replace rows of the same id. */
  | ({ readonly frame: 'change'; readonly position: number; readonly serverTime: number } & Rows)
  /** Every 2 s; after 5 s without any frame the page says that it is stale. */
  | { readonly frame: 'beat'; readonly position: number; readonly serverTime: number }
