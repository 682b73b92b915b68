// A full disk: nothing is half stored, the caller is told, and work goes on when there is space again.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { isFault } from '#shared/fault.ts'
import { aRecord, anAlert, arrived } from '#test/fixtures/occurrences.ts'
import type { Change } from '../store.ts'
import { openDatabase } from './database.ts'
import type { Database } from './database.ts'
import { histories } from './histories.ts'

let folder: string
let database: Database
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'disk-full-'))
  database = openDatabase(join(folder, 'store.db'))
})
afterEach(() => {
  database.close()
  rmSync(folder, { recursive: true })
})

/** SQLite's own limit of pages fails as a full disk does: SQLITE_FULL in the middle of a statement. */
function limitTo(extraPages: number | 'no limit'): void {
  const pages = Number(database.prepare('PRAGMA page_count').get()?.['page_count'])
  database.exec(`PRAGMA max_page_count = ${extraPages === 'no limit' ? 1_000_000 : pages + extraPages}`)
}

const change = (sequence: number): Change => ({
  records: [arrived('a', aRecord('x', sequence, { kind: 'alert', alert: anAlert({ because: '。'.repeat(400) }) }))],
  entries: [
    {
      subject: { kind: 'endpoint', id: 'a' },
      at: sequence,
      actor: { kind: 'agent' },
      happening: { kind: 'note-added', text: '。'.repeat(2_000) },
    },
  ],
})

test.each([1, 2, 3, 5, 8])('%i pages are left: what was told durable is there, and nothing else', (pages) => {
  const store = histories(database)
  limitTo(pages)
  let durable = 0
  let refused = 0
  for (let next = 1; refused < 3;) {
    // Three at a time: a batch must be as whole as a single change.
    const results = store.commit([change(next), change(next + 1), change(next + 2)])
    for (const result of results) {
      if (result.ok) durable++
      else {
        expect(isFault(result.error, 'store/not-durable'), String(result.error)).toBe(true)
        refused++
      }
    }
    next += results.filter(({ ok }) => ok).length
  }
  expect(store.cursors('a').get('x') ?? 0).toBe(durable)
  expect(store.entriesAfter(0, 1_000)).toHaveLength(durable)

  limitTo('no limit')
  expect(store.commit([change(durable + 1)])).toMatchObject([{ ok: true, placed: [{ position: durable + 1 }] }])
  expect(store.cursors('a').get('x')).toBe(durable + 1)
})
