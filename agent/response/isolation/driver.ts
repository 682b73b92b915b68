/** The port of an isolation driver: one layer between the insurance adapter and its network, on one operating system. */

import type { IsolationScope } from '#shared/domain/isolation.ts'

/** What is to be cut, and the one address that a selective isolation lets through. */
export interface IsolationTarget {
  readonly adapter: {
    readonly name: string
    readonly index: number
    readonly mac: string
    /** Windows' InterfaceGuid, braces included: what stays when the name, the slot or the language changes. */
    readonly guid?: string | undefined
  }
  readonly gateway: { readonly address: string; readonly port: number }
}

export interface LayerStatus {
  /** The layer is in place exactly as applied: nothing missing, nothing loosened. */
  readonly stands: boolean
  /** Nothing of the layer is left. Not the opposite of `stands`: half a layer is neither. */
  readonly gone: boolean
  readonly detail: string
}

/** States what should be and never toggles: every call may be repeated, and `status` looks at the machine instead of remembering. */
export interface IsolationDriver {
  /** Names what it uses: `linux-nftables`. */
  readonly name: string
  /** The scopes that this layer takes part in. A link that is down lets nothing through, so it has no part in `selective`. */
  readonly scopes: readonly IsolationScope[]
  /** True where it only rehearses (演练) and touches nothing. */
  readonly rehearsal: boolean
  /** It only keeps others from undoing the cut: where it stands alone, the network is open. */
  readonly stopsNothing?: true | undefined
  apply(target: IsolationTarget, scope: IsolationScope): Promise<void>
  /** Removes the layer whole, whatever state it is in, and restores what the layer's own work took away. */
  release(target: IsolationTarget): Promise<void>
  status(target: IsolationTarget, scope: IsolationScope): Promise<LayerStatus>
}
