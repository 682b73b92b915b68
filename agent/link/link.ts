/** The port of the link to the office: it drains the outbox upward and brings orders and notices down. */

import type { SignedOrder } from '#shared/domain/order.ts'
import type { Notice, Posture, Welcome } from '#shared/protocol/frame.ts'

export type LinkState =
  | { readonly kind: 'connected'; readonly since: number; readonly lastHeardAt: number }
  | { readonly kind: 'waiting'; readonly attempt: number; readonly retryAt: number; readonly because: string }
  | { readonly kind: 'connecting'; readonly attempt: number }

/** What the link needs of the agent. */
export interface LinkEnds {
  posture(): Posture
  onOrder(signed: SignedOrder): void
  onNotice(notice: Notice): void
  onWelcome(welcome: Welcome): void
}

export interface Link {
  start(ends: LinkEnds, signal: AbortSignal): void
  state(): LinkState
  onState(listener: (state: LinkState) => void): () => void
  /** Tries again at once: an adapter came up, or the operator pressed. */
  hurry(): void
}
