/** 指令 and 回执: what the office tells a terminal to do, and what became of it. */

import type { IsolationScope } from './isolation.ts'
import type { Moment } from './moment.ts'

/** The whole list: a terminal knows no order that runs an arbitrary command. */
export type OrderAction = { readonly kind: 'isolate'; readonly scope: IsolationScope } | { readonly kind: 'release' }

export interface Order {
  /** UUIDv7. */
  readonly id: string
  readonly endpoint: string
  readonly action: OrderAction
  /** Milliseconds since 1970 UTC, server time; after it the terminal refuses. */
  readonly notAfter: number
  /** Grows with every order to this terminal; a terminal carries out no counter twice and none below the last. */
  readonly counter: number
  readonly reason: string
  readonly approver: { readonly id: string; readonly name: string }
  readonly incident?: string | undefined
}

export interface SignedOrder {
  readonly order: Order
  readonly keyId: string
  /** Ed25519 over `orderText(order)`, base64url. */
  readonly signature: string
}

export const orderRefusals = ['forged', 'expired', 'replayed', 'other-endpoint', 'unknown-key'] as const
export type OrderRefusal = (typeof orderRefusals)[number]

export interface Receipt {
  readonly order: string
  readonly outcome: 'carried-out' | 'failed' | 'refused'
  /** Why it was refused, or the fault code that stopped it; empty when carried out. */
  readonly because: string
  readonly moment: Moment
}
