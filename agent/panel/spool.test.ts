// A press while the agent is dead: kept by the command line, and a report exactly once whenever the agent dies.
import { execFileSync, spawnSync } from 'node:child_process'
import {
  chmodSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { silentLog } from '#shared/log.ts'
import { reportCode } from '#shared/text/report-code.ts'
import { uuid7 } from '#shared/text/uuid7.ts'
import { machineClock, MemoryKeeper, randomBytes } from '#test/fakes/counter-parts.ts'
import { reportDesk } from './press.ts'
import { noReports, pressesOf, withKept } from './reports.ts'
import { spoolFolder, spoolName, spoolPress } from './spool-file.ts'
import type { SpooledPress } from './spool-file.ts'
import { spool } from './spool.ts'

let home: string
const clock = machineClock

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'spool-'))
})
afterEach(() => {
  rmSync(home, { recursive: true })
})

const press = (over: Partial<SpooledPress> = {}): SpooledPress => ({
  id: uuid7(clock.now(), randomBytes),
  code: reportCode(clock.now(), Math.random),
  moment: { at: clock.now(), clockId: clock.id, monotonicMs: clock.monotonic() },
  account: 'clerk',
  drill: false,
  ...over,
})

/** An agent over an outbox that outlives it: made anew from what is kept, as after a restart. */
function agent(keeper: MemoryKeeper) {
  let reports = keeper.records.reduce(withKept, noReports)
  const stop = keeper.onKept((record) => {
    reports = withKept(reports, record)
  })
  const desk = reportDesk({
    clock,
    log: silentLog,
    keeper,
    random: Math.random,
    randomBytes,
    reports: () => pressesOf(reports),
    codeOf: (alert) => reports.all.find((facts) => facts.alert.id === alert)?.alert.code ?? '',
    onNew: () => {},
    onRepeat: () => {},
  })
  return { ...spool({ clock, log: silentLog, home, platform: 'linux', desk }), die: stop }
}
const lying = () => readdirSync(spoolFolder(home))
const kept = (keeper: MemoryKeeper) =>
  keeper.records.flatMap(({ body }) =>
    body.kind === 'alert' ? [{ id: body.alert.id, code: body.alert.code, raised: body.alert.raised }] : [],
  )

test('a spooled press becomes the alert with its own id, code and moment, once', async () => {
  const keeper = new MemoryKeeper(clock)
  const mine = spoolPress(home, press())
  expect(await agent(keeper).drain()).toBe(1)
  expect(kept(keeper)).toEqual([{ id: mine.id, code: mine.code, raised: mine.moment }])
  expect(lying()).toEqual([])
  expect(await agent(keeper).drain()).toBe(0)
})

test.each<[string, (keeper: MemoryKeeper) => void]>([
  ['before it is durable', (keeper) => (keeper.breakWith = 'outbox/not-durable')],
  [
    'after it is durable, before the file is removed',
    (keeper) => {
      keeper.afterDurable = () => {
        throw new Error('killed')
      }
    },
  ],
])('killed %s: one alert all the same', async (_, kill) => {
  const keeper = new MemoryKeeper(clock)
  const mine = spoolPress(home, press())
  kill(keeper)
  const first = agent(keeper)
  expect(await first.drain()).toBe(0)
  first.die()
  expect(lying()).toEqual([spoolName(mine.id)])
  keeper.breakWith = undefined
  keeper.afterDurable = () => {}
  expect(await agent(keeper).drain()).toBe(1)
  expect(kept(keeper)).toMatchObject([{ id: mine.id, code: mine.code }])
  expect(lying()).toEqual([])
})

describe('pressed again while it lies there', () => {
  test.each<[string, Partial<SpooledPress>, boolean]>([
    ['by the same account: the code that was told', {}, true],
    ['by another account', { account: 'pharmacist' }, false],
    ['as a drill', { drill: true }, false],
    ['eleven minutes later', { moment: { at: clock.now() + 11 * 60_000, clockId: 'x', monotonicMs: 0 } }, false],
  ])('%s', (_, over, same) => {
    const first = spoolPress(home, press())
    const second = press(over)
    expect(spoolPress(home, second).code === first.code).toBe(same)
    expect(lying()).toHaveLength(same ? 1 : 2)
  })
  test.runIf(process.getuid?.() === 0)('but a file that another account put there stands for nothing', () => {
    const planted = spoolPress(home, press())
    const file = join(spoolFolder(home), spoolName(planted.id))
    execFileSync('chown', ['65534', file])
    const mine = press()
    expect(spoolPress(home, mine).code).toBe(mine.code)
  })
})

describe('what others put there', () => {
  const id = uuid7(clock.now(), randomBytes)
  const name = spoolName(id)
  const path = () => join(spoolFolder(home), name)
  const whole = () => `${JSON.stringify(press({ id }))}\n`
  const old = () => utimesSync(path(), 0, 0)

  test.each<[string, () => void, { drained: number; left: boolean }]>([
    ['a whole press', () => writeFileSync(path(), whole()), { drained: 1, left: false }],
    ['one that is being written', () => writeFileSync(path(), whole().slice(0, 40)), { drained: 0, left: true }],
    ['not JSON', () => writeFileSync(path(), 'x\n'), { drained: 0, left: false }],
    [
      'another name than its id',
      () => writeFileSync(path(), `${JSON.stringify(press())}\n`),
      { drained: 0, left: false },
    ],
    [
      'a code whose check sign does not hold',
      () => writeFileSync(path(), `${JSON.stringify(press({ id, code: 'BS-1122-7F3K-3' }))}\n`),
      { drained: 0, left: false },
    ],
    [
      'a member too many',
      () => writeFileSync(path(), `${JSON.stringify({ ...press({ id }), severity: 'critical' })}\n`),
      { drained: 0, left: false },
    ],
    ['too large', () => writeFileSync(path(), `${' '.repeat(5_000)}${whole()}`), { drained: 0, left: false }],
    ['a link to a file of ours', () => symlinkSync(writeElsewhere(), path()), { drained: 0, left: true }],
    ['a hard link', () => linkSync(writeElsewhere(), path()), { drained: 0, left: true }],
    ['a folder', () => mkdirSync(path()), { drained: 0, left: true }],
    ['a pipe that nobody writes into', () => spawnSync('/usr/bin/mkfifo', [path()]), { drained: 0, left: true }],
    ['any other name', () => writeFileSync(join(spoolFolder(home), 'notes.txt'), whole()), { drained: 0, left: true }],
  ])('%s', async (_, put, { drained, left }) => {
    mkdirSync(spoolFolder(home))
    put()
    expect(await agent(new MemoryKeeper(clock)).drain()).toBe(drained)
    expect(lying().length > 0).toBe(left)
  })
  const writeElsewhere = () => {
    const elsewhere = join(home, 'elsewhere')
    writeFileSync(elsewhere, whole())
    return elsewhere
  }

  test('a press dated back by hand starts when the kernel saw the file', async () => {
    mkdirSync(spoolFolder(home))
    const moment = { at: clock.now() - 3 * 3_600_000, clockId: clock.id, monotonicMs: 0 }
    writeFileSync(path(), `${JSON.stringify(press({ id, moment }))}\n`)
    old()
    const keeper = new MemoryKeeper(clock)
    await agent(keeper).drain()
    const [alert] = kept(keeper)
    expect(Math.abs(alert!.raised.at - clock.now())).toBeLessThan(5_000)
    expect(alert!.raised.clockId).toBe('spool')
  })

  test('a hundred presses of one account fill no outbox: the rest waits', async () => {
    mkdirSync(spoolFolder(home))
    for (let i = 0; i < 100; i++) {
      const mine = press()
      writeFileSync(join(spoolFolder(home), spoolName(mine.id)), `${JSON.stringify(mine)}\n`)
    }
    const keeper = new MemoryKeeper(clock)
    const it = agent(keeper)
    expect((await it.drain()) + (await it.drain())).toBe(6)
    expect(lying()).toHaveLength(94)
  })
})

test.runIf(process.platform === 'linux')('the agent opens the spool to every account, as /tmp is', async () => {
  const stop = await agent(new MemoryKeeper(clock)).start()
  stop()
  expect((statSync(spoolFolder(home)).mode & 0o7777).toString(8)).toBe('1777')
})

test('a spool that cannot be written is an error, never a code', () => {
  writeFileSync(spoolFolder(home), 'in the way')
  expect(() => spoolPress(home, press())).toThrow(/ENOTDIR|EEXIST/)
})

test.runIf(process.getuid?.() === 0)(
  'an account without rights can press into the agent’s spool and remove nobody’s',
  async () => {
    const stop = await agent(new MemoryKeeper(clock)).start()
    stop()
    chmodSync(home, 0o755)
    const root = spoolPress(home, press())
    const as = (script: string) =>
      spawnSync(process.execPath, ['--input-type=module', '-e', script], { uid: 65534, gid: 65534, encoding: 'utf8' })
    const mine = press({ account: 'nobody' })
    const module = JSON.stringify(new URL('spool-file.ts', import.meta.url).href)
    const wrote = as(
      `const { spoolPress } = await import(${module}); console.log(spoolPress(${JSON.stringify(home)}, ${JSON.stringify(mine)}).code)`,
    )
    expect(wrote.stdout.trim()).toBe(mine.code)
    const removed = as(
      `(await import('node:fs')).unlinkSync(${JSON.stringify(join(spoolFolder(home), spoolName(root.id)))})`,
    )
    expect(removed.stderr).toMatch(/EPERM|EACCES/)
    const keeper = new MemoryKeeper(clock)
    expect(await agent(keeper).drain()).toBe(2)
  },
)
