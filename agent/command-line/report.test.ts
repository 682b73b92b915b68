// The press as the operator makes it: a real process, with an agent, without one, and with one that hangs.
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { silentLog } from '#shared/log.ts'
import { calmStanding, MemoryKeeper, randomBytes, RecordingResponse, SteadyLine } from '#test/fakes/counter-parts.ts'
import { systemClock } from '../machine/clock.ts'
import { writeContact } from '../panel/contact-file.ts'
import { panel } from '../panel/panel.ts'
import { spoolFolder } from '../panel/spool-file.ts'
import type { SavedPress } from './report.ts'

const main = fileURLToPath(new URL('../main.ts', import.meta.url))
const clock = systemClock()
let home: string
let keeper: MemoryKeeper
let stop: AbortController

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'report-'))
  mkdirSync(join(home, 'state'), { mode: 0o700 })
  keeper = new MemoryKeeper(clock)
  stop = new AbortController()
})
afterEach(() => {
  rmSync(home, { recursive: true, force: true })
})

async function agent() {
  const counter = panel({
    clock,
    log: silentLog,
    home,
    platform: 'linux',
    keeper,
    line: new SteadyLine(),
    response: new RecordingResponse(),
    release: undefined,
    standing: () => calmStanding,
    asset: () => undefined,
    random: Math.random,
    randomBytes,
  })
  await counter.start(stop.signal)
  return {
    async [Symbol.asyncDispose]() {
      stop.abort()
      await counter.stopped
    },
  }
}

interface Ran {
  readonly status: number | null
  readonly out: string
  readonly complaint: string
}
function report(...args: string[]): Promise<Ran> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [main, 'report', '--home', home, ...args], { env: {} })
    let out = ''
    let complaint = ''
    child.stdout.on('data', (part) => (out += String(part)))
    child.stderr.on('data', (part) => (complaint += String(part)))
    child.once('close', (status) => resolve({ status, out, complaint }))
  })
}
const savedIn = ({ out }: Ran) => JSON.parse(out) as SavedPress
const alerts = () => keeper.records.flatMap(({ body }) => (body.kind === 'alert' ? [body.alert] : []))

describe('with the agent', () => {
  test('it prints the code after fsync, in words', async () => {
    await using _ = await agent()
    const ran = await report('--no-page')
    expect(ran).toMatchObject({ status: 0, complaint: '' })
    expect(ran.out).toMatch(/^① 已保存 BS-\d{4}-[0-9A-Z]{4}-[0-9A-Z] \d\d:\d\d:\d\d\n$/)
    expect(alerts()).toHaveLength(1)
  })
  test('as JSON it is the alert that was kept, with the moment of the press', async () => {
    await using _ = await agent()
    const before = clock.monotonic()
    const saved = savedIn(await report('--json', '--no-page'))
    const [alert] = alerts()
    expect(saved).toMatchObject({ alert: alert!.id, code: alert!.code, durable: true, via: 'agent' })
    expect(alert!.raised.clockId).toBe(clock.id)
    expect(alert!.raised.monotonicMs).toBeGreaterThan(before)
    expect(alert!.raised.monotonicMs).toBeLessThan(clock.monotonic())
  })
  test('pressed again it says so', async () => {
    await using _ = await agent()
    await report('--no-page')
    const { out } = await report('--no-page')
    expect(out).toMatch(/已有上报 BS-\S+，已补充一次提醒（第 2 次）/)
    expect(alerts()).toHaveLength(1)
  })
  test('a drill is marked', async () => {
    await using _ = await agent()
    expect((await report('--drill', '--no-page')).out).toMatch(/（演练）/)
    expect(alerts()).toMatchObject([{ drill: true }])
  })
  test('whose disk fails, the press goes to the spool', async () => {
    await using _ = await agent()
    keeper.breakWith = 'outbox/not-durable'
    expect(savedIn(await report('--json', '--no-page'))).toMatchObject({ durable: true, via: 'spool' })
  })
  test('whose disk fails and whose spool too: ✖ and whom to call', async () => {
    await using _ = await agent()
    rmSync(spoolFolder(home), { recursive: true })
    writeFileSync(spoolFolder(home), 'in the way')
    keeper.breakWith = 'outbox/full'
    const ran = await report('--json', '--no-page')
    expect(ran.status).toBe(1)
    expect(JSON.parse(ran.out)).toMatchObject({ durable: false })
    expect(ran.complaint).toBe('✖ 本机无法保存上报（磁盘已满）。请立即拨打 023-4141 0000\n')
  })
})

describe('without the agent', () => {
  test('it is in the spool, with the code and whom to call', async () => {
    writeContact(home, { phone: '023-4141 0000', office: '' })
    const ran = await report('--no-page')
    expect(ran.status).toBe(0)
    const code = /BS-\d{4}-[0-9A-Z]{4}-[0-9A-Z]/.exec(ran.out)![0]
    expect(ran.complaint).toBe(`▲ 上报已保存在本机，编号 ${code}。请立即拨打 023-4141 0000\n`)
    expect(readdirSync(spoolFolder(home))).toHaveLength(1)
  })
  test('the agent that starts later makes the same alert of it', async () => {
    const saved = savedIn(await report('--json', '--no-page'))
    expect(saved.via).toBe('spool')
    await using _ = await agent()
    expect(alerts()).toMatchObject([{ id: saved.alert, code: saved.code }])
    expect(readdirSync(spoolFolder(home))).toEqual([])
  })
  test('where nothing can be written it is no success', async () => {
    writeFileSync(spoolFolder(home), 'in the way')
    const ran = await report('--no-page')
    expect(ran).toMatchObject({ status: 1, out: '' })
    expect(ran.complaint).toMatch(/^✖ 本机无法保存上报（磁盘不能写入）。请立即拨打 /)
  })
})

test('an agent that hangs gets half a second, then the spool has it; when it wakes there is one alert', async () => {
  const socket = join(home, 'sentinel.sock')
  const hanging = createServer(() => {}).listen(socket)
  await new Promise((resolve) => hanging.once('listening', resolve))
  const saved = savedIn(await report('--json', '--no-page'))
  expect(saved.via).toBe('spool')
  expect(saved.tookMs).toBeGreaterThan(500)
  expect(saved.tookMs).toBeLessThan(2_000)
  // The hanging process is killed: its connections go with it.
  hanging.close()
  rmSync(socket, { force: true })
  await using _ = await agent()
  expect(alerts()).toMatchObject([{ id: saved.alert }])
})

// In seconds it depends on what else this machine does; beside a program that does nothing it does not. The 300 ms are test/scenario's.
test('the press takes at most three times as long as a program that does nothing', async () => {
  await using _ = await agent()
  const idle = fileURLToPath(new URL('account-name.ts', import.meta.url))
  const pressMs: number[] = []
  const idleMs: number[] = []
  for (let i = 0; i < 9; i++) {
    const began = performance.now()
    await new Promise((resolve) => spawn(process.execPath, [idle], { env: {} }).once('close', resolve))
    idleMs.push(performance.now() - began)
    const pressed = performance.now()
    expect(savedIn(await report('--json', '--no-page')).durable).toBe(true)
    pressMs.push(performance.now() - pressed)
  }
  const median = (list: readonly number[]) => list.toSorted((a, b) => a - b)[4]!
  expect(median(pressMs) / median(idleMs)).toBeLessThan(3)
})

test('the press loads nothing heavy', async () => {
  const { spawnSync } = await import('node:child_process')
  const script = `
    import { registerHooks } from 'node:module'
    registerHooks({ load(url, context, next) { if (!url.startsWith('node:')) console.log(url); return next(url, context) } })
    await import(${JSON.stringify(new URL('report.ts', import.meta.url).href)})`
  const loaded = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' })
    .stdout.split('\n')
    .filter(Boolean)
  expect(loaded.length).toBeGreaterThan(8)
  expect(loaded.filter((url) => url.includes('node_modules') || /protocol|config\.ts|request\.ts/.test(url))).toEqual(
    [],
  )
  expect(loaded.length).toBeLessThan(25)
})

test.each<[string, string[], RegExp]>([
  ['an unknown option', ['--colour'], /不认识参数 --colour/],
  ['a word too many', ['now'], /多余的内容：now/],
  ['a home without a value', ['--home'], /缺少参数/],
])('%s is refused, and nothing is pressed', async (_, args, complaint) => {
  const ran = await report(...args)
  expect(ran.status).toBe(2)
  expect(ran.complaint).toMatch(complaint)
  expect(existsSync(spoolFolder(home))).toBe(false)
})

test('--help speaks Chinese, then English', async () => {
  const { status, out } = await report('--help')
  expect(status).toBe(0)
  expect(out.indexOf('一键上报')).toBeGreaterThanOrEqual(0)
  expect(out.indexOf('Report:')).toBeGreaterThan(out.indexOf('一键上报'))
})
