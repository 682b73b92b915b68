/** Verifies what a store holds against itself and against its checkpoints: a pure function over rows that pass by once. */

import type { AuditRow } from '../store/audit-ledger.ts'
import { EntryChains, RecordSequences } from './chains.ts'
import { rootOf } from './checkpoint.ts'
import type { SealedCheckpoint } from './checkpoint.ts'
import { Findings } from './finding.ts'
import type { Finding, Table } from './finding.ts'
import { SealedStretches } from './sealed-stretches.ts'
import { believed } from './witnesses.ts'
import type { CheckpointPlaces } from './witnesses.ts'

/** What is verified; each iterable is read once, in the order of its numbers, and may throw where the file is damaged. */
export interface Examined {
  readonly checkpoints: CheckpointPlaces
  readonly entries: () => Iterable<AuditRow>
  readonly records: () => Iterable<AuditRow>
  readonly cursors: () => Iterable<readonly [endpoint: string, epoch: string, last: number]>
  /** Sentences of the database about its own file. */
  readonly damages: () => Iterable<string>
  readonly schemaChanges: () => Iterable<string>
}

/** What stands on paper in the duty log: a checkpoint's number and the beginning of its root. */
export interface Printed {
  readonly number: number
  readonly root: string
}

export interface Report {
  readonly entries: number
  readonly records: number
  readonly checkpoints: number
  /** Rows that were stored after the newest checkpoint: only the unkeyed chains speak for them. */
  readonly beyond: number
  /** The newest daily checkpoint, to be compared with the printed one. */
  readonly daily: SealedCheckpoint | undefined
  /** The first ones by name, at most 200. */
  readonly findings: readonly Finding[]
  readonly total: number
}

export function verify(examined: Examined, key: Uint8Array | undefined, printed?: Printed): Report {
  const findings = new Findings()
  const attempt = (work: () => void): void => {
    try {
      work()
    } catch (error) {
      findings.add({ what: 'unreadable', detail: error instanceof Error ? error.message : String(error) })
    }
  }

  if (!key) findings.add({ what: 'no-key' })
  let checkpoints: readonly SealedCheckpoint[] = []
  attempt(() => {
    checkpoints = believed(examined.checkpoints, key, findings)
  })
  if (checkpoints.length === 0) findings.add({ what: 'no-checkpoint' })
  tellGaps(checkpoints, findings)
  tellPrinted(checkpoints, printed, findings)

  const chains = new EntryChains(findings)
  const entries = pass('entry', examined.entries, checkpoints, findings, attempt, (row) => chains.take(row))
  const sequences = new RecordSequences(findings)
  const records = pass('record', examined.records, checkpoints, findings, attempt, (row) => sequences.take(row))
  attempt(() => sequences.end(examined.cursors()))
  attempt(() => {
    for (const name of examined.schemaChanges()) findings.add({ what: 'schema-changed', name })
  })
  attempt(() => {
    for (const detail of examined.damages()) findings.add({ what: 'file-damaged', detail })
  })
  return {
    entries: entries.count,
    records: records.count,
    checkpoints: checkpoints.length,
    beyond: entries.beyond + records.beyond,
    daily: checkpoints.findLast(({ kind }) => kind === 'daily'),
    findings: findings.list,
    total: findings.total,
  }
}

/** One table, once through; how many rows there were and how many no checkpoint covers. */
function pass(
  table: Table,
  rows: () => Iterable<AuditRow>,
  checkpoints: readonly SealedCheckpoint[],
  findings: Findings,
  attempt: (work: () => void) => void,
  look: (row: AuditRow) => void,
): { readonly count: number; readonly beyond: number } {
  const covered = (checkpoint: SealedCheckpoint) => (table === 'entry' ? checkpoint.entries : checkpoint.records)
  const standing = notOvertaken(checkpoints)
  const boundaries = standing.map((checkpoint) => ({ ...covered(checkpoint), checkpoint: checkpoint.number }))
  const stretches = new SealedStretches(table, boundaries, findings)
  let count = 0
  let last = 0
  attempt(() => {
    for (const row of rows()) {
      stretches.take(row, look)
      count++
      last = row[0]
    }
  })
  const { beyond } = stretches.end()
  tellAddedWhileStopped(table, checkpoints, covered, last, findings)
  return { count, beyond }
}

/** What a gap lost is told once, by `fell-behind`; the checkpoints of what is gone can vouch for nothing any more. */
function notOvertaken(checkpoints: readonly SealedCheckpoint[]): readonly SealedCheckpoint[] {
  let standing: SealedCheckpoint[] = []
  for (const checkpoint of checkpoints) {
    const { kind, entries, records } = checkpoint
    if (kind === 'gap')
      standing = standing.filter((before) => before.entries.last <= entries.last && before.records.last <= records.last)
    standing.push(checkpoint)
  }
  return standing
}

function tellGaps(checkpoints: readonly SealedCheckpoint[], findings: Findings): void {
  for (const { kind, number, at } of checkpoints) {
    // Only the very first may begin from nothing, and it says so.
    if (kind === 'gap' || (kind === 'begin') !== (number === 1))
      findings.add({ what: 'fell-behind', checkpoint: number, at })
  }
}

/** Nothing may be stored while no server runs; whoever can add with fresh hashes is seen by this. */
function tellAddedWhileStopped(
  table: Table,
  checkpoints: readonly SealedCheckpoint[],
  covered: (checkpoint: SealedCheckpoint) => { readonly last: number },
  reached: number,
  findings: Findings,
): void {
  checkpoints.forEach((checkpoint, i) => {
    if (checkpoint.kind !== 'stop') return
    const next = checkpoints[i + 1]
    // The same server, which had still something to store.
    if (next?.kind === 'stop') return
    const from = covered(checkpoint).last
    const to = next ? covered(next).last : reached
    if (to > from)
      findings.add({ what: 'added-while-stopped', table, checkpoint: checkpoint.number, from: from + 1, to })
  })
}

function tellPrinted(checkpoints: readonly SealedCheckpoint[], printed: Printed | undefined, findings: Findings): void {
  if (!printed) return
  const checkpoint = checkpoints.find(({ number }) => number === printed.number)
  if (!checkpoint || !rootOf(checkpoint).startsWith(printed.root))
    findings.add({ what: 'printed-differs', number: printed.number })
}
