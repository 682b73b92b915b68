// How long a record takes until it is durable: the outbox against a bare write + fdatasync and against SQLite, in one run.
import { closeSync, fdatasync, fdatasyncSync, mkdtempSync, openSync, rmSync, write, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { parseArgs, promisify } from 'node:util'
import { systemClock } from '#agent/machine/clock.ts'
import { nodeDisk } from '#agent/outbox/node-disk.ts'
import { openOutbox } from '#agent/outbox/segmented-outbox.ts'
import { silentLog } from '#shared/log.ts'
import type { RecordBody } from '#shared/protocol/record.ts'
import { measuredCommit, percentile, spread, tell, watchLoad } from './figures.ts'

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } })
const load = watchLoad()
const rounds = 50
const perRound = 40
const folder = mkdtempSync(join(process.env['SENTINEL_BENCH_FOLDER'] ?? tmpdir(), 'sentinel-bench-'))
const moment = { at: Date.now(), clockId: 'bench', monotonicMs: 1 }
const id = '01990000-0000-7000-8000-000000000001'
const body: RecordBody = {
  kind: 'alert',
  alert: {
    id,
    code: 'BS-1122-7F3K-2',
    origin: 'operator',
    rule: 'operator-report',
    severity: 'high',
    raised: moment,
    detected: moment,
    because: '操作员一键上报',
    detections: [],
    count: 1,
    drill: false,
  },
}
const bytes = Buffer.from(JSON.stringify({ sequence: 1, previous: '0'.repeat(64), moment, body }))

const outbox = await openOutbox({
  folder: join(folder, 'outbox'),
  disk: nodeDisk,
  clock: systemClock(),
  log: silentLog,
  random: (into) => crypto.getRandomValues(into),
  limits: { reserveBytes: 0 },
  onDamaged: () => {},
})
const bare = openSync(join(folder, 'bare'), 'w')
const pooled = openSync(join(folder, 'pooled'), 'w')
const database = new DatabaseSync(join(folder, 'records.db'))
database.exec(
  'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE record (id INTEGER PRIMARY KEY, body BLOB)',
)
const insert = database.prepare('INSERT INTO record (body) VALUES (?)')
const writePooled = promisify(write)
const syncPooled = promisify(fdatasync)

const ways: Readonly<Record<string, () => unknown>> = {
  bare_blocking: () => {
    writeSync(bare, bytes)
    fdatasyncSync(bare)
  },
  bare_pooled: async () => {
    await writePooled(pooled, bytes, 0, bytes.length, null)
    await syncPooled(pooled)
  },
  sqlite_wal_full_blocking: () => insert.run(bytes),
  outbox_keep: () => outbox.keep('urgent', body),
  outbox_keep_32_at_once: () => Promise.all(Array.from({ length: 32 }, () => outbox.keep('urgent', body))),
}

const taken = new Map<string, number[]>(Object.keys(ways).map((name) => [name, []]))
// In turns, so that what else the machine does falls on all of them.
for (let round = 0; round < rounds; round++)
  for (const [name, keep] of Object.entries(ways))
    for (let i = 0; i < perRound; i++) {
      const began = performance.now()
      await keep()
      taken.get(name)?.push(performance.now() - began)
    }

const inMs = (name: string) => taken.get(name) ?? []
const pooledP95 = { name: 'write + fdatasync in the thread pool', value: percentile(inMs('bare_pooled'), 95) }
tell(
  {
    bench: 'outbox',
    commit: measuredCommit(),
    node: process.version,
    figures: Object.keys(ways).flatMap((name) =>
      spread(`${name}_p95_ms`, inMs(name), {
        unit: 'ms',
        ...(name === 'outbox_keep' && { baseline: pooledP95 }),
      }),
    ),
    missing: [],
    load: load(),
  },
  { json: values.json },
)

await outbox.close()
closeSync(bare)
closeSync(pooled)
database.close()
rmSync(folder, { recursive: true })
