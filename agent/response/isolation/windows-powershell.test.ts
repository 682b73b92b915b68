// How PowerShell is asked, and what is made of answers that are none: other code pages, missing rights, a host that does not start.
import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { RecordedCommands } from '#test/fakes/recorded-commands.ts'
import { windowsPrograms as programs } from '#test/fakes/windows-machine.ts'
import { Fault } from '#shared/fault.ts'
import { printedText } from '../../machine/printed-text.ts'
import { blockRules } from './windows-firewall-rules.ts'
import { powershell } from './windows-powershell.ts'
import { applyFirewall, findAdapters } from './windows-scripts.ts'

const script = { name: 'try', body: '  @{ name = $in.name }', answer: z.object({ name: z.string() }) }
const ask = (answer: ConstructorParameters<typeof RecordedCommands>[0][number]['answers'][number]) => {
  const commands = new RecordedCommands([{ command: /-EncodedCommand/, answers: [answer] }])
  return {
    commands,
    answer: powershell({ commands, programs })(script, { name: `以太网'); Remove-Item C:\\ #` }, { withinMs: 1_000 }),
  }
}
const commandOf = (commands: RecordedCommands) => commands.ran[0]!.split(' ')

test('by absolute path, without profile or prompt, and its input can never become code', async () => {
  const { commands, answer } = ask({ stdout: '{"ok":{"name":"\\u4ee5\\u592a\\u7f51"}}' })
  expect(await answer).toEqual({ name: '以太网' })
  const [path, ...args] = commandOf(commands)
  expect(path).toBe(programs.powershell)
  expect(args.slice(0, 6)).toEqual([
    '-NoLogo',
    '-NoProfile',
    '-NonInteractive',
    '-OutputFormat',
    'Text',
    '-EncodedCommand',
  ])
  const text = Buffer.from(args.at(-1)!, 'base64').toString('utf16le')
  expect(text).not.toContain('Remove-Item')
  // Read by Windows in whatever code page: no sign outside ASCII.
  expect(text).toMatch(/^[\n -~]*$/)
})

const gbk = (bytes: number[]) => printedText(Uint8Array.from(bytes))
test.each<[string, Parameters<typeof ask>[0], string, string]>([
  [
    'missing rights, in Chinese',
    {
      exitCode: 1,
      stdout:
        '{"failed":{"id":"Windows System Error 5,Disable-NetAdapter","category":"NotSpecified","message":"\\u62d2\\u7edd\\u8bbf\\u95ee\\u3002"}}',
    },
    'isolation/not-permitted',
    '拒绝访问',
  ],
  [
    'missing rights, by category',
    { exitCode: 1, stdout: '{"failed":{"id":"AccessDenied","category":"PermissionDenied","message":""}}' },
    'isolation/not-permitted',
    'AccessDenied',
  ],
  [
    'control: error 50 is not error 5',
    { exitCode: 1, stdout: '{"failed":{"id":"Windows System Error 50,x","category":"NotSpecified","message":""}}' },
    'command/failed',
    'Error 50',
  ],
  [
    'the adapter is gone',
    { exitCode: 1, stdout: '{"failed":{"id":"adapter-not-found","category":"OperationStopped","message":""}}' },
    'isolation/adapter-not-found',
    '',
  ],
  // "拒绝访问" in code page 936, as a host prints that does not come to its script.
  [
    'no answer, but words in GBK',
    { exitCode: 1, stderr: gbk([0xbe, 0xdc, 0xbe, 0xf8, 0xb7, 0xc3, 0xce, 0xca]) },
    'command/failed',
    '拒绝访问',
  ],
  ['exit code 0 and nothing said', { exitCode: 0 }, 'command/failed', 'no answer'],
  ['an answer of another shape', { stdout: '{"ok":{"name":7}}' }, 'command/failed', 'no answer'],
  ['too slow', new Fault('command/timed-out', 'powershell.exe did not end'), 'command/timed-out', ''],
])('%s', async (_, recorded, code, words) => {
  const error = await ask(recorded).answer.catch((caught: unknown) => caught)
  expect(error).toMatchObject({ code })
  expect((error as Fault).message).toContain(words)
})

test('the longest command fits into what Windows takes', async () => {
  const commands = new RecordedCommands([{ command: /-EncodedCommand/, answers: [{ exitCode: 1 }] }])
  const prefixes = Array.from({ length: 64 }, (_, at) => `fd09:1234:5678:9abc:def0:1234:${at}::/112`)
  const gateway = { address: 'fd09:1234:5678:9abc:def0:1234:5678:9abc', port: 7443 }
  for (const scope of ['full', 'selective'] as const) {
    const rules = blockRules(scope, gateway, prefixes)
    await powershell({ commands, programs })(applyFirewall, { guid: '{…}', rules }, { withinMs: 1 }).catch(() => {})
  }
  for (const line of commands.ran) expect(line.length).toBeLessThan(32_000)
  expect(commands.ran).toHaveLength(2)
})

describe('printed text', () => {
  test.each([
    ['UTF-8', [...Buffer.from('以太网')], '以太网'],
    ['GBK', [0xd2, 0xd4, 0xcc, 0xab, 0xcd, 0xf8], '以太网'],
    ['ASCII', [...Buffer.from('eth0')], 'eth0'],
    ['nothing', [], ''],
  ])('%s', (_, bytes, text) => expect(printedText(Uint8Array.from(bytes))).toBe(text))
})

test('a script names itself, so that it can be told from others in a log', () => {
  expect(findAdapters.name).toBe('find-adapters')
})
