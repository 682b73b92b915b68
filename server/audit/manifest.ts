/** A manifest: what left the office in one piece, sealed with the audit's key, so that anybody who brings it back can be told whether it is whole. */

import { createHmac, timingSafeEqual } from 'node:crypto'
import * as z from 'zod'
import { canonicalJson } from '#shared/text/canonical-json.ts'
import { id, name, sha256, text, time } from '#shared/protocol/limits.ts'
import type { ExportKind } from '../workflow/office-history.ts'

const kinds = [
  'incident-archive',
  'evidence',
  'audit',
  'registry',
  'statistics',
  'protected-statement',
] as const satisfies readonly ExportKind[]

const item = z.strictObject({
  name: text(1_024),
  sha256,
  bytes: z.number().int().min(0),
})

const sealedManifest = z.strictObject({
  what: z.enum(kinds),
  /** The incident that it is of, or what it covers. */
  about: text(200),
  /** Server time, milliseconds since 1970 UTC. */
  at: time,
  by: z.strictObject({ id: z.union([id, text(64)]), name }),
  /** The newest entry of the chain that it was made from. */
  head: sha256.optional(),
  items: z.array(item).max(20_000),
  seal: sha256,
})

export type SealedManifest = z.infer<typeof sealedManifest>
export type Manifest = Omit<SealedManifest, 'seal'>

/** Seals what goes out, and tells later whether a manifest is one of this office's. */
export interface ManifestSealer {
  seal(manifest: Manifest): SealedManifest
  /** Anything may be given: only what was sealed with this key, to the last sign of its content, holds. */
  holds(manifest: unknown): boolean
}

// Another purpose in front than a checkpoint's: neither can be passed off as the other.
const sealOf = (manifest: Manifest, key: Uint8Array): Buffer =>
  createHmac('sha256', key)
    .update(`yibao-sentinel manifest 1\n${canonicalJson(manifest)}`)
    .digest()

export const manifestSealer = (key: Uint8Array): ManifestSealer => ({
  seal: (manifest) => ({ ...manifest, seal: sealOf(manifest, key).toString('hex') }),
  holds(given) {
    const parsed = sealedManifest.safeParse(given)
    if (!parsed.success) return false
    const { seal, ...manifest } = parsed.data
    return timingSafeEqual(Buffer.from(seal, 'hex'), sealOf(manifest, key))
  },
})
