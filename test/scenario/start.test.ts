/** `npm start`: what a person sees who tries the product for the first time, and each thing that may go wrong in one sentence. */

import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { Appointments } from '../fixtures/appointments.ts'
import { ConsoleClient } from '../fixtures/console-client.ts'
import { Door } from '../fixtures/door.ts'
import { Program, node, root } from '../fixtures/program.ts'

describe('npm start', () => {
  let folder: string
  let ports: Readonly<Record<'console' | 'gateway' | 'enrollment', number>>
  const running: Program[] = []

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'sentinel-start-'))
    const [console = 0, gateway = 0, enrollment = 0] = await freePorts(3)
    ports = { console, gateway, enrollment }
  })

  afterEach(async () => {
    for (const program of running.splice(0)) await program.stop('SIGINT')
  })

  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  function start(home: string, given: Partial<typeof ports> = {}, ...more: string[]): Program {
    const options = Object.entries({ ...ports, ...given }).flatMap(([name, port]) => [`--${name}-port`, String(port)])
    const child = spawn(node, ['scripts/dev/start.ts', ...options, ...more], {
      cwd: root,
      env: { PATH: process.env['PATH'], SENTINEL_HOME: home },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const program = new Program(child)
    running.push(program)
    return program
  }

  const printed = (program: Program) => program.lines.map(({ text }) => text ?? '').join('\n')

  /** Everything it promises to print, once it stands. */
  async function started(program: Program) {
    await program.line('', { withinMs: 60_000, fits: ({ text = '' }) => text.includes('Ctrl-C') })
    const text = printed(program)
    const find = (pattern: RegExp) => pattern.exec(text)?.[1] ?? expect.fail(`${pattern} is not in:\n${text}`)
    return {
      text,
      consoleUrl: find(/(http:\/\/127\.0\.0\.1:\d+)\//),
      setupCode: find(/([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4})/),
      panelUrl: find(/(http:\/\/127\.0\.0\.1:\d+\/#ticket=\S+)/),
      sampleAnomaly: find(/样例异常\s+(.+)/),
      press: find(/一键上报\s+(.+)/),
    }
  }

  test('prints what is needed; the sample anomaly is on the console, a second start goes on, Ctrl-C ends it', async () => {
    const home = join(folder, 'home')
    const first = start(home)
    const told = await started(first)
    expect(told.text).toContain('演练')
    expect(told.text).toContain(home)

    const door = Door.here(told.consoleUrl)
    const appointments = await Appointments.found(door, told.setupCode)
    const office = await ConsoleClient.signIn(door, await appointments.appoint('office', '王建国'))
    const terminal = await office.until('the terminal online', ({ endpoints }) =>
      [...endpoints.values()].find(({ online }) => online),
    )
    expect(await runAsPrinted(told.sampleAnomaly)).toContain('已改动诱饵文件')
    const alert = await office.until('the sample anomaly', ({ alerts }) => [...alerts.values()][0])
    expect(alert).toMatchObject({ rule: 'canary-touched', severity: 'critical', endpoint: terminal.id })
    const rehearsed = await office.until('the rehearsed cut', ({ endpoints }) => {
      const isolation = endpoints.get(terminal.id)?.isolation
      return isolation?.state === 'isolated' && isolation
    })
    expect(rehearsed.rehearsal, 'nothing of this machine was touched').toBe(true)
    expect(await runAsPrinted(told.press)).toMatch(/① 已保存 BS-\d{4}-[0-9A-Z]{4}-[0-9A-Z]/)
    await office.until('the press', ({ alerts }) => [...alerts.values()].find(({ origin }) => origin === 'operator'))
    office.close()

    first.child.kill('SIGINT')
    expect(await ended(first)).toBe(0)
    expect(await Promise.all(Object.values(ports).map(isFree)), 'nothing listens any more').toEqual([true, true, true])

    const again = await started(start(home))
    expect(again.setupCode).not.toBe(told.setupCode)
    const later = await ConsoleClient.goOn(Door.here(again.consoleUrl), office.cookie)
    expect(later.alerts.has(alert.id), 'what the office had, it has').toBe(true)
    await later.until('the same terminal online', ({ endpoints }) => endpoints.get(terminal.id)?.online)
    expect(later.endpoints.size).toBe(1)
    later.close()
  })

  test('--trial: somebody who only wants to look signs in with what is printed', async () => {
    const home = join(folder, 'trial')
    const program = start(home, {}, '--trial')
    const { consoleUrl, text } = await started(program)
    const [, login, password, totp] = /^ {2}(office)\s+(\S+)\s+(\d{6})/m.exec(text) ?? expect.fail(text)
    const door = Door.here(consoleUrl)
    expect((await door.call('POST', '/api/sign-in', {}, { login, password: 'Wrong-Password-1!', totp })).status).toBe(
      403,
    )
    expect((await door.call('POST', '/api/sign-in', {}, { login, password, totp })).status).toBe(204)
    expect(statSync(join(home, 'trial-people.json')).mode & 0o077, 'nobody else may read it').toBe(0)
  })

  test('a port in use', async () => {
    const holder = createServer()
    await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve))
    const { port } = holder.address() as AddressInfo
    try {
      expect(await refusal(start(join(folder, 'port'), { console: port }))).toMatch(new RegExp(`占用.*${port}`))
    } finally {
      holder.close()
    }
  })

  test('a home that cannot be written', async () => {
    const file = join(folder, 'a-file')
    writeFileSync(file, '')
    const home = join(file, 'home')
    expect(await refusal(start(home))).toMatch(/不能写入.*a-file/)
  })

  test.each([
    ['of the agent', 'agent/settings.json', '{ "countdownSeconds": "soon" }', /设置文件损坏.*countdownSeconds/],
    ['of the agent, not JSON', 'agent/settings.json', '{ "countdownSeconds": ', /设置文件损坏.*settings\.json/],
    ['of the server', 'server/settings.json', '{ "office": 7 }', /设置文件损坏.*office/],
  ])('damaged settings %s stay as they are', async (_, name, damaged, sentence) => {
    const home = join(folder, 'home')
    const file = join(home, name)
    const before = existsSync(file) ? readFileSync(file, 'utf8') : undefined
    mkdirSync(join(file, '..'), { recursive: true })
    writeFileSync(file, damaged)
    expect(await refusal(start(home))).toMatch(sentence)
    expect(readFileSync(file, 'utf8')).toBe(damaged)
    if (before === undefined) rmSync(file)
    else writeFileSync(file, before)
  })

  /** The one sentence that it ends with. */
  async function refusal(program: Program): Promise<string> {
    expect(await ended(program)).toBe(1)
    const sentences = program.stderr.filter((line) => line.trim() !== '')
    expect(sentences, 'one sentence and no stack').toHaveLength(1)
    expect(await Promise.all(Object.values(ports).map(isFree)), 'nothing was left behind').toEqual([true, true, true])
    return sentences[0]!
  }
})

function ended(program: Program, withinMs = 60_000): Promise<number | null> {
  const { child } = program
  if (!program.running) return Promise.resolve(child.exitCode)
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`still running: ${program.transcript()}`)), withinMs)
    // Not `exit`: what it said last may still be on its way.
    child.once('close', (code) => {
      clearTimeout(timer)
      resolve(code)
    })
  })
}

/** Runs a command line as a person would copy it from the screen: one word after the other, from the project's folder. */
async function runAsPrinted(line: string): Promise<string> {
  const [program = '', ...words] = line
    .trim()
    .split(/\s+/)
    .filter((word) => !word.startsWith('（'))
  const child = spawn(program, words, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] })
  let text = ''
  child.stdout.on('data', (chunk) => (text += String(chunk)))
  const code = await new Promise((resolve) => child.once('close', resolve))
  if (code !== 0) throw new Error(`${line} ended with ${String(code)}: ${text}`)
  return text
}

async function freePorts(count: number): Promise<number[]> {
  const holders = await Promise.all(
    Array.from({ length: count }, async () => {
      const holder = createServer()
      await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve))
      return holder
    }),
  )
  const ports = holders.map((holder) => (holder.address() as AddressInfo).port)
  for (const holder of holders) await new Promise((resolve) => holder.close(resolve))
  return ports
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
  })
}
