/** A file of lines whose last one is its sealed manifest: whoever gets it can tell, with the office, whether a line was changed. */

import { hash } from 'node:crypto'
import type { Manifest, ManifestSealer, SealedManifest } from '../audit/manifest.ts'

export interface SealedLines {
  readonly bytes: Uint8Array
  readonly sha256: string
  readonly manifest: SealedManifest
}

/** `name` is what the lines before the last one are called in the manifest; further items are what the lines speak of. */
export function sealedLines(
  lines: readonly unknown[],
  manifest: Manifest & { readonly name: string },
  sealer: ManifestSealer,
): SealedLines {
  const { name, items, ...rest } = manifest
  const content = Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
  const own = { name, sha256: hash('sha256', content), bytes: content.length }
  const sealed = sealer.seal({ ...rest, items: [own, ...items] })
  const bytes = Buffer.concat([content, Buffer.from(`${JSON.stringify({ manifest: sealed })}\n`)])
  return { bytes, sha256: hash('sha256', bytes), manifest: sealed }
}
