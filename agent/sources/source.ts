/** The port of a source (采集源): it turns facts of the machine into events and judges nothing. */

import type { EndpointEvent, EventKind } from '#shared/domain/event.ts'
import type { Coverage } from '#shared/protocol/frame.ts'

export type Emit = (event: EndpointEvent) => void

export interface Source {
  /** Folder name of the source: `files`. */
  readonly name: string
  /** The kinds it can emit on this system; a detector that wants none of what is emitted is shown as switched off. */
  readonly emits: readonly EventKind[]
  /** Begins to emit and returns once it sees; ends by the signal. A source that cannot see stays `off` with its reason instead of failing. */
  start(emit: Emit, signal: AbortSignal): Promise<void>
  /** How well it sees now; shown to the office, since a blind terminal must not look quiet. */
  coverage(): Omit<Coverage, 'source'>
  /** The agent was told to stop (`told`: by which signal) and everything still runs: last events, last writes. It must not reject. */
  leave?(told: string): Promise<void>
}
