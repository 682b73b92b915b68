// `verify` as the administrator runs it: beside a running server and without one, one sentence per finding, and an exit code.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Appointments, cookieOf } from '#test/fixtures/appointments.ts'
import { Door } from '#test/fixtures/door.ts'
import { runServer, ServerProcess } from '#test/fixtures/server-process.ts'

let folder: string
let home: string
let server: ServerProcess
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'verify-command-'))
  home = join(folder, 'server')
  server = await ServerProcess.start(home)
}, 60_000)
afterAll(async () => {
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
})

const lines = (text: string): string[] => text.trim().split('\n')

test('over the console, for whoever may', { timeout: 60_000 }, async () => {
  const url = `${server.consoleUrl}/api/histories/verification`
  expect((await fetch(url)).status).toBe(401)
  const door = Door.here(server.consoleUrl)
  const appointments = await Appointments.found(door, readFileSync(join(home, 'setup-code'), 'utf8').trim())
  const cookie = await cookieOf(door, await appointments.appoint('office', '王××'))
  const asked = await Promise.all([1, 2].map(() => fetch(url, { headers: { cookie } })))
  for (const answer of asked)
    expect(await answer.json()).toEqual({
      total: 0,
      findings: [],
      printed: expect.stringMatching(/检查点第 2 号：0 条，根 /) as string,
    })
})

test(
  'beside a running server, and the same again after it stopped, against what was printed',
  { timeout: 60_000 },
  async () => {
    const beside = await runServer(['verify', '--home', home])
    expect(beside).toMatchObject({ code: 0, stderr: '' })
    const said = lines(beside.stdout)
    const [sound, printed = ''] = [said[0], said.at(-1)]
    // What the office did on its first day is newer than the day's checkpoint.
    expect(sound).toMatch(/^核对无误：历史 [1-9]\d* 条、终端记录 0 条、检查点 2 个。$/)
    expect(printed).toMatch(/检查点第 2 号：0 条，根 /)

    await server.stop()
    expect(await runServer(['verify', '--home', home, '--printed', printed])).toMatchObject({ code: 0 })
    const other = await runServer(['verify', '--home', home, '--printed', '2 ffff ffff ffff'])
    expect(other).toMatchObject({ code: 1, stdout: '检查点第 2 号与值班日志上打印的不一样，或已不存在。\n' })
    expect(other.stderr).toContain('不要改动数据文件夹')

    const file = join(home, 'checkpoints.jsonl')
    const whole = readFileSync(file, 'utf8')
    expect(lines(whole)).toHaveLength(3)
    writeFileSync(file, whole.replace('"kind":"daily"', '"kind":"start"'))
    const forged = await runServer(['verify', '--home', home])
    expect(forged).toMatchObject({ code: 1, stdout: '检查点文件中第 2 行检查点损坏或是伪造的。\n' })
    writeFileSync(file, whole)
  },
)

test.each([
  ['a home without a store', ['verify', '--home', '/nowhere']],
  ['a printed line that is none', ['verify', '--printed', '第几号']],
])('%s is one sentence', async (_, args) => {
  const ended = await runServer(
    args
      .map((arg) => (arg === '/nowhere' ? join(folder, 'empty') : arg))
      .concat(args.includes('--home') ? [] : ['--home', home]),
  )
  expect(ended.code).toBe(2)
  expect(ended.stdout).toBe('')
  expect(lines(ended.stderr)).toHaveLength(1)
})
