/** What was found damaged in the outbox, as it is told to the operator and the office. */

import { Fault } from '#shared/fault.ts'
import type { Lane } from '#shared/protocol/record.ts'

export interface Damage {
  /**
   * `torn-tail`: the last write did not arrive whole, as after a power cut; nothing that was promised is in it, if the disk kept its word.
   * `corrupt`: bytes that were whole have changed. `no-header`: the file's beginning has. `missing`: a segment between two others is not there.
   * `unreadable`: the disk gives the bytes no more. `newer-format`: written by a newer version; left as it is.
   */
  readonly kind: 'torn-tail' | 'corrupt' | 'no-header' | 'missing' | 'unreadable' | 'newer-format'
  readonly lane: Lane
  /** Name of the file in the outbox's folder. */
  readonly file: string
  /** Name under which a copy was put aside; absent where that was not needed or not possible. */
  readonly aside?: string | undefined
  /** Whole records before the damage; they stay where they are. */
  readonly intact: number
  /** Whole records behind the damage that were kept anew. */
  readonly salvaged: number
  /** Records that are gone, at least; told to the office by a `dropped` record. */
  readonly lost: number
}

/** The fault that a person must see, or nothing where a power cut did no more than cut. */
export function damageFault(damage: Damage): Fault | undefined {
  if (damage.kind === 'torn-tail') return undefined
  return new Fault(
    'outbox/damaged',
    `${damage.file}: ${damage.kind}, ${damage.intact} records intact, ${damage.salvaged} salvaged, at least ${damage.lost} lost`,
    damage.aside === undefined ? {} : { hint: `损坏的文件已另存为 ${damage.aside}，请勿删除` },
  )
}
