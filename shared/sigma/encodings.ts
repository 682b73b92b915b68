/** The modifiers that write a text another way: Base64, UTF-16 and the dashes of Windows command lines. */

import { Refused } from './refused.ts'

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** After `utf16*` and `wide` a text holds bytes, one per unit; any other text is encoded as UTF-8. */
const bytesOf = (text: string, holdsBytes: boolean): Uint8Array =>
  holdsBytes ? Uint8Array.from(text, (unit) => unit.charCodeAt(0)) : new TextEncoder().encode(text)

function encode(bytes: Uint8Array): string {
  let out = ''
  for (let i = 0; i < bytes.length; i += 3) {
    const [a = 0, b = 0, c = 0] = bytes.subarray(i, i + 3)
    const triple = (a << 16) | (b << 8) | c
    const left = bytes.length - i
    out += alphabet.charAt(triple >> 18) + alphabet.charAt((triple >> 12) & 63)
    out += (left > 1 ? alphabet.charAt((triple >> 6) & 63) : '=') + (left > 2 ? alphabet.charAt(triple & 63) : '=')
  }
  return out
}

export const base64 = (text: string, holdsBytes: boolean): string => encode(bytesOf(text, holdsBytes))

/** How the middle of a text looks in Base64 at each of the three offsets; the units that its neighbours touch are left out. */
export function base64Offsets(text: string, holdsBytes: boolean): string[] {
  const bytes = bytesOf(text, holdsBytes)
  return [0, 1, 2].map((offset) => {
    const shifted = new Uint8Array(offset + bytes.length)
    shifted.set(bytes, offset)
    const start = [0, 2, 3][offset]
    const end = [undefined, -3, -2][shifted.length % 3]
    return encode(shifted).slice(start, end)
  })
}

export type Utf16 = 'utf16' | 'utf16le' | 'utf16be'

/** One unit per byte; `utf16` puts the byte order mark of little-endian before it. */
export function utf16(text: string, as: Utf16): string {
  let out = as === 'utf16' ? '\u00FF\u00FE' : ''
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    const [low, high] = [String.fromCharCode(code & 0xff), String.fromCharCode(code >> 8)]
    out += as === 'utf16be' ? high + low : low + high
  }
  return out
}

const dashes = ['-', '/', '\u2013', '\u2014', '\u2015'] as const

/** A dash that begins a parameter: after a non-word character or the start, before a word character. */
const parameterDash = /\B[-/\u2013\u2014\u2015]\b/g

/** Five ways of writing each: 625 variants at four, and no known rule has more than two. */
const dashesAtMost = 4

export function windashVariants(text: string): string[] {
  const places = [...text.matchAll(parameterDash)].map(({ index }) => index)
  if (places.length > dashesAtMost) throw new Refused('too-large', `windash: ${text}`)
  return places.reduce<string[]>(
    (variants, place) =>
      variants.flatMap((variant) => dashes.map((dash) => variant.slice(0, place) + dash + variant.slice(place + 1))),
    [text],
  )
}
