/** Compares a table, stretch by stretch, with what the checkpoints sealed of it: finds a cut tail and a tail with fresh hashes. */

import { coverRow, nothing } from '../store/audit-ledger.ts'
import type { AuditRow, Covered } from '../store/audit-ledger.ts'
import type { Findings, Table } from './finding.ts'

export interface Boundary extends Covered {
  readonly checkpoint: number
}

export class SealedStretches {
  readonly #table: Table
  readonly #findings: Findings
  readonly #boundaries: readonly Boundary[]
  #next = 0
  #covered: Covered = nothing.entries
  #knownBefore = 0

  /** Boundaries in the order of their checkpoints, each reaching at least as far as the one before. */
  constructor(table: Table, boundaries: readonly Boundary[], findings: Findings) {
    this.#table = table
    this.#boundaries = boundaries
    this.#findings = findings
    this.#knownBefore = findings.total
  }

  /** `look` sees the row after the stretches before it are closed, so that its findings count for its own. */
  take(row: AuditRow, look: (row: AuditRow) => void): void {
    while (row[0] > (this.#boundaries[this.#next]?.last ?? Infinity)) this.#close()
    look(row)
    this.#covered = coverRow(this.#covered, row)
  }

  /** Rows beyond the last checkpoint are no finding here: they were stored after it. */
  end(): { readonly beyond: number } {
    const reached = this.#covered.last
    while ((this.#boundaries[this.#next]?.last ?? Infinity) <= reached) this.#close()
    const cut = this.#boundaries.at(-1)
    if (this.#next < this.#boundaries.length && cut)
      this.#findings.add({
        what: 'tail-cut',
        table: this.#table,
        checkpoint: cut.checkpoint,
        from: reached + 1,
        to: cut.last,
      })
    return { beyond: Math.max(0, reached - (cut?.last ?? 0)) }
  }

  #close(): void {
    const boundary = this.#boundaries[this.#next]
    if (!boundary) return
    const { checkpoint, last, count, root } = boundary
    const holds = this.#covered.root === root && this.#covered.count === count
    // Where the rows told already what is wrong, or skip the boundary and will tell at the next row, this would only say it again.
    const told = this.#findings.total > this.#knownBefore || this.#covered.last < last
    if (!holds && !told) {
      const from = (this.#boundaries[this.#next - 1]?.last ?? 0) + 1
      this.#findings.add({ what: 'rewritten', table: this.#table, checkpoint, from: Math.min(from, last), to: last })
    }
    // The seal vouches for what should have been here, so the stretches behind are judged on their own.
    this.#covered = { last, count, root }
    this.#knownBefore = this.#findings.total
    this.#next++
  }
}
