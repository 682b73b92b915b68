// A server's home to be damaged: some hundred entries as terminals and officers make them, with checkpoints of several starts and days.
import { randomUUID } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { openAudit } from '#server/audit/audit.ts'
import type { RunningAudit } from '#server/audit/audit.ts'
import { openSqliteStore } from '#server/store/sqlite/sqlite-store.ts'
import type { SqliteStore } from '#server/store/sqlite/sqlite-store.ts'
import type { Change } from '#server/store/store.ts'
import { silentLog } from '#shared/log.ts'
import { ManualClock } from '#test/fakes/manual-clock.ts'
import { aRecord, anAlert, arrived, noon } from '#test/fixtures/occurrences.ts'

export interface SpecimenHome {
  readonly store: string
  readonly checkpoints: string
  readonly pki: string
}

export const homeIn = (folder: string): SpecimenHome => ({
  store: join(folder, 'store.sqlite'),
  checkpoints: join(folder, 'checkpoints.jsonl'),
  pki: join(folder, 'pki'),
})

const hourMs = 3_600_000
const terminals = 6
const lives = 4
const changesPerLife = 45

/** Four lives of a server over four days: each begins, works, writes its daily checkpoint, and stops cleanly. */
export async function makeSpecimen(folder: string): Promise<SpecimenHome> {
  mkdirSync(folder, { recursive: true })
  const home = homeIn(folder)
  const clock = new ManualClock(noon)
  const epoch = randomUUID()
  for (let life = 0; life < lives; life++) {
    const store = await openSqliteStore({ file: home.store, log: silentLog })
    const audit = await openAudit({
      ledger: store.audit,
      home,
      clock,
      log: silentLog,
      // What is measured here is the verification of the damaged copies.
      examine: async () => undefined,
    })
    audit.start(() => {})
    await work({ store, audit, clock, epoch, from: life * changesPerLife })
    await audit.close()
    await store.close()
    await clock.advance(24 * hourMs)
  }
  return home
}

interface Work {
  readonly store: SqliteStore
  readonly audit: RunningAudit
  readonly clock: ManualClock
  readonly epoch: string
  readonly from: number
}

async function work({ store, audit, clock, epoch, from }: Work): Promise<void> {
  for (let i = from; i < from + changesPerLife; i++) {
    const entries = await store.history.commit(changeNumber(i, epoch, clock.now()))
    audit.grew(entries.length)
    await clock.advance(i % 9 === 0 ? 11 * 60_000 : 20_000)
    await audit.settled()
  }
}

/** An alert with its incident, an officer's word, and a second record; as intake stores them together. */
function changeNumber(i: number, epoch: string, at: number): Change {
  const endpoint = `till-${i % terminals}`
  const incident = { kind: 'incident', id: `incident-${i % 40}` } as const
  const own = { kind: 'endpoint', id: endpoint } as const
  const alert = anAlert({ at, because: `10 秒内 ${50 + i} 个文件被改写` })
  const sequence = Math.floor(i / terminals) * 2 + 1
  const corrected = { at, offsetMs: 0, uncertaintyMs: 0 }
  return {
    records: [0, 1].map((more) => arrived(endpoint, aRecord(epoch, sequence + more, { kind: 'alert', alert }, at), at)),
    entries: [
      {
        subject: incident,
        at,
        actor: { kind: 'server' },
        happening: { kind: 'alert-received', alert, endpoint, raised: corrected, detected: corrected, receivedAt: at },
      },
      {
        subject: incident,
        at,
        actor: { kind: 'officer', id: 'wang', name: '王××' },
        happening: { kind: 'note-added', text: `已电话核实第 ${i} 次` },
      },
      {
        subject: own,
        at,
        actor: { kind: 'server' },
        happening: { kind: 'report-repeated', alert: alert.id, times: i + 1 },
      },
    ],
  }
}
