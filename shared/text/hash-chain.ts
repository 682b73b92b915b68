/** A chain of hashes over an append-only list: whoever changes, drops or swaps an entry breaks every link behind it. */

import { canonicalJson } from './canonical-json.ts'

/** SHA-256 of a text's UTF-8 bytes, lower-case hex; given in, since this folder reaches no machine. */
export type Digest = (text: string) => string

export interface Link {
  /** 1 for the first entry. */
  readonly index: number
  readonly previousHash: string
  readonly hash: string
}

/** What stands before the first entry. */
export const chainStart: Pick<Link, 'index' | 'hash'> = { index: 0, hash: '0'.repeat(64) }

/** The link of the entry that follows `last`. */
export const linkAfter = (last: Pick<Link, 'index' | 'hash'>, body: unknown, digest: Digest): Link =>
  linkAfterText(last, canonicalJson(body), digest)

/** The same for a body that is canonical text already, because it is stored as such. */
export function linkAfterText(last: Pick<Link, 'index' | 'hash'>, text: string, digest: Digest): Link {
  const index = last.index + 1
  return { index, previousHash: last.hash, hash: digest(`${index}\n${last.hash}\n${text}`) }
}

/** The index of the first entry whose link does not hold, or nothing where the whole chain does. A missing tail is not seen from inside: compare with a checkpoint. */
export function firstBroken(
  entries: Iterable<{ readonly link: Link; readonly body: unknown }>,
  digest: Digest,
): number | undefined {
  let last = chainStart
  for (const { link, body } of entries) {
    const expected = linkAfter(last, body, digest)
    if (link.index !== expected.index || link.previousHash !== expected.previousHash || link.hash !== expected.hash)
      return expected.index
    last = link
  }
  return undefined
}
