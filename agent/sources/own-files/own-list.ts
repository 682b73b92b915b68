/** The list of what the agent keeps and must not lose: every evidence file and every append-only file, by size and hash. */

import { createHash } from 'node:crypto'
import * as z from 'zod'
import { sha256, time } from '#shared/protocol/limits.ts'

const listed = z.strictObject({
  bytes: z.number().int().min(0),
  sha256,
  listedAt: time,
  /** The file's ctime: as long as it and the size stay, nobody wrote, and nothing need be read. */
  changedAt: z.number(),
})

const ownList = z.strictObject({
  version: z.literal(1),
  /** By name in the evidence folder. */
  evidence: z.record(z.string().max(255), listed),
  /** By path: what is only ever appended to. */
  appended: z.record(z.string().max(4_096), listed),
})

export type Listed = z.infer<typeof listed>
export type OwnList = z.infer<typeof ownList>

export const emptyList = (): OwnList => ({ version: 1, evidence: {}, appended: {} })

/** Undefined where it is damaged; an empty one where there is none yet. */
export function readList(text: string | undefined): OwnList | undefined {
  if (text === undefined) return emptyList()
  try {
    return ownList.parse(JSON.parse(text))
  } catch {
    return undefined
  }
}

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

export const listing = (bytes: Uint8Array, listedAt: number, changedAt: number): Listed => ({
  bytes: bytes.length,
  sha256: hashOf(bytes),
  listedAt,
  changedAt,
})

/** Whether this is what was listed, whatever its times, owner or place on the disk became. */
export const isAsListed = (bytes: Uint8Array, known: Listed): boolean =>
  bytes.length === known.bytes && hashOf(bytes) === known.sha256

/** What became of an append-only file: it may grow, and what stood in it stays. */
export function appendedSince(bytes: Uint8Array, known: Listed): 'kept' | 'shortened' | 'altered' {
  if (bytes.length < known.bytes) return 'shortened'
  return isAsListed(bytes.subarray(0, known.bytes), known) ? 'kept' : 'altered'
}
