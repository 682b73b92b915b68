/** Reads the beginning of a file: its first bytes as hex and how random the first block is. */

import { constants, open } from 'node:fs/promises'

export interface FirstBlockRead {
  /** First 16 bytes, hex. */
  readonly header: string
  /** Shannon entropy of the block in bits per byte; left out for blocks too short to tell. */
  readonly entropy?: number | undefined
}

const blockBytes = 4_096
const headerBytes = 16
/** Random bytes reach 7.6 from this length on; below, even they look ordered. */
const entropyFromBytes = 512

/** Nothing where the file cannot be read now (locked, gone, not a file). */
export async function readFirstBlock(path: string): Promise<FirstBlockRead | undefined> {
  try {
    // A link is not followed, and a pipe that somebody put there must not hold the reader.
    await using file = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0))
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(blockBytes), 0, blockBytes, 0)
    const block = buffer.subarray(0, bytesRead)
    return {
      header: block.subarray(0, headerBytes).toString('hex'),
      ...(bytesRead < entropyFromBytes ? {} : { entropy: shannonEntropy(block) }),
    }
  } catch {
    return undefined
  }
}

/** Bits per byte, 0 to 8. */
export function shannonEntropy(block: Uint8Array): number {
  const counts = new Uint32Array(256)
  for (const byte of block) counts[byte] = (counts[byte] ?? 0) + 1
  let bits = 0
  for (const count of counts) if (count > 0) bits -= (count / block.length) * Math.log2(count / block.length)
  return Math.round(bits * 1000) / 1000
}
