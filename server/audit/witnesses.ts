/** Brings the two places of the checkpoints together: what is sealed in either is believed, what differs is found. */

import type { AuditRow } from '../store/audit-ledger.ts'
import { checkpointLine, isSealedWith, noSeal, readCheckpoint } from './checkpoint.ts'
import type { SealedCheckpoint } from './checkpoint.ts'
import type { Findings, Place } from './finding.ts'

export interface CheckpointPlaces {
  readonly database: Iterable<AuditRow>
  /** The whole text; nothing where the file is missing. */
  readonly file: string | undefined
}

/** The checkpoints that can be believed, by number, each once. */
export function believed(
  places: CheckpointPlaces,
  key: Uint8Array | undefined,
  findings: Findings,
): readonly SealedCheckpoint[] {
  const inDatabase = new PlaceOfCheckpoints('database', key, findings)
  for (const [number, line] of places.database) inDatabase.take(String(line), number, number)
  const inFile = new PlaceOfCheckpoints('file', key, findings)
  linesOf(places.file ?? '').forEach((line, i) => inFile.take(line.endsWith('\n') ? line.slice(0, -1) : '', i + 1))

  const newest = Math.max(inDatabase.newest, inFile.newest)
  inDatabase.tellMissing(newest)
  inFile.tellMissing(newest)

  const all = new Map(inFile.sealed)
  for (const [number, checkpoint] of inDatabase.sealed) {
    const other = all.get(number)
    if (other && checkpointLine(other) !== checkpointLine(checkpoint))
      findings.add({ what: 'checkpoint-differs', number })
    all.set(number, checkpoint)
  }
  const sorted = [...all.values()].toSorted((a, b) => a.number - b.number)
  tellUnlinked(sorted, findings)
  return sorted
}

/** With their line ends, so that a torn last line is told from a whole one. */
const linesOf = (text: string): readonly string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? []

class PlaceOfCheckpoints {
  readonly sealed = new Map<number, SealedCheckpoint>()
  readonly #seen = new Set<number>()
  readonly #place: Place
  readonly #key: Uint8Array | undefined
  readonly #findings: Findings
  #last = 0
  #occupied = 0
  #newest = 0

  constructor(place: Place, key: Uint8Array | undefined, findings: Findings) {
    this.#place = place
    this.#key = key
    this.#findings = findings
  }

  get newest(): number {
    return this.#newest
  }

  /** `where` names a line that cannot be believed; `number` is what the place itself calls it. */
  take(line: string, where: number, number?: number): void {
    const checkpoint = readCheckpoint(line)
    const itself = number === undefined || number === checkpoint?.number
    if (!checkpoint || !itself || (this.#key && !isSealedWith(checkpoint, this.#key))) {
      this.#findings.add({ what: 'checkpoint-forged', place: this.#place, number: where })
      // Its place is taken, by whatever stands there: it is not missing as well.
      this.#occupied++
      this.#seen.add(number ?? this.#occupied)
      return
    }
    if (checkpoint.number <= this.#last)
      this.#findings.add({ what: 'checkpoint-reordered', place: this.#place, number: checkpoint.number })
    this.#last = checkpoint.number
    this.#occupied = checkpoint.number
    this.#newest = Math.max(this.#newest, checkpoint.number)
    this.#seen.add(checkpoint.number)
    this.sealed.set(checkpoint.number, checkpoint)
  }

  tellMissing(newest: number): void {
    let before = 0
    for (const number of [...this.#seen].toSorted((a, b) => a - b).concat(newest + 1)) {
      if (number > newest + 1) break
      if (number > before + 1)
        this.#findings.add({ what: 'checkpoint-missing', place: this.#place, from: before + 1, to: number - 1 })
      before = number
    }
  }
}

function tellUnlinked(checkpoints: readonly SealedCheckpoint[], findings: Findings): void {
  let before: SealedCheckpoint | undefined
  for (const checkpoint of checkpoints) {
    const { number, previous } = checkpoint
    const linked = number === 1 ? previous === noSeal : before?.number !== number - 1 || previous === before.seal
    if (!linked) findings.add({ what: 'checkpoint-unlinked', number })
    before = checkpoint
  }
}
