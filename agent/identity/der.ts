/** The few forms of DER (ITU-T X.690) that a certificate request is made of. */

const universal = {
  integer: 0x02,
  bitString: 0x03,
  objectIdentifier: 0x06,
  utf8String: 0x0c,
  sequence: 0x30,
  set: 0x31,
} as const

function element(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts)
  return Buffer.concat([Buffer.from([tag, ...lengthOf(content.length)]), content])
}

/** X.690 §8.1.3: short form up to 127, else the number of length bytes and the length. */
function lengthOf(length: number): readonly number[] {
  if (length < 0x80) return [length]
  const bytes = []
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256)
  return [0x80 | bytes.length, ...bytes]
}

export const sequence = (...parts: readonly Uint8Array[]): Buffer => element(universal.sequence, ...parts)
export const setOf = (...parts: readonly Uint8Array[]): Buffer => element(universal.set, ...parts)
export const utf8String = (text: string): Buffer => element(universal.utf8String, Buffer.from(text, 'utf8'))
/** A number below 128, which is all that a request holds. */
export const smallInteger = (value: number): Buffer => element(universal.integer, Buffer.from([value]))
/** Whole bytes only: no unused bits. */
export const bitString = (bytes: Uint8Array): Buffer => element(universal.bitString, Buffer.from([0]), bytes)
/** `[n]`, constructed, in the context of what holds it. */
export const contextual = (number: number, ...parts: readonly Uint8Array[]): Buffer => element(0xa0 | number, ...parts)

/** Dotted form, for instance `2.5.4.3`. */
export function objectIdentifier(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  return element(universal.objectIdentifier, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]))
}

/** X.690 §8.19.2: seven bits a byte, the top bit on all but the last. */
function base128(arc: number): readonly number[] {
  const bytes = [arc % 128]
  for (let rest = Math.floor(arc / 128); rest > 0; rest = Math.floor(rest / 128)) bytes.unshift(0x80 | (rest % 128))
  return bytes
}
