/** Bytes of a text file as text: UTF-8, or GB18030, in which Excel saves “CSV” in China. */

import { fileLimits } from './line-refusal.ts'
import type { FileRefusal } from './line-refusal.ts'

export type Encoding = 'utf-8' | 'gb18030'

export type TextOfFile =
  | { readonly ok: true; readonly text: string; readonly encoding: Encoding }
  | { readonly ok: false; readonly refusal: FileRefusal }

const begins = (bytes: Uint8Array, ...mark: readonly number[]): boolean => mark.every((byte, i) => bytes[i] === byte)

/**
 * UTF-8 is tried first and strictly: text of GB18030 that happens to be valid UTF-8 as a whole has no Chinese title line,
 * since the first byte of 机 (BB) and of 终 (D6 D5) cannot begin one.
 */
export function textOfFile(bytes: Uint8Array): TextOfFile {
  if (bytes.length > fileLimits.bytes) return { ok: false, refusal: 'file-too-large' }
  if (begins(bytes, 0xff, 0xfe) || begins(bytes, 0xfe, 0xff)) return { ok: false, refusal: 'utf-16' }
  for (const encoding of ['utf-8', 'gb18030'] as const) {
    const text = decoded(bytes, encoding)
    // A spreadsheet's own format and other binary files hold NUL; no text of a person does.
    if (text !== undefined)
      return text.includes('\0') ? { ok: false, refusal: 'not-text' } : { ok: true, text, encoding }
  }
  return { ok: false, refusal: 'not-text' }
}

function decoded(bytes: Uint8Array, encoding: Encoding): string | undefined {
  try {
    // A byte order mark is dropped by the decoder.
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}
