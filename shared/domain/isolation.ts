/** 断网 and 恢复联网: how far a terminal is cut from the insurance network, as verified by looking. */

import type { Actor } from './actor.ts'
import type { Moment } from './moment.ts'

/** `full`: nothing passes the insurance adapter (the plan 三(一)3). `selective`: only the bureau's pinned address and port. */
export const isolationScopes = ['full', 'selective'] as const
export type IsolationScope = (typeof isolationScopes)[number]

/** `degraded`: cut, but one layer does not stand; `isolating` and `releasing` are under way; `failed`: the insurance network is still reachable. */
export const isolationStates = ['connected', 'isolating', 'isolated', 'degraded', 'failed', 'releasing'] as const
export type IsolationState = (typeof isolationStates)[number]

export interface LayerReport {
  /** Name of the driver: `linux-nftables`. */
  readonly layer: string
  readonly stands: boolean
  readonly detail: string
}

export interface Isolation {
  readonly state: IsolationState
  readonly scope: IsolationScope
  readonly adapter: string
  readonly layers: readonly LayerReport[]
  readonly by: Actor
  readonly because: string
  /** When this state was entered. */
  readonly since: Moment
  /** True where the drivers only rehearse (演练) and the machine was not touched. */
  readonly rehearsal: boolean
  readonly alert?: string | undefined
  readonly order?: string | undefined
  /** Let back by telephone: the sequence of the challenge, by which the office finds what it decided. */
  readonly releaseCode?: number | undefined
}
