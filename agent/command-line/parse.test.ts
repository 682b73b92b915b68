// The command line: what is understood, what is refused and with which words.
import { describe, expect, test } from 'vitest'
import { homeOf, parse } from './parse.ts'
import type { CommandIo, CommandSpec } from './parse.ts'

const spec: CommandSpec = {
  name: 'isolate',
  options: {
    reason: { type: 'string', required: true, max: 10 },
    json: { type: 'boolean' },
    logToStdout: { type: 'boolean' },
  },
}
function io() {
  const out: string[] = []
  const complaints: string[] = []
  const it: CommandIo = {
    out: (line) => out.push(line),
    complain: (line) => complaints.push(line),
    env: {},
    platform: 'linux',
    cwd: '/here',
    sinceStart: () => 0,
    signal: new AbortController().signal,
  }
  return { it, out, complaints }
}

test('options as given', async () => {
  const parsed = await parse(spec, ['--reason', '工作组要求', '--log-to-stdout', '--home', '/data'], io().it)
  if (typeof parsed === 'number') throw new Error('refused')
  expect([parsed.text('reason'), parsed.flag('json'), parsed.flag('logToStdout'), parsed.home]).toEqual([
    '工作组要求',
    false,
    true,
    '/data',
  ])
})

test.each<[string, string[], string]>([
  ['a missing option', [], '缺少参数 --reason'],
  ['an empty one', ['--reason', ''], '缺少参数 --reason'],
  ['one that is too long', ['--reason', 'x'.repeat(11)], '参数 --reason 太长（最多 10 个字）'],
  ['one without its value', ['--reason'], '缺少参数 --reason'],
  ['one that swallows the next', ['--reason', '--json'], '缺少参数 --reason'],
  ['a value that is none', ['--reason', 'x', '--json=yes'], '缺少参数 --json'],
  ['an unknown option', ['--reason', 'x', '--force'], '不认识参数 --force'],
  ['a word too many', ['--reason', 'x', 'now'], '多余的内容：now'],
])('%s', async (_, args, complaint) => {
  const { it, out, complaints } = io()
  expect(await parse(spec, args, it)).toBe(2)
  expect(complaints).toEqual([complaint, '用 sentinel-agent isolate --help 查看用法'])
  expect(out).toEqual([])
})

test('--help says everything in Chinese, then in English, whatever else is wrong', async () => {
  const { it, out } = io()
  expect(await parse(spec, ['--force', '--help'], it)).toBe(0)
  const text = out.join('\n')
  for (const said of [
    '断开医保专网',
    '用法: sentinel-agent isolate',
    '--log-to-stdout',
    'Usage: sentinel-agent isolate',
    'Cut the insurance network',
  ])
    expect(text).toContain(said)
})

describe('the data folder', () => {
  test.each<[string, string | undefined, Record<string, string>, string]>([
    ['as given', '/data', { SENTINEL_HOME: '/other' }, '/data'],
    ['given relative', 'data', {}, '/here/data'],
    ['given on Windows', 'C:\\data', {}, 'C:\\data'],
    ['from the environment', undefined, { SENTINEL_HOME: '/srv' }, '/srv/agent'],
    ['relative in the environment', undefined, { SENTINEL_HOME: 'srv' }, '/here/srv/agent'],
    ['an empty environment', undefined, { SENTINEL_HOME: '' }, '/here/.sentinel/agent'],
    ['neither', undefined, {}, '/here/.sentinel/agent'],
  ])('%s', (_, given, env, home) => {
    expect(homeOf(given, { env, cwd: '/here' })).toBe(home)
  })
})
