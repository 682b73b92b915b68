/** 证据: what was kept of the terminal's state, hashed where it was taken (the plan 三(一)2, 四(二)1). */

import type { Moment } from './moment.ts'

export interface Evidence {
  /** UUIDv7. */
  readonly id: string
  /** The alert it was taken for. */
  readonly alert?: string | undefined
  /** File name inside the terminal's evidence folder. */
  readonly file: string
  readonly sha256: string
  readonly bytes: number
  readonly moment: Moment
  /** What is inside, most volatile first (RFC 3227 §2.1): `sockets`, `neighbours`, `routes`, … */
  readonly parts: readonly string[]
  /** How long the taking took, milliseconds. */
  readonly tookMs: number
}
