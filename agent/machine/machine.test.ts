// Programs, files and clocks of the machine, tried on the machine itself.
import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { appendedFile } from './appended-file.ts'
import { systemClock } from './clock.ts'
import { durableFile, writeAll } from './durable-file.ts'
import { findPrograms, pathOf } from './programs.ts'
import { spawnedCommands } from './spawned-commands.ts'

const folder = mkdtempSync(join(tmpdir(), 'yibao-machine-'))
afterAll(() => {
  rmSync(folder, { recursive: true })
})
const clock = systemClock()
const fresh = () => join(folder, randomUUID(), 'file')

describe.skipIf(process.platform === 'win32')('a program', () => {
  const commands = spawnedCommands(clock, { outputBytes: 100_000 })
  test('gets its arguments one by one, whatever they contain', async () => {
    const { stdout, exitCode } = await commands.run(['/bin/echo', '医保 & calc', '$(id)', '; rm -rf /', '*'])
    expect({ stdout, exitCode }).toEqual({ stdout: '医保 & calc $(id) ; rm -rf / *\n', exitCode: 0 })
  })
  test('inherits nothing: fixed environment, root folder', async () => {
    const { stdout } = await commands.run(['/usr/bin/env'])
    expect(stdout.trim().split('\n').toSorted()).toEqual(['LC_ALL=C', 'PATH=/usr/sbin:/usr/bin:/sbin:/bin'])
    expect((await commands.run(['/bin/pwd'])).stdout).toBe('/\n')
  })
  test('is given its input and may ignore it', async () => {
    expect((await commands.run(['/bin/cat'], { input: 'table inet\n' })).stdout).toBe('table inet\n')
    expect((await commands.run(['/bin/true'], { input: 'x'.repeat(1_000_000) })).exitCode).toBe(0)
  })
  test('that ends with another code is a result', async () => {
    expect(await commands.run(['/bin/sh', '-c', 'echo no >&2; exit 3'])).toEqual({
      exitCode: 3,
      stdout: '',
      stderr: 'no\n',
    })
  })
  test.each<[string, readonly [string, ...string[]], string]>([
    ['is missing', ['/usr/sbin/no-such-program'], 'command/not-found'],
    ['may not be run', ['/etc'], 'command/failed'],
    ['is too slow', ['/bin/sleep', '5'], 'command/timed-out'],
    ['is slow with a child that holds its output', ['/bin/sh', '-c', 'sleep 5 & sleep 5'], 'command/timed-out'],
    ['is too loud', ['/bin/cat', '/dev/zero'], 'command/too-much-output'],
    ['kills itself', ['/bin/sh', '-c', 'kill -9 $$'], 'command/failed'],
  ])('that %s is a Fault', async (_, command, code) => {
    const since = clock.monotonic()
    await expect(commands.run(command, { withinMs: 300 })).rejects.toMatchObject({ code })
    expect(clock.monotonic() - since).toBeLessThan(2_000)
  })
  test('by a relative path is a mistake', () => {
    expect(() => commands.run(['nft', 'list'])).toThrow('not an absolute path')
  })
})

describe('a durable file', () => {
  test('is replaced as a whole, readable by its owner only, without a trace of the way', async () => {
    const path = fresh()
    const file = durableFile(path)
    expect(await file.read()).toBeUndefined()
    await file.write('断网\n')
    await file.write('恢复\n')
    expect(await file.read()).toBe('恢复\n')
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(readdirSync(join(path, '..'))).toEqual(['file'])
    await file.remove()
    await file.remove()
    expect(await file.read()).toBeUndefined()
  })
  test('that cannot be written is a Fault, and the old content stands', async () => {
    const path = fresh()
    await durableFile(path).write('old')
    await expect(durableFile(join(path, 'below')).write('new')).rejects.toMatchObject({ code: 'config/unwritable' })
    expect(readFileSync(path, 'utf8')).toBe('old')
  })
  test.each([1, 3, 1000])('short writes of %i bytes are gone on with', async (atMost) => {
    const written: Buffer[] = []
    const sink = {
      write: async (bytes: Uint8Array, offset = 0, length = bytes.length) => {
        const part = Buffer.from(bytes.subarray(offset, offset + Math.min(length, atMost)))
        written.push(part)
        return { bytesWritten: part.length, buffer: bytes }
      },
    }
    await writeAll(sink as Parameters<typeof writeAll>[0], Buffer.from('abcdefgh'))
    expect(Buffer.concat(written).toString()).toBe('abcdefgh')
  })
  test('a disk that takes nothing more is no endless loop', async () => {
    const sink = { write: async () => ({ bytesWritten: 0 }) } as unknown as Parameters<typeof writeAll>[0]
    await expect(writeAll(sink, Buffer.from('a'))).rejects.toThrow('nothing was written')
  })
})

describe('an appended file', () => {
  test('grows line by line', async () => {
    const file = appendedFile(fresh())
    expect(await file.lines()).toEqual([])
    await file.append('one')
    await file.append('二')
    expect(await file.lines()).toEqual(['one', '二'])
  })
  test('a torn line does not swallow the next one', async () => {
    const path = fresh()
    await appendedFile(path).append('whole')
    writeFileSync(path, 'whole\nhal')
    await appendedFile(path).append('next')
    expect(await appendedFile(path).lines()).toEqual(['whole', 'hal', 'next'])
  })
  test('a line feed inside a line is a mistake', async () => {
    await expect(appendedFile(fresh()).append('a\nb')).rejects.toThrow('no line feed')
  })
})

describe('the clock', () => {
  test.skipIf(process.platform !== 'linux')(
    'is named after the boot, and goes with the kernel’s monotonic clock',
    () => {
      expect(clock.id).toBe(readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim())
      const uptimeMs = Number(readFileSync('/proc/uptime', 'utf8').split(' ')[0]) * 1_000
      expect(clock.monotonic()).toBeLessThanOrEqual(uptimeMs + 1_000)
    },
  )
  test('runs a task once, not before its time, and not when cancelled', async () => {
    const since = clock.monotonic()
    const ran: number[] = []
    clock.after(30, () => ran.push(clock.monotonic() - since))
    clock.after(10, () => ran.push(-1))()
    await new Promise((resolve) => setTimeout(resolve, 80))
    expect(ran).toHaveLength(1)
    expect(ran[0]).toBeGreaterThanOrEqual(30)
  })
  test('a wait of a hundred days does not fire at once', async () => {
    let fired = false
    const cancel = clock.after(100 * 24 * 3_600_000, () => (fired = true))
    await new Promise((resolve) => setTimeout(resolve, 20))
    cancel()
    expect(fired).toBe(false)
  })
})

test('programs are looked for in fixed places only', () => {
  expect(findPrograms((path) => path === '/sbin/nft')).toEqual({ nft: '/sbin/nft', ip: undefined, ss: undefined })
  expect(() => pathOf({}, 'nft')).toThrow('this machine has no nft')
})
