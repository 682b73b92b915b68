// Settings: what the command line and the file may say, and that a mistake is named by line or member.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Fault } from '#shared/fault.ts'
import { readArguments, readConfig } from './config.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'config-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const read = (...argv: string[]) => readConfig(readArguments(['run', '--home', folder, ...argv]).values)
const settings = (text: string) => writeFileSync(join(folder, 'settings.json'), text)

function faultOf(work: () => unknown): Fault {
  try {
    work()
  } catch (error) {
    return error as Fault
  }
  throw new Error('nothing was thrown')
}

describe('the first start', () => {
  test('makes a home that is private, with a settings file to fill in', () => {
    const config = read()
    expect(config).toMatchObject({ listen: '127.0.0.1', gatewayPort: 7443, consolePort: 7080, loopbackOnly: true })
    expect(JSON.parse(readFileSync(config.home.settings, 'utf8'))).toEqual({
      office: { name: '璧山区医疗保障局', phone: '023-XXXX XXXX' },
    })
    expect(statSync(config.home.pki).mode & 0o777).toBe(0o700)
    expect(read().office).toEqual(config.office)
  })
  test('lies where SENTINEL_HOME says, else beside where it was started', () => {
    const before = process.cwd()
    process.chdir(folder)
    try {
      expect(readConfig({}, { SENTINEL_HOME: join(folder, 'x') }).home.folder).toBe(join(folder, 'x', 'server'))
      expect(readConfig({}, {}).home.folder).toBe(join(folder, '.sentinel', 'server'))
    } finally {
      process.chdir(before)
    }
  })
})

test('the command line comes before the file', () => {
  settings('{"office":{"phone":"023-4142 0000"},"consolePort":8000,"gatewayPort":8001,"hosts":["a.example"]}')
  expect(read('--console-port', '0', '--host', 'b.example', '--host', '10.0.0.1')).toMatchObject({
    office: { name: '璧山区医疗保障局', phone: '023-4142 0000' },
    consolePort: 0,
    gatewayPort: 8001,
    hosts: ['b.example', '10.0.0.1'],
    certificateHosts: ['b.example', '10.0.0.1', '127.0.0.1', 'localhost'],
  })
})

test.each([
  [[], ['127.0.0.1', 'localhost'], true],
  [['--listen', '10.1.0.5'], ['10.1.0.5', '127.0.0.1', 'localhost'], false],
  [['--listen', '10.1.0.5', '--host', 'sentinel.local'], ['sentinel.local', '127.0.0.1', 'localhost'], false],
  [['--listen', '127.0.0.2'], ['127.0.0.2', '127.0.0.1', 'localhost'], true],
])('certificates for %o', (argv, hosts, loopbackOnly) => {
  expect(read(...argv)).toMatchObject({ certificateHosts: hosts, loopbackOnly })
})

test('listening everywhere without a name means every address of this machine, and no longer loopback only', () => {
  const { certificateHosts, loopbackOnly } = read('--listen', '0.0.0.0')
  expect(loopbackOnly).toBe(false)
  expect(certificateHosts).not.toContain('0.0.0.0')
})

describe('a damaged file', () => {
  test.each([
    ['a word without quotes', '{\n"office": {\n"phone": x\n}}', '第 3 行'],
    ['a comma too many', '{\n"consolePort": 1,\n}', '第 2 行'],
    ['a missing comma', '{"office":{\n"name":"x" "phone":"1"}}', '第 2 行'],
    ['cut off', '{\n"office":\n', '第 2 行'],
    ['empty', '', '第 1 行'],
    ['a member of the wrong type', '{"office":{"phone":23}}', 'office.phone'],
    ['a port that is none', '{"gatewayPort":70000}', 'gatewayPort'],
    ['a port that is true', '{"gatewayPort":true}', 'gatewayPort'],
    ['a member that does not exist', '{"office":{"fone":"x"}}', 'office.fone'],
    ['a host that would break out of a certificate', '{"hosts":["a b"]}', 'hosts.0'],
    ['a name that turns the text around', '{"office":{"name":"\u202Ex"}}', 'office.name'],
  ])('%s is named', (_, text, where) => {
    settings(text)
    const fault = faultOf(() => read())
    expect(fault).toMatchObject({ code: 'config/damaged' })
    expect(fault.hint).toContain(where)
    expect(fault.hint).toContain(join(folder, 'settings.json'))
    expect(readFileSync(join(folder, 'settings.json'), 'utf8')).toBe(text)
  })
  test('a folder in its place', () => {
    mkdirSync(join(folder, 'settings.json'))
    expect(faultOf(() => read())).toMatchObject({ code: 'config/damaged' })
  })
})

describe('secrets of the channels', () => {
  const secrets = (text: string, mode = 0o600) => writeFileSync(join(folder, 'secrets.json'), text, { mode })
  const readWith = (env: NodeJS.ProcessEnv) => readConfig({ home: folder }, env).secrets
  const key = 'k'.repeat(32)
  beforeEach(() => settings('{"notify":{"webhook":{"url":"https://oa.example/hook"}}}'))

  test('come from a private file, and the environment before it', () => {
    secrets(JSON.stringify({ webhookKey: key, smsToken: 'file' }))
    expect(readWith({ SENTINEL_SMS_TOKEN: 'environment' })).toEqual({ webhookKey: key, smsToken: 'environment' })
  })
  test('are not looked for where nothing is told outside', () => {
    settings('{}')
    secrets('not even JSON', 0o644)
    expect(readWith({})).toEqual({})
  })
  test.each([
    ['open to others', JSON.stringify({ webhookKey: key }), 0o640, 'chmod 600'],
    ['not JSON', `{"webhookKey":"${key}`, 0o600, 'secrets.json'],
    ['of another name', JSON.stringify({ webhookKey: key, password: key }), 0o600, 'secrets.json'],
    ['too short to keep', JSON.stringify({ webhookKey: 'kkk' }), 0o600, 'secrets.json'],
    ['with a line feed in it', JSON.stringify({ webhookKey: `${key}\n` }), 0o600, 'secrets.json'],
    ['missing', '{}', 0o600, 'SENTINEL_WEBHOOK_KEY'],
  ])('%s: refused, without saying them', (_, text, mode, hint) => {
    secrets(text, mode)
    const fault = faultOf(() => readWith({}))
    expect(fault).toMatchObject({ code: 'config/damaged', hint: expect.stringContaining(hint) })
    expect(`${fault.message} ${fault.hint} ${String(fault.cause)}`).not.toContain('kkk')
  })
})

test.each(['/dev/null/server', '/sys/sentinel'])('%s cannot be a home', (home) => {
  expect(faultOf(() => readConfig({ home }))).toMatchObject({
    code: 'config/unwritable',
    hint: expect.stringContaining(home),
  })
})

test.each([
  [['fly']],
  [[]],
  [['run', 'twice']],
  [['run', '--unknown']],
  [['run', '--institution', 'x']],
  [['enrollment-code', '--listen', '0.0.0.0']],
])('%o is no command line', (argv) => {
  expect(() => readArguments(argv)).toThrow(expect.objectContaining({ name: 'ArgumentError' }))
})

test.each([
  [['--console-port', '70000'], 'consolePort'],
  [['--console-port', 'x'], 'consolePort'],
  [['--listen', 'a b'], 'listen'],
])('%o is a mistake in the command line and not in the file', (argv, member) => {
  expect(() => read(...argv)).toThrow(
    expect.objectContaining({ name: 'ArgumentError', message: expect.stringContaining(member) }),
  )
})
