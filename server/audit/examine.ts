/** Verifies the store of a server's home: opens what is there, of one moment, and never writes to it. */

import { openAuditable } from '../store/sqlite/auditable.ts'
import type { Auditable } from '../store/sqlite/auditable.ts'
import { readWhole } from './checkpoint-file.ts'
import { verify } from './verify.ts'
import type { Printed, Report } from './verify.ts'

export interface Examination {
  readonly store: string
  readonly checkpoints: string
  readonly key: Uint8Array | undefined
  readonly printed?: Printed | undefined
}

/** Takes as long as reading everything takes: on a server in a thread of its own (`thread.ts`). Never throws for what is damaged. */
export function examine({ store, checkpoints, key, printed }: Examination): Report {
  // The file first: a checkpoint that is written meanwhile is then at most missing in it, which looking again settles.
  const file = readWhole(checkpoints)
  let auditable: Auditable
  try {
    auditable = openAuditable(store)
  } catch (error) {
    return unreadable(error)
  }
  try {
    return verify(
      {
        checkpoints: { database: { [Symbol.iterator]: () => auditable.checkpoints()[Symbol.iterator]() }, file },
        entries: () => auditable.entries(),
        records: () => auditable.records(),
        cursors: () => auditable.cursors(),
        damages: () => auditable.damages(),
        schemaChanges: () => auditable.schemaChanges(),
      },
      key,
      printed,
    )
  } finally {
    auditable.close()
  }
}

function unreadable(error: unknown): Report {
  const detail = error instanceof Error ? error.message : String(error)
  return {
    entries: 0,
    records: 0,
    checkpoints: 0,
    beyond: 0,
    daily: undefined,
    findings: [{ what: 'unreadable', detail }],
    total: 1,
  }
}
