/** Writes checkpoints one after another, first into the database and then into the file, and takes up after a crash where the two were. */

import type { AuditLedger, Coverage } from '../store/audit-ledger.ts'
import { nothing } from '../store/audit-ledger.ts'
import { calendarDay } from '#shared/text/shanghai-time.ts'
import type { Clock } from '#shared/time/clock.ts'
import type { AuditKey } from './audit-key.ts'
import { append, readTail } from './checkpoint-file.ts'
import type { FileTail } from './checkpoint-file.ts'
import { checkpointLine, isSealedWith, noSeal, readCheckpoint, seal } from './checkpoint.ts'
import type { CheckpointKind, SealedCheckpoint } from './checkpoint.ts'

/** Rows that are covered in one go: a few milliseconds of the store's thread, so that no alert waits longer for its commit. */
const rowsAtOnce = 1_000

export interface CheckpointWriterParts {
  readonly ledger: AuditLedger
  readonly file: string
  readonly auditKey: AuditKey
  readonly clock: Pick<Clock, 'now'>
}

export class CheckpointWriter {
  readonly #parts: CheckpointWriterParts
  #last: SealedCheckpoint | undefined
  #number = 0
  #coverage = nothing
  /** How far the store reached before anything new could come in; sealed before anything else is. */
  #opening: { readonly kind: CheckpointKind; readonly coverage: Coverage } | undefined
  #opened = false
  /** Stored in the database and not yet in the file. */
  #owed = ''

  constructor(parts: CheckpointWriterParts) {
    this.#parts = parts
  }

  /** The day of the newest daily checkpoint. */
  get day(): string {
    return this.#last?.day ?? ''
  }

  /** Seals what is there; before the server's doors open. Rejects with `store/not-durable` or an error of the file; the next `write` tries again. */
  async open(): Promise<void> {
    const { ledger, file } = this.#parts
    const stored = await ledger.lastCheckpoint()
    const tail = await readTail(file)
    this.#owed = owedBetween(stored, tail)
    this.#last = this.#newestSealed([stored?.line, tail.line])
    this.#number = Math.max(stored?.number ?? 0, this.#last?.number ?? 0)
    this.#opening = await this.#lookAtStore(stored !== undefined || tail.line !== undefined)
    this.#opened = true
    await this.#flush()
  }

  /** Nothing where nothing new is there to be sealed. Not to be called before the last call has ended. */
  async write(kind: 'regular' | 'daily' | 'stop'): Promise<SealedCheckpoint | undefined> {
    if (this.#opened) await this.#flush()
    else await this.open()
    const coverage = await this.#cover(this.#coverage)
    if (
      kind === 'regular' &&
      coverage.entries === this.#coverage.entries &&
      coverage.records === this.#coverage.records
    )
      return undefined
    return this.#append(kind, coverage)
  }

  async #lookAtStore(any: boolean): Promise<{ readonly kind: CheckpointKind; readonly coverage: Coverage }> {
    const { ledger, auditKey } = this.#parts
    if (!this.#last) {
      const kind = auditKey.made && !any ? 'begin' : 'gap'
      return { kind, coverage: await this.#cover(nothing) }
    }
    const reached = await ledger.reached()
    const { entries, records } = this.#last
    return reached.entries < entries.last || reached.records < records.last
      ? { kind: 'gap', coverage: await this.#cover(nothing) }
      : { kind: 'start', coverage: await this.#cover({ entries, records }) }
  }

  #newestSealed(lines: readonly (string | undefined)[]): SealedCheckpoint | undefined {
    return lines
      .flatMap((line) => (line === undefined ? [] : (readCheckpoint(line) ?? [])))
      .filter((checkpoint) => isSealedWith(checkpoint, this.#parts.auditKey.key))
      .toSorted((a, b) => a.number - b.number)
      .at(-1)
  }

  async #cover(since: Coverage): Promise<Coverage> {
    for (let covered = since; ;) {
      const next = await this.#parts.ledger.cover(covered, rowsAtOnce)
      const entries = next.entries.last === covered.entries.last ? covered.entries : next.entries
      const records = next.records.last === covered.records.last ? covered.records : next.records
      if (entries === covered.entries && records === covered.records) return covered
      covered = { entries, records }
    }
  }

  async #flush(): Promise<void> {
    await this.#payFile()
    if (!this.#opening) return
    const { kind, coverage } = this.#opening
    await this.#append(kind, coverage)
  }

  async #append(kind: CheckpointKind, coverage: Coverage): Promise<SealedCheckpoint> {
    const { ledger, clock, auditKey } = this.#parts
    const at = clock.now()
    const checkpoint = seal(
      {
        number: this.#number + 1,
        kind,
        at,
        day: kind === 'daily' ? calendarDay(at) : this.day,
        ...coverage,
        previous: this.#last?.seal ?? noSeal,
      },
      auditKey.key,
    )
    const line = checkpointLine(checkpoint)
    await ledger.appendCheckpoint(checkpoint.number, line)
    this.#number = checkpoint.number
    this.#last = checkpoint
    this.#coverage = coverage
    this.#opening = undefined
    this.#owed += `${line}\n`
    await this.#payFile()
    return checkpoint
  }

  async #payFile(): Promise<void> {
    if (this.#owed === '') return
    await append(this.#parts.file, this.#owed)
    this.#owed = ''
  }
}

/**
 * What a crash between the two places left out, at most one line. More than that no crash leaves out: it is not healed,
 * so that verification goes on telling it.
 */
function owedBetween(
  stored: { readonly number: number; readonly line: string } | undefined,
  { line, torn }: FileTail,
): string {
  if (stored && torn !== '' && stored.line.startsWith(torn)) return `${stored.line.slice(torn.length)}\n`
  // Something foreign: what follows shall stand on a line of its own.
  if (torn !== '') return '\n'
  const before = line === undefined ? 0 : (readCheckpoint(line)?.number ?? Infinity)
  return stored?.number === before + 1 ? `${stored.line}\n` : ''
}
