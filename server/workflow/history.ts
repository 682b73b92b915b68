/** What can happen to an incident or a terminal: the only way in which anything is ever changed (append-only, hash-chained). */

import type { Actor, Officer } from '#shared/domain/actor.ts'
import type { Alert } from '#shared/domain/alert.ts'
import type { Evidence } from '#shared/domain/evidence.ts'
import type { Found } from '#shared/domain/incident.ts'
import type { Isolation } from '#shared/domain/isolation.ts'
import type { Corrected } from '#shared/domain/moment.ts'
import type { Receipt, SignedOrder } from '#shared/domain/order.ts'
import type { Role } from '#shared/domain/role.ts'
import type { Annotation, Postponement } from '#shared/protocol/record.ts'
import type { Link } from '#shared/text/hash-chain.ts'
import type { ReleaseAction } from '#shared/text/release-code.ts'
import type { OfficeHappening } from './office-history.ts'
import type { PlanHappening } from './plan-history.ts'

/** Each subject has a chain of its own. What belongs to no incident stands in the chain of its terminal, and what belongs to neither in the office's. */
export type Subject =
  | { readonly kind: 'incident'; readonly id: string }
  | { readonly kind: 'endpoint'; readonly id: string }
  | { readonly kind: 'office'; readonly id: string }

export type Happening = ReportedHappening | PlanHappening | OfficeHappening

/** What alerts, terminals and the duty officer's first hand make happen (三(一)). */
export type ReportedHappening =
  | {
      readonly kind: 'incident-received'
      readonly number: string
      readonly title: string
      /** Left out where a report names no terminal (by telephone, from a superior). */
      readonly endpoint?: string | undefined
      readonly institution: string
      readonly found: Found
      readonly drill: boolean
      readonly planVersion: number
    }
  /** An earlier fact than the one the clock ran from has come in (三(一)2 应当被发现). */
  | { readonly kind: 'found-moved'; readonly found: Found }
  | {
      readonly kind: 'alert-received'
      readonly alert: Alert
      readonly endpoint: string
      readonly raised: Corrected
      readonly detected: Corrected
      readonly receivedAt: number
    }
  /** The same alert again, with more behind it: a higher count, a higher severity, or an earlier first fact. */
  | {
      readonly kind: 'alert-updated'
      readonly alert: Alert
      readonly endpoint: string
      readonly detected: Corrected
      readonly receivedAt: number
    }
  | { readonly kind: 'alert-taken-over'; readonly alert: string; readonly officer: Officer }
  | { readonly kind: 'report-repeated'; readonly alert: string; readonly times: number }
  | { readonly kind: 'report-annotated'; readonly alert: string; readonly annotation: Annotation }
  | { readonly kind: 'report-withdrawn'; readonly alert: string }
  | { readonly kind: 'cut-postponed'; readonly alert: string; readonly postponement: Postponement }
  | {
      readonly kind: 'isolation-changed'
      readonly endpoint: string
      readonly isolation: Isolation
      readonly since: Corrected
    }
  | { readonly kind: 'evidence-listed'; readonly endpoint: string; readonly evidence: Evidence }
  | {
      readonly kind: 'order-issued'
      readonly signed: SignedOrder
      /** The group isolation that it is part of; its incident's history tells who asked and who approved. */
      readonly group?: string | undefined
    }
  /** The key of its certificate, as seen when it connected: SPKI in base64. */
  | { readonly kind: 'terminal-key-seen'; readonly endpoint: string; readonly publicKey: string }
  /** 断网恢复码 of a 重大 incident: asked for by one officer, made for the next who asks for the same. */
  | ({ readonly kind: 'release-code-asked' } & ReleaseDecided)
  /** Stands here before the code is shown; the code itself stands nowhere. */
  | ({ readonly kind: 'release-code-made'; readonly firstAskedBy?: Officer | undefined } & ReleaseDecided)
  /** Typed in at the terminal, as the terminal tells. */
  | {
      readonly kind: 'release-code-used'
      readonly endpoint: string
      readonly sequence: number
      readonly action: ReleaseAction
    }
  | { readonly kind: 'order-delivered'; readonly order: string; readonly endpoint: string }
  | {
      readonly kind: 'receipt-received'
      readonly endpoint: string
      readonly receipt: Receipt
      readonly carriedOut: Corrected
    }
  | {
      readonly kind: 'records-dropped'
      readonly endpoint: string
      readonly lane: string
      readonly dropped: number
      readonly from: number
      readonly to: number
    }
  | { readonly kind: 'note-added'; readonly text: string }

/** What was decided on the telephone, about which challenge of which terminal. */
export interface ReleaseDecided {
  readonly endpoint: string
  readonly sequence: number
  /** Eight digits and their check digit. */
  readonly challenge: string
  readonly action: ReleaseAction
  readonly reason: string
  readonly as: Role
}

export interface Entry {
  /** Place in the one order of everything this office stored; grows, without gaps inside one store. */
  readonly position: number
  readonly subject: Subject
  readonly link: Link
  /** Server time, milliseconds since 1970 UTC. */
  readonly at: number
  readonly actor: Actor
  readonly happening: Happening
}

/** An entry before the store gave it its place and its link. */
export type NewEntry = Omit<Entry, 'position' | 'link'>
