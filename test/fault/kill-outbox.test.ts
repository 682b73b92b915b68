// T1 for the outbox: a real process is killed with SIGKILL while it keeps records; what it had called durable must be there.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { nodeDisk } from '#agent/outbox/node-disk.ts'
import type { Damage } from '#agent/outbox/damage.ts'
import { drained, numberOf, openedOn, realClock as clock } from '../fakes/outbox-parts.ts'

const program = fileURLToPath(new URL('outbox-writer.ts', import.meta.url))
const wait = (ms: number) => new Promise<void>((resolve) => void clock.after(ms, resolve))
const places: string[] = []

afterAll(() => {
  for (const place of places) rmSync(place, { recursive: true, force: true })
})

interface Told {
  readonly began: readonly number[]
  readonly kept: readonly number[]
  readonly acknowledged: readonly number[]
}

function readTold(file: string): Told {
  let text = ''
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    // Not a word yet.
  }
  const of = (word: string) =>
    [...text.matchAll(new RegExp(`^${word} (\\d+)$`, 'gm'))].map(([, number]) => Number(number))
  return { began: of('began'), kept: of('kept'), acknowledged: of('acknowledged') }
}

/** One life of the writer; true where the kill met it at work: it had called something durable in this life and had not ended by itself. */
async function liveAndDie(folder: string, told: string, bug: string, random: () => number): Promise<boolean> {
  const before = readTold(told)
  const first = Math.max(0, ...before.began) + 1
  const child = spawn(process.execPath, [program, folder, told, String(first), bug], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const ended = new Promise<NodeJS.Signals | null>((resolve) => child.once('exit', (_, signal) => resolve(signal)))
  for (let waitedMs = 0; readTold(told).kept.length === before.kept.length && waitedMs < 10_000; waitedMs += 3)
    await wait(3)
  await wait(random() * 40)
  child.kill('SIGKILL')
  return (await ended) === 'SIGKILL' && readTold(told).kept.length > before.kept.length
}

interface Verdict {
  readonly lost: readonly number[]
  /** In the outbox although the office had acknowledged them. */
  readonly again: readonly number[]
  readonly twice: readonly number[]
  /** Never called durable, and yet there: under way when the process died. */
  readonly underWay: number
  readonly damages: readonly Damage[]
}

async function verdict(folder: string, { kept, acknowledged }: Told): Promise<Verdict> {
  const damages: Damage[] = []
  const outbox = await openedOn(nodeDisk, folder, clock, { retainedSegments: 1e6 }, damages)
  const recent = (await outbox.recent(1e6)).map(numberOf)
  const there = (await drained(outbox)).map(numberOf)
  await outbox.close()
  const unique = new Set(there)
  const office = new Set(acknowledged)
  return {
    lost: kept.filter((number) => !unique.has(number) && !recent.includes(number)),
    again: there.filter((number) => office.has(number)),
    twice: recent.filter((number, i) => recent.indexOf(number) !== i),
    underWay: there.filter((number) => !kept.includes(number)).length,
    damages: damages.filter(({ kind }) => kind !== 'torn-tail'),
  }
}

function place(): { folder: string; told: string } {
  const made = mkdtempSync(join(tmpdir(), 'sentinel-kill-'))
  places.push(made)
  return { folder: join(made, 'outbox'), told: join(made, 'told') }
}

const seeded = (seed: number) => () => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648

const wanted = Number(process.env['SENTINEL_KILLS'] ?? 60)

test(`${wanted} effective kills: nothing lost, nothing doubled, nothing acknowledged comes again`, async () => {
  const { folder, told } = place()
  const random = seeded(1)
  let kills = 0
  for (let lives = 0; kills < wanted && lives < wanted * 2; lives++)
    if (await liveAndDie(folder, told, 'none', random)) kills++
  const words = readTold(told)
  const { underWay, ...rest } = await verdict(folder, words)
  expect(kills).toBe(wanted)
  expect(words.kept.length).toBeGreaterThan(wanted * 5)
  expect(rest).toEqual({ lost: [], again: [], twice: [], damages: [] })
  // At most what the three keepers had under way at each kill.
  expect(underWay).toBeLessThanOrEqual(kills * 3)
  process.stdout.write(
    `${kills} kills, ${words.kept.length} kept, ${words.acknowledged.length} acknowledged, ${underWay} under way\n`,
  )
}, 600_000)

test('control: a writer that tells before it writes is found out within 60 kills', async () => {
  const { folder, told } = place()
  const random = seeded(2)
  let kills = 0
  let lost = 0
  while (kills < 60 && lost === 0) {
    if (await liveAndDie(folder, told, 'tells-before-write', random)) kills++
    lost = (await verdict(folder, readTold(told))).lost.length
  }
  expect(lost).toBeGreaterThan(0)
  process.stdout.write(`found after ${kills} kills: ${lost} lost\n`)
}, 600_000)
