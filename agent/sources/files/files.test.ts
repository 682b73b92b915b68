// The files source on a real disk: what becomes an event, and what a flood of changes does to it.
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { EndpointEvent, FileChanged } from '#shared/domain/event.ts'
import { silentLog } from '#shared/log.ts'
import { systemClock } from '../../machine/clock.ts'
import { durableFile } from '../../machine/durable-file.ts'
import { Canaries } from './canaries.ts'
import { filesSource } from './files.ts'
import type { FilesLimits } from './watched-files.ts'

let home: string
let folder: string
let stop: AbortController

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'sentinel-source-'))
  folder = join(home, 'documents')
  mkdirSync(folder)
  stop = new AbortController()
})
afterEach(() => {
  stop.abort()
  rmSync(home, { recursive: true, force: true })
})

async function started(limits: Partial<FilesLimits> = {}, folders = [folder]) {
  const clock = systemClock()
  const canaries = new Canaries({
    file: durableFile(join(home, 'canaries.json')),
    clock,
    log: silentLog,
    newSeed: () => 'seed-0123456789abcdef',
  })
  const source = filesSource({ clock, log: silentLog, folders, canaries, ignored: [join(folder, 'agent')], limits })
  const events: EndpointEvent[] = []
  await source.start((event) => events.push(event), stop.signal)
  const files = () => events.filter((event): event is FileChanged => event.kind === 'file-changed')
  return { source, canaries, events, files }
}

const pause = (ms = 250) => new Promise((resolve) => setTimeout(resolve, ms))
/** Waits for what is expected instead of for a time. */
async function until(holds: () => boolean, withinMs = 5_000) {
  for (const end = Date.now() + withinMs; !holds() && Date.now() < end;) await pause(10)
  expect(holds()).toBe(true)
}

test('a written file is an event with its first bytes', async () => {
  const { files } = await started()
  writeFileSync(join(folder, '账.txt'), '医保')
  await until(() => files().length > 0)
  expect(files().at(-1)).toMatchObject({
    path: join(folder, '账.txt'),
    change: 'written',
    canary: false,
    header: Buffer.from('医保').toString('hex'),
  })
})

test('a new name behind the old one is a rename, in new subfolders too', async () => {
  const { files } = await started()
  mkdirSync(join(folder, 'new', 'deep'), { recursive: true })
  await pause(100)
  writeFileSync(join(folder, 'new', 'deep', 'a.docx'), 'PK')
  await pause(100)
  renameSync(join(folder, 'new', 'deep', 'a.docx'), join(folder, 'new', 'deep', 'a.docx.locked'))
  await until(() => files().some(({ change }) => change === 'renamed'))
  const after = files().map(({ change, path }) => `${change} ${path.slice(folder.length)}`)
  expect(after).toContain('removed /new/deep/a.docx')
  expect(after).toContain('renamed /new/deep/a.docx.locked')
})

test.each<[string, (path: string) => void, FileChanged['change']]>([
  ['written', (path) => writeFileSync(path, 'x'), 'written'],
  ['renamed', (path) => renameSync(path, `${path}.locked`), 'renamed'],
  ['removed', (path) => rmSync(path), 'removed'],
])('a decoy that is %s is an event at once, and once', async (_, act, change) => {
  const { canaries, files } = await started()
  act(canaries.paths()[0]!)
  await until(() => files().some(({ canary }) => canary))
  await pause()
  expect(
    files()
      .filter(({ canary }) => canary)
      .map((event) => event.change),
  ).toEqual([change])
})

test('a folder that is moved as a whole takes its decoys along without an alarm', async () => {
  mkdirSync(join(folder, '2024'))
  const { files } = await started()
  renameSync(join(folder, '2024'), join(folder, '旧资料'))
  await pause(400)
  expect(files().filter(({ canary }) => canary)).toEqual([])
})

test('links, folders and our own home are no events', async () => {
  const { files } = await started()
  mkdirSync(join(folder, 'agent'))
  writeFileSync(join(folder, 'agent', 'outbox'), 'x')
  symlinkSync('/etc/passwd', join(folder, 'link'))
  await pause()
  expect(files()).toEqual([])
})

test('the budget bounds reading, not reporting', async () => {
  const { files } = await started({ readsPerSecond: 20 })
  for (let i = 0; i < 200; i++) writeFileSync(join(folder, `${i}.txt`), 'x')
  await until(() => new Set(files().map(({ path }) => path)).size === 200)
  expect(files().filter(({ header }) => header !== undefined).length).toBeLessThan(120)
})

test('more changes than the system can queue: told, and what was lost is found', async () => {
  const { events, files, canaries } = await started()
  // Our own turn is held, so that inotify’s queue (16,384) overflows and drops the rest without a word.
  for (let i = 0; i < 12_000; i++) writeFileSync(join(folder, `flood-${i % 50}.tmp`), 'x')
  writeFileSync(join(folder, 'last.docx'), Buffer.alloc(4_096, 7))
  writeFileSync(canaries.paths()[0]!, 'encrypted')
  await until(() => files().some(({ canary }) => canary), 15_000)
  await until(() => files().some(({ path }) => path.endsWith('last.docx')), 15_000)
  expect(events).toContainEqual(expect.objectContaining({ kind: 'watch-overflowed', folder }))
})

test('a folder that is missing is said, and watched when it comes', async () => {
  const later = join(home, 'later')
  const { source, files, canaries } = await started({ checkMs: 100 }, [folder, later])
  expect(source.coverage()).toEqual({ state: 'degraded', because: expect.stringContaining('later') })
  mkdirSync(later)
  await until(() => source.coverage().state === 'full')
  await until(() => canaries.paths().some((path) => path.startsWith(later)))
  writeFileSync(join(later, 'a.txt'), 'x')
  await until(() => files().some(({ path }) => path === join(later, 'a.txt')))
})

test('a watched folder that is removed and made again is watched again', async () => {
  const { source, files } = await started({ checkMs: 100 })
  rmSync(folder, { recursive: true })
  await until(() => source.coverage().state === 'off')
  mkdirSync(folder)
  await until(() => source.coverage().state === 'full')
  writeFileSync(join(folder, 'again.txt'), 'x')
  await until(() => files().some(({ path }) => path.endsWith('again.txt')))
})

test('nothing to watch is said', async () => {
  const { source } = await started({}, [])
  expect(source.coverage()).toEqual({ state: 'off', because: expect.stringContaining('没有要监视的文件夹') })
})
