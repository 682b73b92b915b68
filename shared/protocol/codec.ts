/** The only place that parses the wire: text in, a true frame or a refusal out. */

import { maxDepth, maxFrameBytes } from './limits.ts'
import { downFrame, upFrame } from './frame.ts'
import type { DownFrame, UpFrame } from './frame.ts'
import type { Refusal } from './refusal.ts'

export type Decoded<Frame> =
  | { readonly ok: true; readonly frame: Frame }
  | { readonly ok: false; readonly refusal: Refusal; readonly where: string }

interface Schema<Frame> {
  safeParse(
    value: unknown,
  ):
    | { success: true; data: Frame }
    | { success: false; error: { issues: readonly { readonly path: readonly PropertyKey[] }[] } }
}

export const decodeUp = (wire: string): Decoded<UpFrame> => decode(wire, upFrame)
export const decodeDown = (wire: string): Decoded<DownFrame> => decode(wire, downFrame)

export const encode = (frame: UpFrame | DownFrame): string => JSON.stringify(frame)

function decode<Frame>(wire: string, schema: Schema<Frame>): Decoded<Frame> {
  if (wire.length > maxFrameBytes) return { ok: false, refusal: 'too-large', where: '' }
  if (deeperThan(wire, maxDepth)) return { ok: false, refusal: 'not-a-frame', where: 'depth' }
  let value: unknown
  try {
    value = JSON.parse(wire)
  } catch {
    return { ok: false, refusal: 'not-a-frame', where: 'json' }
  }
  const parsed = schema.safeParse(value)
  if (parsed.success) return { ok: true, frame: parsed.data }
  return { ok: false, refusal: 'not-a-frame', where: parsed.error.issues[0]?.path.map(String).join('.') ?? '' }
}

/** Scanned before JSON.parse, which takes millions of levels and blocks for a second on them. */
function deeperThan(wire: string, limit: number): boolean {
  let depth = 0
  let inString = false
  for (let i = 0; i < wire.length; i++) {
    const sign = wire.charCodeAt(i)
    if (inString) {
      if (sign === 0x5c) i++
      else if (sign === 0x22) inString = false
    } else if (sign === 0x22) inString = true
    else if (sign === 0x5b || sign === 0x7b) {
      if (++depth > limit) return true
    } else if (sign === 0x5d || sign === 0x7d) depth--
  }
  return false
}
