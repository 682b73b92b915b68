// One server per store, command lines beside it, and everything there again after it was closed.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { silentLog } from '#shared/log.ts'
import { aRecord, anAlert, arrived, noon } from '#test/fixtures/occurrences.ts'
import { loadSituation } from '../../workflow/load.ts'
import { openDatabase } from './database.ts'
import { openSqliteRegistry, openSqliteStore } from './sqlite-store.ts'

let folder: string
let options: Parameters<typeof openSqliteStore>[0]
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sqlite-store-'))
  options = { file: join(folder, 'store.db'), log: silentLog }
})
afterEach(() => rmSync(folder, { recursive: true }))

const pharmacy = { id: 'p', kind: 'pharmacy', name: '××大药房', phone: '023-1' } as const

/** Another process that opens the same store and then only sits there. */
async function anotherServer(): Promise<{ end(signal: NodeJS.Signals): Promise<void> }> {
  const program = `
    import { openSqliteStore } from ${JSON.stringify(new URL('./sqlite-store.ts', import.meta.url).href)}
    await openSqliteStore({ file: ${JSON.stringify(options.file)}, log: { info() {}, warn() {}, error() {} } })
    process.send('open')
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, NODE_OPTIONS: '' },
  })
  await once(child, 'message')
  return {
    async end(signal) {
      child.kill(signal)
      await once(child, 'exit')
    },
  }
}

test('a second server is refused for as long as the first lives, and not a moment longer', async () => {
  const other = await anotherServer()
  await expect(openSqliteStore(options)).rejects.toMatchObject({ code: 'store/locked' })
  await other.end('SIGKILL')
  const store = await openSqliteStore(options)
  await store.close()
})

test('a second server in the same process is refused as well', async () => {
  const store = await openSqliteStore(options)
  await expect(openSqliteStore(options)).rejects.toMatchObject({ code: 'store/locked' })
  await store.close()
  await (await openSqliteStore(options)).close()
})

test('a command line works beside the server, and each sees what the other wrote', async () => {
  const store = await openSqliteStore(options)
  const beside = await openSqliteRegistry(options)
  await beside.registry.putInstitution(pharmacy)
  await beside.registry.putEnrollmentCode({ codeHash: 'h', institution: 'p', notAfter: 1_000 })
  const made = { endpoint: { id: 'e', name: '收银1号' }, certificate: { serial: '01', notAfter: 9_000 } }
  expect(await store.registry.enroll('h', 500, made)).toMatchObject({ number: 'BS-0001-01' })
  expect(await beside.registry.endpoints()).toHaveLength(1)
  await beside.close()
  await store.close()
})

test('a command line may be the first to come', async () => {
  const beside = await openSqliteRegistry(options)
  await beside.registry.putInstitution(pharmacy)
  await beside.close()
  const store = await openSqliteStore(options)
  expect(await store.registry.institutions()).toEqual([pharmacy])
  await store.close()
})

test('what was stored is there when the store is opened again', async () => {
  const first = await openSqliteStore(options)
  const record = arrived('a', aRecord('x', 1, { kind: 'alert', alert: anAlert() }))
  await first.history.commit({ records: [record], entries: [] })
  await first.close()
  const second = await openSqliteStore(options)
  expect(await second.history.cursors('a')).toEqual(new Map([['x', 1]]))
  await second.close()
})

test.each([
  [
    'something else',
    JSON.stringify({ at: 1, actor: { kind: 'agent' }, happening: { kind: 'note-added', text: '无事' } }),
  ],
  ['what is no JSON', '{'],
])('an entry that somebody rewrote in the file as %s is read, and found out', async (_, content) => {
  const store = await openSqliteStore(options)
  const note = (text: string) =>
    ({
      subject: { kind: 'endpoint', id: 'a' },
      at: noon,
      actor: { kind: 'agent' },
      happening: { kind: 'note-added', text },
    }) as const
  await store.history.commit({ records: [], entries: [note('1'), note('2'), note('3')] })
  await store.close()
  const database = openDatabase(options.file)
  database.exec('DROP TRIGGER entry_keeps')
  database.prepare('UPDATE entry SET content = ? WHERE position = 2').run(content)
  database.close()
  const again = await openSqliteStore(options)
  const { situation, integrity } = await loadSituation(again.history, again.registry, silentLog)
  expect(integrity).toEqual({ checked: 3, broken: [{ subject: { kind: 'endpoint', id: 'a' }, index: 2 }] })
  expect(situation.position).toBe(3)
  await again.close()
})

test('after it was closed, nobody is left waiting', async () => {
  const store = await openSqliteStore(options)
  await store.close()
  await expect(store.history.commit({ records: [], entries: [] })).rejects.toMatchObject({ code: 'store/not-durable' })
  await store.close()
})

test('the oldest of each kind of row is found, and nothing where there is none', async () => {
  const store = await openSqliteStore(options)
  expect(await store.audit.oldest()).toEqual({})
  const note = { kind: 'note-added', text: '' } as const
  const entry = (kind: 'endpoint' | 'office', at: number) =>
    ({ subject: { kind, id: kind }, at, actor: { kind: 'server' }, happening: note }) as const
  const record = arrived('a', aRecord('x', 1, { kind: 'alert', alert: anAlert() }))
  await store.history.commit({
    records: [record],
    entries: [entry('endpoint', 10), entry('office', 20), entry('office', 30)],
  })
  expect(await store.audit.oldest()).toEqual({ entry: 10, office: 20, record: record.receivedAt })
  await store.close()
})
