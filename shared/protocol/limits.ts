/** The bounded values that frames are made of; every limit of the wire stands here or in the frame that needs it. */

import * as z from 'zod'

export const maxFrameBytes = 64 * 1024
export const maxDepth = 32

// Control signs, bidirectional overrides and isolates (CVE-2021-42574) and zero-width signs: nothing a screen, a log or a form may be given.
// oxlint-disable-next-line no-control-regex
const unprintable = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/

/** Text that may be shown: well-formed UTF-16, printable, line feed and tab allowed, at most `max` units. */
export const text = (max: number) =>
  z
    .string()
    .max(max)
    .refine((value) => value.isWellFormed(), 'not well-formed')
    .refine((value) => !unprintable.test(value), 'unprintable sign')

/** Makes of anything what `text` takes: for file names and command lines, which an attacker chooses. */
export const printable = (value: string, max: number): string => {
  const safe = value.toWellFormed().replaceAll(new RegExp(unprintable, 'g'), '\u25A1')
  return safe.length <= max ? safe : `${safe.slice(0, max - 1)}…`.toWellFormed()
}

export const id = z.uuid()
/** Milliseconds since 1970 UTC, up to the year 2200. */
export const time = z.number().int().min(0).max(7_258_118_400_000)
export const count = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER)
export const name = text(64)
export const sentence = text(500)
/** A path or a command line. */
export const path = text(1024)
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
