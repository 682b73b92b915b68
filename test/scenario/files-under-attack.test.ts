// The plan 三(一)3, at its first link: how many files are lost before a rewriting program is detected, and what must not alarm.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, expect, test } from 'vitest'
import { detectors } from '#agent/detection/detectors/index.ts'
import type { Judged } from '#agent/detection/engine.ts'
import { DetectionEngine } from '#agent/detection/engine.ts'
import { systemClock } from '#agent/machine/clock.ts'
import { durableFile } from '#agent/machine/durable-file.ts'
import { Canaries } from '#agent/sources/files/canaries.ts'
import { filesSource } from '#agent/sources/files/files.ts'
import type { EndpointEvent } from '#shared/domain/event.ts'
import { silentLog } from '#shared/log.ts'
import { makeOfficeFiles } from '../fixtures/office-files.ts'

const clock = systemClock()
const simulator = new URL('../fixtures/ransomware-simulator.ts', import.meta.url).pathname
const folders: string[] = []
const stops: AbortController[] = []

afterEach(() => {
  for (const stop of stops.splice(0)) stop.abort()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

interface Terminal {
  readonly folder: string
  readonly events: EndpointEvent[]
  readonly judged: Judged[]
  readonly firstDetection: Promise<Judged>
  readonly canaries: Canaries
}

/** A watched folder of 1,000 office files with the true source and the true detectors. */
async function terminal({ files = 1_000, withCanaries = true } = {}): Promise<Terminal> {
  const home = mkdtempSync(join(tmpdir(), 'sentinel-files-'))
  folders.push(home)
  const folder = join(home, '我的文档')
  mkdirSync(folder)
  makeOfficeFiles(folder, { files })
  const stop = new AbortController()
  stops.push(stop)
  const engine = new DetectionEngine({
    detectors: detectors({ insuranceAdapter: {}, accessProfile: 'line', allowedAdapters: [] }),
    emitted: ['file-changed', 'watch-overflowed'],
    log: silentLog,
    random: (bytes) => crypto.getRandomValues(bytes),
  })
  const canaries = new Canaries({
    file: durableFile(join(home, 'canaries.json')),
    clock,
    log: silentLog,
    newSeed: () => crypto.randomUUID(),
  })
  const source = filesSource({
    clock,
    log: silentLog,
    folders: [folder],
    canaries,
    limits: withCanaries ? {} : { canaryFolders: 0 },
  })
  const events: EndpointEvent[] = []
  const judged: Judged[] = []
  const first = Promise.withResolvers<Judged>()
  await source.start((event) => {
    events.push(event)
    const found = engine.judge(event)
    judged.push(...found)
    if (found[0]) first.resolve(found[0])
  }, stop.signal)
  expect(source.coverage().state).toBe('full')
  return { folder, events, judged, firstDetection: first.promise, canaries }
}

/** Lets the simulator run until the first detection, then stops it; how many files were lost by the moment of the detection. */
async function attack({ folder, firstDetection }: Terminal, ...args: string[]) {
  const child = spawn(process.execPath, [simulator, '--folder', folder, '--rate', '417', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const lostAt: number[] = []
  createInterface(child.stdout).on('line', (line) => {
    const { monotonicMs } = JSON.parse(line) as { monotonicMs?: number }
    if (monotonicMs !== undefined) lostAt.push(monotonicMs)
  })
  const detection = await Promise.race([firstDetection, once(child, 'close').then(() => undefined)])
  child.kill('SIGTERM')
  if (child.exitCode === null) await once(child, 'close')
  expect(detection, 'the simulator came to its end undetected').toBeDefined()
  const { rule, moment } = detection!.detection
  return {
    rule,
    lost: lostAt.filter((at) => at <= moment.monotonicMs).length,
    startedAt: lostAt[0],
    at: moment.monotonicMs,
  }
}

const settled = (ms = 1_500) => new Promise((resolve) => setTimeout(resolve, ms))

test.each([
  ['alphabetical', [], 25],
  ['reverse', [], 25],
  ['random', ['--order', 'random', '--seed', '3'], 60],
  ['random, with an extension', ['--order', 'random', '--seed', '4', '--extension', '.locked'], 60],
])('encryption at 417 files/s, %s order', async (order, args, most) => {
  const given = await terminal()
  const { rule, lost } = await attack(given, ...(args.length > 0 ? args : ['--order', order]))
  process.stdout.write(`    ${order}: ${lost} of 1,000 files lost until ${rule}\n`)
  expect(lost).toBeLessThanOrEqual(most)
})

test.each([
  ['in place', []],
  ['with an extension', ['--extension', '.locked']],
  ['slowly, ten files a second', ['--rate', '10', '--extension', '.locked']],
])('encryption without any decoy, %s', async (name, args) => {
  const given = await terminal({ withCanaries: false })
  const { rule, lost } = await attack(given, '--order', 'random', ...args)
  process.stdout.write(`    no decoys, ${name}: ${lost} of 1,000 files lost until ${rule}\n`)
  expect(rule).toBe('mass-rewrite')
  expect(lost).toBeLessThanOrEqual(80)
})

const work: readonly [string, (folder: string) => Promise<void> | void][] = [
  ['2,000 files are unpacked', (folder) => void makeOfficeFiles(join(folder, 'unpacked'), { files: 2_000, seed: 2 })],
  [
    'everything is copied beside itself and into a backup',
    (folder) => {
      const files = readdirSync(folder).filter((name) => statSync(join(folder, name)).isFile())
      mkdirSync(join(folder, 'backup'))
      for (const name of files) {
        cpSync(join(folder, name), join(folder, `${name}.bak`))
        cpSync(join(folder, name), join(folder, 'backup', name), { preserveTimestamps: true })
      }
    },
  ],
  [
    'an office program saves 300 documents as it does: temporary file, two renames',
    async (folder) => {
      const documents = readdirSync(folder).filter((name) => /\.(docx|xlsx)$/.test(name) && !/^[0!（～]/.test(name))
      for (const name of documents.slice(0, 300)) {
        const [path, temporary] = [join(folder, name), join(folder, `~WRD${name.length}${name}.tmp`)]
        writeFileSync(temporary, readFileSync(path))
        renameSync(path, `${path}.old.tmp`)
        renameSync(temporary, path)
        rmSync(`${path}.old.tmp`)
        await settled(1)
      }
    },
  ],
  [
    'a repository is checked out: text, and zlib objects without a name',
    (folder) => {
      for (let i = 0; i < 600; i++) {
        const objects = join(folder, 'repository', '.git', 'objects', String(i % 16))
        mkdirSync(objects, { recursive: true })
        writeFileSync(
          join(objects, `a${i}b`),
          Buffer.concat([Buffer.from('789c', 'hex'), crypto.getRandomValues(new Uint8Array(900))]),
        )
        writeFileSync(join(folder, 'repository', `source-${i}.ts`), `export const number = ${i}\n`.repeat(40))
      }
    },
  ],
  [
    '200 documents are removed by hand',
    (folder) => {
      const documents = readdirSync(folder).filter((name) => /\.(docx|pdf)$/.test(name) && !/^[0!（～]/.test(name))
      for (const name of documents.slice(0, 200)) rmSync(join(folder, name))
    },
  ],
]

test.each(work)('no detection while %s', async (_, act) => {
  const { folder, events, judged } = await terminal()
  await act(folder)
  await settled()
  expect(events.length).toBeGreaterThan(20)
  expect(judged.map(({ detection }) => [detection.rule, detection.because])).toEqual([])
})

test('our own decoys raise no event when they are written, copied from, or touched without a change', async () => {
  const { events, canaries } = await terminal({ files: 20 })
  const [first, second] = canaries.paths()
  readFileSync(first!)
  writeFileSync(second!, readFileSync(second!))
  await settled(500)
  expect(events.filter((event) => event.kind === 'file-changed' && event.canary)).toEqual([])
})
