/** How an entry is linked to the one before it in its subject's chain, and how a chain is verified while it is read. */

import { hash } from 'node:crypto'
import { canonicalJson } from '#shared/text/canonical-json.ts'
import { chainStart, linkAfterText } from '#shared/text/hash-chain.ts'
import type { Link } from '#shared/text/hash-chain.ts'
import type { Entry, NewEntry, Subject } from './history.ts'
import type { Integrity } from './ports.ts'

const sha256 = (text: string): string => hash('sha256', text)

/** What is hashed of an entry. The subject is part of it, so that an entry cannot be moved into another chain. */
export const entryText = ({ subject, at, actor, happening }: NewEntry): string =>
  canonicalJson({ subject, at, actor, happening })

export const entryLink = (last: Pick<Link, 'index' | 'hash'>, entry: NewEntry, text: string = entryText(entry)): Link =>
  linkAfterText(last, text, sha256)

export const subjectKey = ({ kind, id }: Subject): string => `${kind}:${id}`

/** Follows every chain at once while entries pass by in the order of their positions. */
export class ChainVerifier {
  readonly #last = new Map<string, Pick<Link, 'index' | 'hash'>>()
  readonly #broken = new Map<string, Integrity['broken'][number]>()
  #checked = 0

  check(entry: Entry): void {
    this.#checked++
    const key = subjectKey(entry.subject)
    const last = this.#last.get(key) ?? chainStart
    const expected = entryLink(last, entry)
    const { index, previousHash, hash } = entry.link
    const holds = index === expected.index && previousHash === expected.previousHash && hash === expected.hash
    if (!holds && !this.#broken.has(key)) this.#broken.set(key, { subject: entry.subject, index: expected.index })
    this.#last.set(key, entry.link)
  }

  result(): Integrity {
    return { checked: this.#checked, broken: [...this.#broken.values()] }
  }
}
