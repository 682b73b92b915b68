// A process that commits to a store whose disk its test lets fail, and says at the end what it was told and what is there. Argument: the folder.
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { silentLog } from '#shared/log.ts'
import { isFault } from '#shared/fault.ts'
import { openSqliteStore } from '#server/store/sqlite/sqlite-store.ts'
import type { Change } from '#server/store/store.ts'
import { aRecord, anAlert, arrived, noon } from '../fixtures/occurrences.ts'

export interface StoreReport {
  /** Commits that were told to be durable. */
  readonly durable: number
  /** Commits that were refused with `store/not-durable`. */
  readonly refused: number
  /** Anything else that went wrong. */
  readonly surprises: readonly string[]
  /** Entries and cursor: in the running store, and after it was opened again. */
  readonly there: readonly number[]
}

const commits = 200
const folder = process.argv[2] ?? ''
const file = join(folder, 'store.db')
/** Where there is one, it fills the disk; taken away half-way, there is space again. */
const ballast = join(folder, 'ballast')

const change = (sequence: number): Change => ({
  records: [arrived('a', aRecord('x', sequence, { kind: 'alert', alert: anAlert() }))],
  entries: [
    {
      subject: { kind: 'endpoint', id: 'a' },
      at: noon,
      actor: { kind: 'agent' },
      happening: { kind: 'note-added', text: '。'.repeat(300) },
    },
  ],
})

const surprises: string[] = []
let durable = 0
let refused = 0
let store = await openSqliteStore({ file, log: silentLog })
const look = async () => [
  (await store.history.entriesAfter(0, 10_000)).length,
  (await store.history.cursors('a')).get('x') ?? 0,
]

for (let i = 0; i < commits; i++) {
  if (refused === 20 && existsSync(ballast)) rmSync(ballast)
  try {
    const [entry] = await store.history.commit(change(durable + 1))
    durable++
    if (entry?.position !== durable) surprises.push(`position ${entry?.position} after ${durable} commits`)
  } catch (error) {
    refused++
    if (!isFault(error, 'store/not-durable')) surprises.push(String(error))
  }
}
const there = await look()
await store.close()
store = await openSqliteStore({ file, log: silentLog })
there.push(...(await look()))
await store.close()
writeFileSync(process.stdout.fd, `${JSON.stringify({ durable, refused, surprises, there } satisfies StoreReport)}\n`)
