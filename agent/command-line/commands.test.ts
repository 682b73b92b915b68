// The commands beside the press, over a running counter and without one.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Isolation, IsolationState } from '#shared/domain/isolation.ts'
import { silentLog } from '#shared/log.ts'
import { calmStanding, MemoryKeeper, randomBytes, RecordingResponse, SteadyLine } from '#test/fakes/counter-parts.ts'
import { systemClock } from '../machine/clock.ts'
import type { PanelState, Report } from '../panel/panel-state.ts'
import { panel as counter } from '../panel/panel.ts'
import type { Panel } from '../panel/panel.ts'
import { doctor } from './doctor.ts'
import type { Finding } from './doctor-checks.ts'
import { isolate } from './isolate.ts'
import { panel } from './panel.ts'
import type { CommandLine } from './parse.ts'
import { release } from './release.ts'
import { linesOf, status } from './status.ts'

const clock = systemClock()
let home: string
let stop: AbortController
let response: RecordingResponse
let keeper: MemoryKeeper
let running: Panel | undefined

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'commands-'))
  mkdirSync(join(home, 'state'), { mode: 0o700 })
  stop = new AbortController()
  response = new RecordingResponse()
  keeper = new MemoryKeeper(clock)
  running = undefined
})
afterEach(async () => {
  stop.abort()
  await running?.stopped
  rmSync(home, { recursive: true })
})

async function start(): Promise<void> {
  running = counter({
    clock,
    log: silentLog,
    home,
    platform: 'linux',
    keeper,
    line: new SteadyLine(),
    response,
    release: undefined,
    standing: () => ({
      ...calmStanding,
      sources: [...calmStanding.sources, { source: 'processes', state: 'off', because: '没有权限' }],
    }),
    asset: () => undefined,
    random: Math.random,
    randomBytes,
  })
  await running.start(stop.signal)
}
async function run(command: CommandLine, ...args: string[]) {
  const out: string[] = []
  const complaints: string[] = []
  const code = await command(['--home', home, ...args], {
    out: (line) => out.push(line),
    complain: (line) => complaints.push(line),
    env: {},
    platform: 'linux',
    cwd: '/',
    sinceStart: () => 0,
    signal: stop.signal,
  })
  return { code, out, complaints }
}
const anAlert = {
  id: '01935000-0000-7000-8000-000000000001',
  code: 'BS-1122-7F3K-2',
  origin: 'operator' as const,
  rule: 'operator-report',
  severity: 'high' as const,
  detected: { at: clock.now(), clockId: clock.id, monotonicMs: clock.monotonic() },
  because: '',
  detections: [],
  count: 1,
  drill: false,
}
const isolation = (state: IsolationState): Isolation => ({
  state,
  scope: 'full',
  adapter: 'eth0',
  layers: [],
  by: { kind: 'agent' },
  because: '',
  since: { at: clock.now(), clockId: clock.id, monotonicMs: clock.monotonic() },
  rehearsal: false,
})

test.each<[string, CommandLine, string[]]>([
  ['status', status, []],
  ['panel', panel, []],
  ['isolate', isolate, ['--reason', 'x']],
  ['release', release, ['--reason', 'x']],
])('%s without a running agent says that reports still count', async (_, command, args) => {
  const { code, out, complaints } = await run(command, ...args)
  expect({ code, out }).toEqual({ code: 1, out: [] })
  expect(complaints.join()).toMatch(/^✖ 哨兵服务没有运行。上报仍然有效/)
})

test('status prints what the counter shows', async () => {
  await start()
  const { code, out } = await run(status)
  expect(code).toBe(0)
  expect(out).toEqual([
    '终端  璧山区某某大药房 · 收银1号（BS-0412-01）',
    '医保局  璧山区医保局 023-4141 0000',
    '防护  防护部分失效：监控项 1/2 停止',
    '连接  正在连接医保局 · 仍可上报',
    '断网  未断网',
    '没有进行中的上报',
  ])
  const state = JSON.parse((await run(status, '--json')).out[0]!) as PanelState
  expect(state.endpoint?.number).toBe('BS-0412-01')
  expect(linesOf({ ...state, endpoint: undefined })[0]).toMatch(/本机尚未登记/)
})

test.each<[string, Report['delivery'], string]>([
  ['on its way', { kind: 'sending', attempt: 2, retryInMs: 11_200 }, '② 正在发送…第 2 次，12 秒后重试'],
  ['arrived', { kind: 'delivered', at: Date.UTC(2026, 10, 22, 6, 5, 8) }, '② 医保局已收到 14:05:08'],
  ['arrived before a restart', { kind: 'delivered', at: undefined }, '② 医保局已收到'],
  [
    'held up',
    { kind: 'offline', attempt: 3, retryInMs: 0 },
    '② 暂未送达（已保存，恢复后自动补报）→ 请拨打 023-4141 0000 并报编号',
  ],
])('status of a report that is %s', async (_, delivery, said) => {
  await start()
  await keeper.keep('urgent', { kind: 'alert', alert: { ...anAlert, raised: anAlert.detected } })
  const state = running!.state()
  const line = linesOf({ ...state, current: { ...state.current!, delivery } }).at(-1)
  expect(line?.split('  ')).toContain(said)
})

test('panel prints an address with a one-time ticket', async () => {
  await start()
  const first = await run(panel)
  const second = await run(panel)
  expect(first.out[0]).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#ticket=[\w-]{43}$/)
  expect(second.out[0]).not.toBe(first.out[0])
})

describe('isolate and release', () => {
  test.each<[string, CommandLine, IsolationState, IsolationState, number, string]>([
    ['a cut that was verified', isolate, 'isolating', 'isolated', 0, '医保专网已断开，状态已核实'],
    ['a cut with one layer missing', isolate, 'isolating', 'degraded', 1, '已断开，有一层未生效'],
    ['a cut that did not succeed', isolate, 'isolating', 'failed', 1, '断开未完全成功，请拔掉网线'],
    ['a release that was verified', release, 'releasing', 'connected', 0, '医保专网已恢复，状态已核实'],
    ['a release that did not succeed', release, 'releasing', 'isolated', 1, '已断开'],
  ])('%s', async (_, command, first, then, code, said) => {
    await start()
    response.isolated = isolation(first)
    const ran = run(command, '--reason', '工作组要求')
    await expect.poll(() => response.asked).toHaveLength(1)
    response.isolated = isolation(then)
    expect(await ran).toEqual({ code, out: [said], complaints: [] })
  })
  test('what the response refuses is said with its reason', async () => {
    await start()
    response.outcome = { ok: false, because: '记录写不进去' }
    const { code, complaints } = await run(release, '--reason', 'x')
    expect({ code, complaints }).toEqual({ code: 1, complaints: ['✖ 哨兵服务没有照办：记录写不进去'] })
  })
})

describe('doctor', () => {
  test('finds what is missing and says what to do', async () => {
    const { code, out } = await run(doctor)
    expect(code).toBe(1)
    expect(out.filter((line) => line.startsWith('✖')).every((line) => line.includes(' → '))).toBe(true)
    expect(out).toContain('✖ 本机尚未登记 → 请向办公室取得登记码，运行 enroll')
    expect(out).toContain('✖ 哨兵服务没有运行 → 请启动服务；上报仍会保存在本机')
    expect(out).toContain(`✔ 数据文件夹可写：${home}`)
  })
  test('asks the running agent what only that knows', async () => {
    await start()
    await keeper.keep('urgent', { kind: 'dropped', lane: 'x', dropped: 1, from: 0, to: 0 })
    const { out } = await run(doctor, '--json')
    const findings = JSON.parse(out[0]!) as Finding[]
    expect(findings).toContainEqual({ verdict: 'good', says: '哨兵服务在运行' })
    expect(findings.filter(({ verdict }) => verdict === 'unsure').map(({ says }) => says)).toEqual([
      '监控项 processes 没有全部生效：没有权限',
      '有 1 条记录等待送达医保局',
    ])
  })
})
