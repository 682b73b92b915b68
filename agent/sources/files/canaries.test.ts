// Decoys on a real disk: where they stand in their folder, what they never touch, and what counts as touched.
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { silentLog } from '#shared/log.ts'
import { ManualClock } from '#test/fakes/manual-clock.ts'
import { durableFile } from '../../machine/durable-file.ts'
import { Canaries } from './canaries.ts'

let home: string
let folder: string

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'sentinel-canaries-'))
  folder = join(home, 'documents')
  mkdirSync(folder)
})
afterEach(() => rmSync(home, { recursive: true }))

async function opened(seed = 'terminal-1-0123456789', clock = new ManualClock()) {
  const canaries = new Canaries({
    file: durableFile(join(home, 'canaries.json')),
    clock,
    log: silentLog,
    newSeed: () => seed,
  })
  await canaries.open()
  return canaries
}

const existing = ['2024年结算.xlsx', 'IMG_0001.jpg', '医保政策.pdf', '龙湖店.docx']

test('they sort first and last among what is there, and look older than today', async () => {
  for (const name of existing) writeFileSync(join(folder, name), 'user')
  const canaries = await opened()
  await canaries.seed([folder])
  const names = readdirSync(folder).toSorted((a, b) => (a < b ? -1 : 1))
  expect(
    canaries
      .paths()
      .map((path) => basename(path))
      .toSorted((a, b) => (a < b ? -1 : 1)),
  ).toEqual([names[0], names.at(-1)])
  expect(existing.map((name) => readFileSync(join(folder, name), 'utf8'))).toEqual(['user', 'user', 'user', 'user'])
})

test('two terminals have different ones', async () => {
  const names = []
  for (const seed of ['terminal-1-0123456789', 'terminal-2-0123456789']) {
    rmSync(join(home, 'canaries.json'), { force: true })
    const canaries = await opened(seed)
    await canaries.seed([folder])
    names.push(
      readdirSync(folder)
        .map((name) => readFileSync(join(folder, name)).toString('base64'))
        .join(),
    )
    for (const path of canaries.paths()) rmSync(path)
  }
  expect(names[0]).not.toBe(names[1])
})

test('they are known again after a restart, and are not doubled', async () => {
  const before = await opened()
  await before.seed([folder])
  const after = await opened('another-seed-0123456789')
  await after.seed([folder])
  expect(after.paths()).toEqual(before.paths())
  expect(readdirSync(folder)).toHaveLength(2)
})

test.each<[string, (path: string) => void, string]>([
  ['nothing', () => {}, 'intact'],
  ['a read', (path) => void readFileSync(path), 'intact'],
  ['new times', (path) => utimesSync(path, 1, 1), 'intact'],
  ['the same content again', (path) => writeFileSync(path, readFileSync(path)), 'intact'],
  ['one more byte', (path) => appendFileSync(path, 'x'), 'rewritten'],
  [
    'other content of the same length',
    (path) => writeFileSync(path, Buffer.alloc(readFileSync(path).length, 7)),
    'rewritten',
  ],
  ['another name', (path) => renameSync(path, `${path}.locked`), 'missing'],
  ['removal', (path) => rmSync(path), 'missing'],
  ['its folder gets another name', (path) => renameSync(dirname(path), `${dirname(path)}-2024`), 'folder-gone'],
])('%s: it is %s', async (_, act, state) => {
  const canaries = await opened()
  await canaries.seed([folder])
  const [path] = canaries.paths()
  expect(await canaries.look(path!)).toBe('intact')
  act(path!)
  expect(await canaries.look(path!)).toBe(state)
})

test('a touched one stays as evidence and another one takes its place', async () => {
  const clock = new ManualClock()
  const canaries = await opened(undefined, clock)
  await canaries.seed([folder])
  const [first, last] = canaries.paths()
  writeFileSync(first!, 'encrypted')
  await canaries.forget(first!)
  await clock.advance(60_000)
  await canaries.seed([folder])
  expect(existsSync(first!)).toBe(true)
  expect(canaries.paths()).toHaveLength(2)
  expect(canaries.paths()).toContain(last)
  expect(canaries.has(first!)).toBe(false)
})

test('a file that comes in between is somebody’s and stays as it is', async () => {
  const [a, b] = [await opened(), await opened()]
  // The same seed at the same time wants the same names: whoever comes second finds them taken.
  await Promise.all([a.seed([folder]), b.seed([folder])])
  expect([...a.paths(), ...b.paths()]).toHaveLength(2)
})

test('a damaged list is begun anew', async () => {
  writeFileSync(join(home, 'canaries.json'), '{"version":1,"seed":')
  const canaries = await opened()
  await canaries.seed([folder])
  expect(canaries.paths()).toHaveLength(2)
})

test('a folder that cannot be written to goes without', async () => {
  const canaries = await opened()
  await canaries.seed(['/proc/self', join(home, 'not-there')])
  expect(canaries.paths()).toEqual([])
})
