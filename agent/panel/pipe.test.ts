// The pipe against what may be sent into it, and against whoever is there already.
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Fault } from '#shared/fault.ts'
import { silentLog } from '#shared/log.ts'
import { machineClock } from '#test/fakes/counter-parts.ts'
import { ManualClock } from '#test/fakes/manual-clock.ts'
import { openPipe } from './pipe.ts'
import type { Pipe, PipeOptions } from './pipe.ts'
import { maxRequestBytes } from './request.ts'
import type { PipeAnswer, PipeRequest } from './request.ts'

let folder: string
let asked: PipeRequest[]
let pipes: Pipe[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pipe-'))
  asked = []
  pipes = []
})
afterEach(async () => {
  for (const pipe of pipes) await pipe.close()
  rmSync(folder, { recursive: true })
})

const path = () => join(folder, 'p.sock')
async function open(over: Partial<PipeOptions> = {}): Promise<void> {
  const pipe = await openPipe({
    clock: machineClock,
    log: silentLog,
    path: path(),
    to: 'open',
    platform: 'linux',
    phone: () => '023-4141 0000',
    answer: async (request) => {
      asked.push(request)
      return Promise.resolve({ ok: true, url: 'http://127.0.0.1:1/#ticket=t' } satisfies PipeAnswer<'panel-ticket'>)
    },
    ...over,
  })
  pipes.push(pipe)
}

/** Everything that is answered until the other side closes. */
function say(...parts: (string | Buffer)[]): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(path())
    let answer = ''
    socket.on('data', (part) => (answer += String(part)))
    socket.on('error', () => {})
    socket.once('close', () => resolve(answer))
    socket.once('connect', () => {
      for (const part of parts) socket.write(part)
    })
  })
}
const refusalOf = (answer: string) => (JSON.parse(answer) as { refusal?: string }).refusal ?? 'none'

describe('a request', () => {
  test('is one line and has one answer', async () => {
    await open()
    expect(JSON.parse(await say('{"do":"panel-ticket","account":"clerk"}\n'))).toMatchObject({ ok: true })
    expect(asked).toEqual([{ do: 'panel-ticket', account: 'clerk' }])
  })
  test('may come in pieces, and what follows the line is not read', async () => {
    await open()
    const answer = await say('{"do":', '"panel-ticket","account":"药', '师"}\n{"do":"status"}\n')
    expect(answer.split('\n').filter(Boolean)).toHaveLength(1)
    expect(asked).toEqual([{ do: 'panel-ticket', account: '药师' }])
  })

  const long = (bytes: number) => `${JSON.stringify({ do: 'panel-ticket', account: '' }).padEnd(bytes - 1)}\n`
  test.each<[string, string | Buffer, string]>([
    ['not JSON', 'hello\n', 'not-a-request'],
    ['not UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d, 0x0a]), 'not-a-request'],
    ['an unknown verb', '{"do":"run","command":"id"}\n', 'not-a-request'],
    ['a member too many', '{"do":"status","path":"/etc/shadow"}\n', 'not-a-request'],
    ['an account of 65 signs', `{"do":"report","account":"${'x'.repeat(65)}"}\n`, 'not-a-request'],
    ['an account with a control sign', '{"do":"report","account":"a\\u0000b"}\n', 'not-a-request'],
    [
      'a code that is none',
      '{"do":"report","account":"a","pressed":{"id":"x","code":"y","moment":{}}}\n',
      'not-a-request',
    ],
    ['exactly as long as allowed', long(maxRequestBytes), 'none'],
    ['a byte too long', long(maxRequestBytes + 1), 'too-large'],
    ['endless', 'x'.repeat(100_000), 'too-large'],
  ])('%s', async (_, line, refusal) => {
    await open()
    expect(refusalOf(await say(line))).toBe(refusal)
    expect(asked).toHaveLength(refusal === 'none' ? 1 : 0)
  })

  test('that never ends is given two seconds', async () => {
    const clock = new ManualClock()
    await open({ clock })
    const answer = say('{"do":"status"')
    await new Promise((resolve) => setTimeout(resolve, 50))
    await clock.advance(1_999)
    expect(await Promise.race([answer, new Promise((resolve) => setTimeout(resolve, 50, 'waiting'))])).toBe('waiting')
    await clock.advance(1)
    expect(await answer).toBe('')
    expect(asked).toEqual([])
  })
})

describe('the administrator’s', () => {
  const isolate = '{"do":"isolate","account":"clerk","reason":"test"}\n'
  test.each(['open', 'admin'] as const)('isolate over the %s pipe', async (to) => {
    await open({ to })
    expect(refusalOf(await say(isolate))).toBe(to === 'open' ? 'not-permitted' : 'none')
    expect(asked).toHaveLength(to === 'open' ? 0 : 1)
    expect((statSync(path()).mode & 0o777).toString(8)).toBe(to === 'open' ? '666' : '600')
  })
  test('order without a reason is none', async () => {
    await open({ to: 'admin' })
    expect(refusalOf(await say('{"do":"release","account":"root","reason":""}\n'))).toBe('not-a-request')
  })
})

test.each<[string, Error, string, RegExp]>([
  [
    'a full disk',
    new Fault('outbox/full', ''),
    'not-saved',
    /^✖ 本机无法保存上报（磁盘已满）。请立即拨打 023-4141 0000$/,
  ],
  ['a disk that fails', new Fault('outbox/not-durable', ''), 'not-saved', /磁盘不能写入/],
  ['another fault', new Fault('isolation/adapter-not-found', ''), 'not-possible', /找不到设置中的医保专网网卡/],
  ['a bug', new Error('secret detail'), 'not-possible', /^(?!.*secret)/],
])('%s is said in words', async (_, error, refusal, message) => {
  await open({ answer: () => Promise.reject(error) })
  const answer = JSON.parse(await say('{"do":"report","account":"clerk"}\n')) as { refusal: string; message: string }
  expect(answer.refusal).toBe(refusal)
  expect(answer.message).toMatch(message)
})

describe('the path', () => {
  test('that a live process serves is not taken from it', async () => {
    const other = createServer().listen(path())
    await new Promise((resolve) => other.once('listening', resolve))
    await expect(open()).rejects.toMatchObject({ code: 'panel/pipe-taken' })
    expect(existsSync(path())).toBe(true)
    await new Promise((resolve) => other.close(resolve))
  })
  test('with a socket that a kill left behind is used again', async () => {
    const { spawnSync } = await import('node:child_process')
    const listenAndDie = `require('net').createServer().listen(${JSON.stringify(path())}, () => process.kill(process.pid, 'SIGKILL'))`
    spawnSync(process.execPath, ['-e', listenAndDie])
    expect(existsSync(path())).toBe(true)
    await open()
    expect(JSON.parse(await say('{"do":"status"}\n'))).toMatchObject({ ok: true })
  })
  test('with a plain file in the way is used too', async () => {
    writeFileSync(path(), '')
    await open()
    expect(JSON.parse(await say('{"do":"status"}\n'))).toMatchObject({ ok: true })
  })
  test('is gone when the pipe is closed', async () => {
    await open()
    await pipes.pop()!.close()
    expect(existsSync(path())).toBe(false)
  })
  test('too long for a socket is a clear refusal', async () => {
    await expect(open({ path: join(folder, 'x'.repeat(150)) })).rejects.toMatchObject({ code: 'config/unwritable' })
  })
})
