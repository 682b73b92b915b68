/** What can happen to an incident or a terminal: the only way in which anything is ever changed (append-only, hash-chained). */

import type { Actor, Officer } from '#shared/domain/actor.ts'
import type { Alert } from '#shared/domain/alert.ts'
import type { Evidence } from '#shared/domain/evidence.ts'
import type { Found } from '#shared/domain/incident.ts'
import type { Isolation } from '#shared/domain/isolation.ts'
import type { Corrected } from '#shared/domain/moment.ts'
import type { Receipt, SignedOrder } from '#shared/domain/order.ts'
import type { Annotation, Postponement } from '#shared/protocol/record.ts'
import type { Link } from '#shared/text/hash-chain.ts'

/** Each subject has a chain of its own. What belongs to no incident stands in the chain of its terminal. */
export type Subject =
  | { readonly kind: 'incident'; readonly id: string }
  | { readonly kind: 'endpoint'; readonly id: string }

export type Happening =
  | {
      readonly kind: 'incident-received'
      readonly number: string
      readonly title: string
      readonly endpoint: string
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
  | { readonly kind: 'order-issued'; readonly signed: SignedOrder }
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
