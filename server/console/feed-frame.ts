/** What the live feed sends to a console page: one snapshot, then changes, then beats; the page's only source of truth. */

import type { Annotation, Postponement } from '#shared/protocol/record.ts'
import type { Coverage } from '#shared/protocol/frame.ts'
import type { Found, Phase } from '#shared/domain/incident.ts'
import type { Isolation } from '#shared/domain/isolation.ts'
import type { OrderAction, Receipt } from '#shared/domain/order.ts'
import type { Severity } from '#shared/domain/severity.ts'

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
