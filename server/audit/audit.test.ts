// The running audit on a real store: when checkpoints are written, what a crash leaves, and what is told to whom.
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { connect } from '../store/sqlite/database.ts'
import { openSqliteStore } from '../store/sqlite/sqlite-store.ts'
import type { SqliteStore } from '../store/sqlite/sqlite-store.ts'
import { Fault } from '#shared/fault.ts'
import { silentLog } from '#shared/log.ts'
import { CollectedLog } from '#test/fakes/collected-log.ts'
import { ManualClock } from '#test/fakes/manual-clock.ts'
import { aRecord, anAlert, arrived, noon } from '#test/fixtures/occurrences.ts'
import { openAudit } from './audit.ts'
import type { RunningAudit } from './audit.ts'
import { readAuditKey } from './audit-key.ts'
import { readCheckpoint } from './checkpoint.ts'
import { examine } from './examine.ts'
import type { Report } from './verify.ts'

const minute = 60_000
const hour = 60 * minute

let folder: string
let home: { store: string; checkpoints: string; pki: string }
let clock: ManualClock
let log: CollectedLog
let reports: Report[]
let store: SqliteStore
let sequence: number
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'audit-'))
  home = {
    store: join(folder, 'store.sqlite'),
    checkpoints: join(folder, 'checkpoints.jsonl'),
    pki: join(folder, 'pki'),
  }
  clock = new ManualClock(noon)
  log = new CollectedLog()
  reports = []
  sequence = 0
  store = await openSqliteStore({ file: home.store, log: silentLog })
})
afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

const open = (ledger = store.audit): Promise<RunningAudit> =>
  openAudit({ ledger, home, clock, log, limits: { entries: 5 }, examine: async (examination) => examine(examination) })

async function started(): Promise<RunningAudit> {
  const audit = await open()
  audit.start((report) => reports.push(report))
  await settled(audit)
  return audit
}

/** The first round, with its daily checkpoint and its verification. */
async function settled(audit: RunningAudit): Promise<void> {
  for (let i = 0; i < 4; i++) await audit.settled()
}

/** Entries and one record, as one commit. */
async function commit(entries = 1): Promise<void> {
  await store.history.commit({
    records: [arrived('till', aRecord('e', ++sequence, { kind: 'alert', alert: anAlert() }))],
    entries: Array.from({ length: entries }, (_, i) => ({
      subject: { kind: 'endpoint', id: 'till' },
      at: noon,
      actor: { kind: 'server' },
      happening: { kind: 'note-added', text: `第 ${i} 条` },
    })),
  })
}

async function restart(): Promise<void> {
  await store.close()
  store = await openSqliteStore({ file: home.store, log: silentLog })
}

const lines = (): string[] => readFileSync(home.checkpoints, 'utf8').trimEnd().split('\n')
const kinds = (): (string | undefined)[] => lines().map((line) => readCheckpoint(line)?.kind)
const findings = () => examine({ ...home, key: readAuditKey(home.pki) }).findings
const reached = (): number | undefined => readCheckpoint(lines().at(-1) ?? '')?.entries.last
const codes = (): string[] => log.lines.map(({ code }) => code)

describe('checkpoints', () => {
  test('the first start makes the key, for the server’s account only, and seals what an older program left', async () => {
    await commit(3)
    const audit = await open()
    expect(statSync(join(home.pki, 'audit-key')).mode & 0o777).toBe(0o600)
    expect(statSync(home.checkpoints).mode & 0o777).toBe(0o600)
    expect(kinds()).toEqual(['begin'])
    expect(reached()).toBe(3)
    await audit.close()
  })

  test('one for the day at once, then after so many entries or so long, none where nothing is new, one at the stop', async () => {
    const audit = await started()
    expect(kinds()).toEqual(['begin', 'daily'])
    await commit(4)
    audit.grew(4)
    await audit.settled()
    expect(kinds()).toHaveLength(2)
    await commit(1)
    audit.grew(1)
    await audit.settled()
    expect(kinds()).toEqual(['begin', 'daily', 'regular'])
    await commit(1)
    await clock.advance(11 * minute)
    await audit.settled()
    expect(reached()).toBe(6)
    await clock.advance(3 * hour)
    await audit.settled()
    expect(kinds()).toEqual(['begin', 'daily', 'regular', 'regular'])
    await audit.close()
    expect(kinds()).toEqual(['begin', 'daily', 'regular', 'regular', 'stop'])
    expect(findings()).toEqual([])
  })

  test('a daily one on each day in Shanghai, to be printed, and everything is verified with it', async () => {
    const audit = await started()
    expect(reports).toHaveLength(1)
    for (let i = 0; i < 12; i++) {
      await clock.advance(hour)
      await settled(audit)
    }
    expect(kinds().filter((kind) => kind === 'daily')).toHaveLength(2)
    expect(reports.map(({ total }) => total)).toEqual([0, 0])
    const said = log.lines
      .filter(({ code }) => code === 'audit/daily-checkpoint')
      .map(({ fields }) => fields?.['sentence'])
    expect(said[0]).toMatch(/^2026-11-22 检查点第 2 号：0 条，根 ([0-9a-f]{4} ){7}[0-9a-f]{4}$/)
    expect(said[1]).toMatch(/^2026-11-23 /)
    await audit.close()
  })

  test('the day’s is not made twice by a restart', async () => {
    const first = await started()
    await first.close()
    await restart()
    const second = await started()
    expect(kinds()).toEqual(['begin', 'daily', 'stop', 'start'])
    await second.close()
    expect(findings()).toEqual([])
  })
})

test('what is still on its way at the stop is covered by it, and nobody is accused', async () => {
  let onTheirWay = 2
  const audit = await open({
    ...store.audit,
    async appendCheckpoint(number, line) {
      await store.audit.appendCheckpoint(number, line)
      if (readCheckpoint(line)?.kind === 'stop' && onTheirWay-- > 0) await commit()
    },
  })
  await audit.close()
  expect(kinds()).toEqual(['begin', 'stop', 'stop', 'stop'])
  expect(reached()).toBe(2)
  await restart()
  const second = await open()
  await second.close()
  expect(findings()).toEqual([])
})

describe('after a crash', () => {
  test('between a commit and its checkpoint: the next start seals it, and nobody is accused', async () => {
    const audit = await started()
    await commit(3)
    await audit.settled()
    await restart()
    const second = await started()
    expect(kinds()).toEqual(['begin', 'daily', 'start'])
    expect(reached()).toBe(3)
    await second.close()
    expect(findings()).toEqual([])
  })

  test.each<[string, (line: string) => string]>([
    ['the line is missing', () => ''],
    ['the line is torn', (line) => line.slice(0, 100)],
    ['only its end is missing', (line) => line],
  ])('between the two places: %s; the next start completes it', async (_, left) => {
    const audit = await started()
    await commit(3)
    await clock.advance(11 * minute)
    await audit.settled()
    const all = lines()
    writeFileSync(
      home.checkpoints,
      all
        .slice(0, -1)
        .map((line) => `${line}\n`)
        .join('') + left(all.at(-1) ?? ''),
    )
    expect(findings()).not.toEqual([])
    await restart()
    await open()
    expect(lines().slice(0, -1)).toEqual(all)
    expect(findings()).toEqual([])
  })

  test('two lines less were not lost in a crash: it is told, and goes on being told', async () => {
    const audit = await started()
    await audit.close()
    writeFileSync(home.checkpoints, `${lines()[0] ?? ''}\n`)
    await restart()
    const second = await open()
    await second.close()
    expect(findings()).toEqual([{ what: 'checkpoint-missing', place: 'file', from: 2, to: 3 }])
  })

  test('something foreign at the end keeps its line, and the next checkpoint has its own', async () => {
    const audit = await started()
    await audit.close()
    appendFileSync(home.checkpoints, '{"number":')
    await restart()
    const second = await open()
    await second.close()
    expect(findings()).toEqual([{ what: 'checkpoint-forged', place: 'file', number: 4 }])
  })
})

describe('what was done to a stopped server is found after its next start as well', () => {
  async function damaged(work: string): Promise<unknown> {
    const audit = await started()
    await commit(8)
    await audit.close()
    await store.close()
    const database = connect(home.store)
    database.exec(
      `DROP TRIGGER entry_stays; DROP TRIGGER record_stays; DROP TRIGGER cursor_stays; DROP TRIGGER checkpoint_stays; ${work}`,
    )
    database.close()
    store = await openSqliteStore({ file: home.store, log: silentLog })
    const second = await open()
    await commit(4).catch(() => sequence++)
    await second.close()
    return findings().filter(({ what }) => what !== 'schema-changed')
  }

  test('a cut tail, although new entries took the old positions', async () => {
    expect(await damaged('DELETE FROM entry WHERE position > 5')).toEqual([
      { what: 'fell-behind', checkpoint: 4, at: noon },
    ])
  })
  test('every checkpoint gone from the database', async () => {
    expect(await damaged('DELETE FROM checkpoint')).toEqual([
      { what: 'checkpoint-missing', place: 'database', from: 1, to: 3 },
    ])
  })
  test('every checkpoint gone from both places: the key is older than the first one', async () => {
    const audit = await started()
    await audit.close()
    await store.close()
    rmSync(home.store)
    rmSync(home.checkpoints)
    store = await openSqliteStore({ file: home.store, log: silentLog })
    const second = await open()
    await second.close()
    expect(findings()).toEqual([{ what: 'fell-behind', checkpoint: 1, at: noon }])
  })
  test('a key that was thrown away: what it sealed is not believed any more', async () => {
    const audit = await started()
    await audit.close()
    rmSync(join(home.pki, 'audit-key'))
    await restart()
    const second = await open()
    await second.close()
    expect(new Set(findings().map(({ what }) => what))).toEqual(new Set(['checkpoint-forged', 'fell-behind']))
  })
})

describe('nothing of it stops an alert', () => {
  test('a full disk: it is logged, and the next checkpoint that can be written seals everything', async () => {
    let full = true
    const audit = await open({
      ...store.audit,
      appendCheckpoint: async (number, line) => {
        if (full) throw new Fault('store/not-durable', 'disk full')
        await store.audit.appendCheckpoint(number, line)
      },
    })
    audit.start((report) => reports.push(report))
    await settled(audit)
    expect(codes()).toContain('audit/checkpoint-not-written')
    expect(existsSync(home.checkpoints)).toBe(false)
    await commit(3)
    full = false
    await clock.advance(11 * minute)
    await settled(audit)
    await audit.close()
    expect(kinds()).toEqual(['begin', 'daily', 'stop'])
    expect(findings()).toEqual([])
  })

  test('the file cannot be written: the database keeps the checkpoints, the file gets them later', async () => {
    const missing = join(folder, 'not-there')
    home.checkpoints = join(missing, 'checkpoints.jsonl')
    const audit = await started()
    expect(codes()).toContain('audit/checkpoint-not-written')
    const { mkdirSync } = await import('node:fs')
    mkdirSync(missing)
    await commit(1)
    await clock.advance(11 * minute)
    await settled(audit)
    await audit.close()
    expect(kinds()).toEqual(['begin', 'daily', 'stop'])
    expect(findings()).toEqual([])
  })

  test('a damaged key: no checkpoint, and a finding instead of a new key', async () => {
    const first = await started()
    await first.close()
    writeFileSync(join(home.pki, 'audit-key'), 'nonsense')
    await restart()
    const audit = await started()
    expect(codes()).toContain('audit/key-damaged')
    expect(reports.at(-1)?.findings).toContainEqual({ what: 'no-key' })
    // What cannot be sealed does not leave.
    expect(first.sealer).toBeDefined()
    expect(audit.sealer).toBeUndefined()
    await audit.close()
    expect(kinds()).toEqual(['begin', 'daily', 'stop'])
    expect(readFileSync(join(home.pki, 'audit-key'), 'utf8')).toBe('nonsense')
  })
})

test('what one start has sealed, the next one knows again', async () => {
  const manifest = { what: 'audit', about: '', at: noon, by: { id: 'wang', name: '王××' }, items: [] } as const
  const first = await started()
  const sealed = first.sealer?.seal({ ...manifest, items: [] })
  await first.close()
  await restart()
  const audit = await started()
  expect(audit.sealer?.holds(sealed)).toBe(true)
  await audit.close()
})

test('findings are logged as sentences and counted to whoever asked', async () => {
  const audit = await started()
  await commit(6)
  audit.grew(6)
  await audit.settled()
  const database = connect(home.store)
  database.exec(`DROP TRIGGER entry_keeps; UPDATE entry SET content = '{}' WHERE position = 2`)
  database.close()
  const report = await audit.verify()
  expect(report?.findings).toEqual([
    { what: 'changed', position: 2, subject: 'endpoint:till' },
    { what: 'schema-changed', name: 'trigger entry_keeps' },
  ])
  expect(reports.at(-1)).toBe(report)
  expect(log.lines.find(({ code }) => code === 'audit/finding')?.fields).toEqual({
    what: 'changed',
    sentence: '历史第 2 条（endpoint:till）被改动：内容与散列不符。',
  })
  await audit.close()
})

test('in a thread of its own, and ended by the stop', async () => {
  const audit = await openAudit({ ledger: store.audit, home, clock, log })
  audit.start((report) => reports.push(report))
  expect((await audit.verify())?.total).toBe(0)
  const cut = audit.verify()
  await audit.close()
  expect([undefined, 0]).toContain((await cut)?.total)
  expect(kinds().at(-1)).toBe('stop')
})
