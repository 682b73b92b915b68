/** How the outbox's files are named, and read back; a name that is none of ours is left alone. */

import { lanes } from '#shared/protocol/record.ts'
import type { Lane } from '#shared/protocol/record.ts'

/** A place in the order of a lane's segments: grows by one with each and is never used again. */
export type Ordinal = number

export type OutboxFile =
  | { readonly kind: 'segment' | 'cursor' | 'damaged'; readonly lane: Lane; readonly ordinal: Ordinal }
  | { readonly kind: 'reserve' }
  | { readonly kind: 'unfinished' }

const pattern = new RegExp(`^(damaged-)?(${lanes.join('|')})-(\\d{10})\\.(segment|cursor)$`)

const place = (lane: Lane, ordinal: Ordinal) => `${lane}-${String(ordinal).padStart(10, '0')}`

export const segmentName = (lane: Lane, ordinal: Ordinal): string => `${place(lane, ordinal)}.segment`
export const cursorName = (lane: Lane, ordinal: Ordinal): string => `${place(lane, ordinal)}.cursor`
export const damagedName = (lane: Lane, ordinal: Ordinal): string => `damaged-${place(lane, ordinal)}.segment`
export const reserveName = 'reserve'
/** A file that becomes whole only by being renamed. */
export const unfinishedName = (name: string): string => `${name}.unfinished`

export function readName(name: string): OutboxFile | undefined {
  if (name === reserveName) return { kind: 'reserve' }
  if (name.endsWith('.unfinished')) return { kind: 'unfinished' }
  const [, damaged, lane, ordinal, kind] = pattern.exec(name) ?? []
  if (lane === undefined || (damaged !== undefined && kind === 'cursor')) return undefined
  return {
    kind: damaged === undefined ? (kind as 'segment' | 'cursor') : 'damaged',
    lane: lane as Lane,
    ordinal: Number(ordinal),
  }
}
