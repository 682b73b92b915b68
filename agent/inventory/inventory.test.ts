// The inventory: what an empty answer means, when it is taken, and the true child on this machine.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { silentLog } from '#shared/log.ts'
import { recordBody } from '#shared/protocol/record.ts'
import type { RecordBody } from '#shared/protocol/record.ts'
import { ManualClock } from '#test/fakes/manual-clock.ts'
import { systemClock } from '../machine/clock.ts'
import type { Command } from '../machine/command.ts'
import { spawnedCommands } from '../machine/spawned-commands.ts'
import { InventoryTaker } from './inventory.ts'
import { answers, inventoryOf } from './inventory-facts.ts'

const whole = {
  osInfo: { distro: 'UOS', release: '20', kernel: '4.19.0', serial: 'x' },
  system: { manufacturer: 'LENOVO', model: 'M720', serial: 'PF0123' },
  cpu: { manufacturer: 'Intel', brand: 'i3-9100' },
  mem: { total: 8e9 },
  fsSize: [{ fs: '/dev/sda1', mount: '/', size: 256e9, used: 40e9 }],
}

describe('what is unknown', () => {
  test.each<[string, unknown, string[]]>([
    ['everything answered', whole, []],
    ['nothing answered', {}, ['os', 'kernel', 'model', 'serial', 'cpu', 'memoryBytes', 'disks']],
    ['a part hung', { ...whole, fsSize: undefined }, ['disks']],
    ['an empty text', { ...whole, cpu: { brand: '' } }, ['cpu']],
    ['a dash of a virtual machine', { ...whole, system: { ...whole.system, serial: '-' } }, ['serial']],
    [
      'what makers leave standing',
      { ...whole, system: { manufacturer: 'Default string', model: 'To Be Filled By O.E.M.', serial: '0000000' } },
      ['model', 'serial'],
    ],
    ['the wrong kind of value', { ...whole, mem: { total: 'viel' } }, ['memoryBytes']],
  ])('%s', (_, said, unknown) => {
    const inventory = inventoryOf(answers.parse(said))
    expect(inventory.unknown).toEqual(unknown)
    expect(recordBody.safeParse({ kind: 'inventory', inventory }).success).toBe(true)
  })
})

test('what firmware says is made printable and bounded', () => {
  const inventory = inventoryOf(answers.parse({ ...whole, system: { model: `\u202Ex${'y'.repeat(900)}` } }))
  expect(recordBody.safeParse({ kind: 'inventory', inventory }).success).toBe(true)
})

function taker(answer: () => Promise<{ exitCode: number; stdout: string; stderr: string }>) {
  const clock = new ManualClock()
  const ran: Command[] = []
  const kept: RecordBody[] = []
  const warnings: string[] = []
  const stop = new AbortController()
  const inventory = new InventoryTaker({
    clock,
    log: { ...silentLog, warn: (code) => warnings.push(code) },
    commands: { run: (command) => (ran.push(command), answer()) },
    self: ['/opt/sentinel-agent'],
    keep: (body) => Promise.resolve(kept.push(body)),
  })
  void inventory.start(stop.signal)
  return { clock, ran, kept, warnings, stop }
}

test('a minute after the start, then every twelve hours, by the own program', async () => {
  const { clock, ran, kept, stop } = taker(() =>
    Promise.resolve({ exitCode: 0, stdout: `noise\n${JSON.stringify(whole)}\n`, stderr: '' }),
  )
  await clock.advance(59_000)
  expect(ran).toEqual([])
  await clock.advance(2_000)
  expect([ran, kept.length]).toEqual([[['/opt/sentinel-agent', 'inventory']], 1])
  await clock.advance(24 * 3_600_000)
  expect(kept).toHaveLength(3)
  stop.abort()
  await clock.advance(24 * 3_600_000)
  expect(kept).toHaveLength(3)
})

test.each([
  ['a failure', () => Promise.resolve({ exitCode: 1, stdout: '', stderr: '' })],
  ['no answer', () => Promise.resolve({ exitCode: 0, stdout: '', stderr: '' })],
  ['a hang that was killed', () => Promise.reject(new Error('command/timed-out'))],
])('%s is logged, nothing is kept, and the next turn tries again', async (_, answer) => {
  const { clock, ran, kept, warnings } = taker(answer)
  await clock.advance(13 * 3_600_000)
  expect([ran.length, kept, warnings]).toEqual([2, [], ['inventory/not-taken', 'inventory/not-taken']])
})

test.runIf(process.platform === 'linux')(
  'the true child answers within its time, with nothing of our environment',
  async () => {
    const home = mkdtempSync(join(tmpdir(), 'sentinel-inventory-'))
    // Stands for main.ts with its hidden command.
    const main = join(home, 'main.mjs')
    const child = new URL('./inventory-child.ts', import.meta.url).href
    writeFileSync(
      main,
      `import { printInventory } from ${JSON.stringify(child)}\nawait printInventory([], { out: console.log })\n`,
    )
    const kept: RecordBody[] = []
    const clock = systemClock()
    await new InventoryTaker({
      clock,
      log: silentLog,
      commands: spawnedCommands(clock),
      self: [process.execPath, main],
      keep: (body) => Promise.resolve(kept.push(body)),
    }).take()
    rmSync(home, { recursive: true })
    expect(recordBody.parse(kept[0])).toMatchObject({
      inventory: { kernel: expect.stringMatching(/^\d/), memoryBytes: expect.any(Number) },
    })
  },
)
