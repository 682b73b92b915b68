/** Follows every subject's chain and every terminal's sequence while stored rows pass by; what it finds needs no key. */

import { hash } from 'node:crypto'
import { canonicalJson } from '#shared/text/canonical-json.ts'
import { chainStart, linkAfterText } from '#shared/text/hash-chain.ts'
import type { Link } from '#shared/text/hash-chain.ts'
import type { AuditRow } from '../store/audit-ledger.ts'
import { subjectKey } from '../workflow/chain.ts'
import type { Subject } from '../workflow/history.ts'
import type { Findings } from './finding.ts'

const sha256 = (text: string): string => hash('sha256', text)

/** The raw columns are looked at, not what the server reads out of them: there a space more would be the same. */
export class EntryChains {
  readonly #findings: Findings
  readonly #last = new Map<string, Pick<Link, 'index' | 'hash'>>()
  #position = 0

  constructor(findings: Findings) {
    this.#findings = findings
  }

  take(row: AuditRow): void {
    const [position, ...columns] = row
    const [kind, id, index, previousHash, ownHash, content] = columns as [
      Subject['kind'],
      string,
      number,
      string,
      string,
      unknown,
    ]
    // A damaged row may hold anything.
    const text = String(content)
    const subject = subjectKey({ kind, id })
    if (position > this.#position + 1)
      this.#findings.add({ what: 'missing', table: 'entry', from: this.#position + 1, to: position - 1 })
    this.#position = position

    const last = this.#last.get(subject) ?? chainStart
    const own = linkAfterText({ index: index - 1, hash: previousHash }, text, sha256)
    // Canonical text sorts names, so an entry's subject is always its end.
    const ofSubject = text.endsWith(`,"subject":${canonicalJson({ kind, id })}}`)
    if (own.hash !== ownHash || !ofSubject) this.#findings.add({ what: 'changed', position, subject })
    else if (index > last.index + 1)
      this.#findings.add({ what: 'links-missing', position, subject, from: last.index + 1, to: index - 1 })
    else if (index <= last.index) this.#findings.add({ what: 'reordered', table: 'entry', position, subject })
    else if (previousHash !== last.hash) this.#findings.add({ what: 'replaced-before', position, subject })
    this.#last.set(subject, { index, hash: ownHash })
  }
}

/** Records have no links of their own: their numbers have no gaps, and a terminal's sequence only rises, up to its cursor. */
export class RecordSequences {
  readonly #findings: Findings
  readonly #reached = new Map<string, number>()
  #id = 0

  constructor(findings: Findings) {
    this.#findings = findings
  }

  take(row: AuditRow): void {
    const [id, endpoint, epoch, sequence] = row as unknown as [number, string, string, number]
    if (id > this.#id + 1) this.#findings.add({ what: 'missing', table: 'record', from: this.#id + 1, to: id - 1 })
    this.#id = id
    const key = cursorKey(endpoint, epoch)
    if (sequence <= (this.#reached.get(key) ?? 0))
      this.#findings.add({ what: 'reordered', table: 'record', position: id, subject: key })
    this.#reached.set(key, sequence)
  }

  end(cursors: Iterable<readonly [endpoint: string, epoch: string, last: number]>): void {
    for (const [endpoint, epoch, last] of cursors) {
      const key = cursorKey(endpoint, epoch)
      if (this.#reached.get(key) !== last) this.#findings.add({ what: 'cursor-differs', endpoint, epoch })
      this.#reached.delete(key)
    }
    for (const key of this.#reached.keys()) {
      const [endpoint = '', epoch = ''] = key.split(' ')
      this.#findings.add({ what: 'cursor-differs', endpoint, epoch })
    }
  }
}

const cursorKey = (endpoint: string, epoch: string): string => `${endpoint} ${epoch}`
