/** A checkpoint: how far the histories reached at a moment, sealed with a key that is not in the database, and chained to the one before. */

import { createHmac, hash, timingSafeEqual } from 'node:crypto'
import * as z from 'zod'
import { canonicalJson } from '#shared/text/canonical-json.ts'

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const count = z.number().int().min(0)
const covered = z.strictObject({ last: count, count, root: sha256 })

/**
 * `begin`: the first one, made together with the key. `start`, `stop`: of the server; nothing may be added between a stop and the next start.
 * `daily`: the one to be printed. `gap`: at a start the store reached less far than the newest checkpoint, or every
 * checkpoint was gone; it covers what was still there, and is a finding for ever.
 */
const kind = z.enum(['begin', 'start', 'regular', 'daily', 'stop', 'gap'])

const sealedCheckpoint = z.strictObject({
  number: z.number().int().min(1),
  kind,
  /** Server time, milliseconds since 1970 UTC. */
  at: z.number().int(),
  /** The day in Shanghai of the newest daily checkpoint, this one included. */
  day: z.string().max(10),
  entries: covered,
  records: covered,
  /** The seal of the one before. */
  previous: sha256,
  seal: sha256,
})

export type SealedCheckpoint = z.infer<typeof sealedCheckpoint>
export type Checkpoint = Omit<SealedCheckpoint, 'seal'>
export type CheckpointKind = z.infer<typeof kind>

/** What stands for the seal before the first. */
export const noSeal = '0'.repeat(64)

// The purpose stands in front, so that the key's other uses, should it ever have any, cannot be passed off as this one.
const sealOf = (checkpoint: Checkpoint, key: Uint8Array): Buffer =>
  createHmac('sha256', key)
    .update(`yibao-sentinel checkpoint 1\n${canonicalJson(checkpoint)}`)
    .digest()

export const seal = (checkpoint: Checkpoint, key: Uint8Array): SealedCheckpoint => ({
  ...checkpoint,
  seal: sealOf(checkpoint, key).toString('hex'),
})

export function isSealedWith({ seal, ...checkpoint }: SealedCheckpoint, key: Uint8Array): boolean {
  return timingSafeEqual(Buffer.from(seal, 'hex'), sealOf(checkpoint, key))
}

/**
 * What is printed: one hash over both tables, that needs no key to be recomputed, so that paper convicts also whoever has the key.
 */
export const rootOf = ({ entries, records }: Checkpoint): string => hash('sha256', `${entries.root}\n${records.root}`)

/** The one form in which a checkpoint is written, in the database and in the file; without a line end. */
export const checkpointLine = (checkpoint: SealedCheckpoint): string => canonicalJson(checkpoint)

/** Nothing unless it is, to the byte, a line that could have been written. */
export function readCheckpoint(line: string): SealedCheckpoint | undefined {
  try {
    const parsed = sealedCheckpoint.safeParse(JSON.parse(line))
    return parsed.success && checkpointLine(parsed.data) === line ? parsed.data : undefined
  } catch {
    return undefined
  }
}
