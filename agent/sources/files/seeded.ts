/** Reproducible randomness from a text: the same seed gives the same sequence on every machine. Not for secrets. */

import { createHash } from 'node:crypto'

export interface Seeded {
  /** Yields [0, 1). */
  unit(): number
  /** A whole number from `from` to `to`, both included. */
  whole(from: number, to: number): number
  pick<T>(list: readonly [T, ...T[]]): T
  bytes(length: number): Buffer
}

/** sfc32 (Doty-Humphrey, PractRand), started with a SHA-256 of the seed. */
export function seeded(seed: string): Seeded {
  const start = createHash('sha256').update(seed).digest()
  let [a, b, c, counter] = [start.readInt32LE(0), start.readInt32LE(4), start.readInt32LE(8), start.readInt32LE(12)]
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    return sum >>> 0
  }
  const unit = () => next() / 2 ** 32
  return {
    unit,
    whole: (from, to) => from + Math.floor(unit() * (to - from + 1)),
    pick: (list) => list[Math.floor(unit() * list.length)] ?? list[0],
    bytes: (length) => {
      const words = new Uint32Array(Math.ceil(length / 4)).map(next)
      return Buffer.from(words.buffer, 0, length)
    },
  }
}
