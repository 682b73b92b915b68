// The counter's side as a whole: started, pressed, looked at, stopped and started again over the same outbox.
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { silentLog } from '#shared/log.ts'
import {
  calmStanding,
  machineClock,
  MemoryKeeper,
  randomBytes,
  RecordingResponse,
  SteadyLine,
} from '#test/fakes/counter-parts.ts'
import { ask } from './ask.ts'
import { readContact } from './contact-file.ts'
import { panel } from './panel.ts'
import type { Panel } from './panel.ts'
import { pipePaths } from './pipe-path.ts'
import type { PipeRequest } from './request.ts'

const clock = machineClock
let home: string
let keeper: MemoryKeeper
let line: SteadyLine
let response: RecordingResponse
let stop: AbortController
let counter: Panel

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'panel-'))
  mkdirSync(join(home, 'state'), { mode: 0o700 })
  keeper = new MemoryKeeper(clock)
  await start()
})
afterEach(async () => {
  stop.abort()
  await counter.stopped
  rmSync(home, { recursive: true })
})

async function start(): Promise<void> {
  line = new SteadyLine()
  response = new RecordingResponse()
  stop = new AbortController()
  counter = panel({
    clock,
    log: silentLog,
    home,
    platform: 'linux',
    keeper,
    line,
    response,
    release: undefined,
    standing: () => calmStanding,
    asset: () => undefined,
    random: Math.random,
    randomBytes,
  })
  await counter.start(stop.signal)
}
async function over<Request extends PipeRequest>(request: Request, to: 'open' | 'admin' = 'open') {
  const asked = await ask(pipePaths(home, 'linux')[to], request, { clock })
  if (asked.is !== 'answered' || !asked.answer.ok) throw new Error(JSON.stringify(asked))
  return asked.answer
}
const press = (drill = false) => over({ do: 'report', account: 'clerk', drill })

test('a press is in the outbox, sets the response and the link going, and stands on the screen', async () => {
  const { code, alert } = await press()
  expect(keeper.bodies('alert')).toHaveLength(1)
  expect(response.pressedFor.map(({ id }) => id)).toEqual([alert])
  expect(line.hurries).toBe(1)
  const { state } = await over({ do: 'status' })
  expect(state.current).toMatchObject({ code, delivery: { kind: 'sending' } })
})

test('a drill is kept and shown as one, and the policy is told that it is one', async () => {
  await press(true)
  expect(response.pressedFor).toMatchObject([{ drill: true }])
  expect(counter.state().current).toMatchObject({ drill: true })
})

test('delivered, then taken: the two proofs of the operator', async () => {
  const { alert } = await press()
  keeper.acknowledgeAll()
  expect(counter.state().current?.delivery.kind).toBe('delivered')
  counter.onNotice({ frame: 'notice', alert, stage: 'taken', by: '王××', at: clock.now(), incident: 'BS-2026-0137' })
  expect(counter.state().current).toMatchObject({ taken: { by: '王××' }, incident: 'BS-2026-0137' })
})

test('after a restart the same press repeated is a repeat, and the page shows what it showed', async () => {
  const { code } = await press()
  keeper.acknowledgeAll()
  stop.abort()
  await counter.stopped
  expect(existsSync(pipePaths(home, 'linux').open)).toBe(false)
  await start()
  expect(counter.state().current).toMatchObject({ code, delivery: { kind: 'delivered', at: undefined } })
  expect(await press()).toMatchObject({ code, outcome: 'repeat', repeats: 1 })
  expect(keeper.bodies('alert')).toHaveLength(1)
})

test('after a restart without network it still shows who took the report', async () => {
  const { alert } = await press()
  const at = clock.now()
  counter.onNotice({ frame: 'notice', alert, stage: 'taken', by: '王××', at, incident: 'BS-2026-0137' })
  stop.abort()
  await counter.stopped
  await start()
  expect(counter.state().current).toMatchObject({ taken: { by: '王××', at }, incident: 'BS-2026-0137' })
})

test('what is counted is written down when the agent stops', async () => {
  for (let i = 0; i < 9; i++) await press()
  stop.abort()
  await counter.stopped
  expect(keeper.bodies('report-repeated').at(-1)).toMatchObject({ times: 8 })
})

test('only the administrator’s pipe isolates and releases', async () => {
  await expect(over({ do: 'isolate', account: 'clerk', reason: 'x' })).rejects.toThrow('not-permitted')
  await over({ do: 'isolate', account: 'root', reason: '工作组要求' }, 'admin')
  await over({ do: 'release', account: 'root', reason: '已查清' }, 'admin')
  expect(response.asked).toEqual(['cut by root: 工作组要求', 'release by root: 已查清'])
})

test('a second agent on the same home does not take the pipe', async () => {
  const second = panel({
    clock,
    log: silentLog,
    home,
    platform: 'linux',
    keeper,
    line,
    response,
    release: undefined,
    standing: () => calmStanding,
    asset: () => undefined,
    random: Math.random,
    randomBytes,
  })
  await expect(second.start(new AbortController().signal)).rejects.toMatchObject({ code: 'panel/pipe-taken' })
  expect(await press()).toMatchObject({ outcome: 'new' })
})

test('the page’s port is known to the agent’s account only, whom to call to everybody', () => {
  expect((statSync(join(home, 'panel.json')).mode & 0o777).toString(8)).toBe('600')
  expect(readContact(home)).toEqual({ phone: '023-4141 0000', office: '璧山区医保局' })
  expect((statSync(join(home, 'contact.json')).mode & 0o777).toString(8)).toBe('644')
})

test('health tells what only the running agent knows', async () => {
  await press()
  expect(await over({ do: 'doctor' })).toMatchObject({ health: { pending: 1, connected: false, because: [] } })
})
