// A disk that refuses writes and syncs, and one that is full: the store says so, keeps what it said it kept, and goes on when the disk does.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { StoreReport } from './store-writer.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'failing-disk-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const program = new URL('store-writer.ts', import.meta.url).pathname

function run(...words: readonly string[]): StoreReport {
  const [command = '', ...rest] = words
  const { stdout, stderr } = spawnSync(command, rest, { encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: '' } })
  try {
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as StoreReport
  } catch {
    throw new Error(`the writer gave no report: ${stdout}${stderr}`)
  }
}

const runs = (...words: readonly string[]): boolean => {
  const [command = '', ...rest] = words
  return spawnSync(command, rest).status === 0
}
const canInject = runs('strace', '-qq', '-o', '/dev/null', '-e', 'inject=fsync:error=EIO:when=1', 'true')
const canMount = runs('unshare', '--user', '--map-root-user', '--mount', 'true')

function check({ durable, refused, surprises, there }: StoreReport): void {
  // A run whose disk never failed has shown nothing, and one that never worked neither.
  expect(refused).toBeGreaterThan(0)
  expect(durable).toBeGreaterThan(20)
  expect(surprises).toEqual([])
  expect(there).toEqual([durable, durable, durable, durable])
}

describe.skipIf(!canInject)('system calls that fail (strace)', () => {
  test.each([
    ['one sync', 'fsync:error=EIO:when=20'],
    ['a sync now and then', 'fsync:error=EIO:when=20+7'],
    ['thirty syncs in a row', 'fsync:error=EIO:when=30..60'],
    ['a write now and then', 'pwrite64:error=EIO:when=200+31'],
    ['a write for want of space', 'pwrite64:error=ENOSPC:when=200+37'],
  ])('%s', (_, inject) => {
    const strace = ['strace', '-f', '-qq', '-o', '/dev/null', '-e', 'trace=fsync,pwrite64', '-e', `inject=${inject}`]
    check(run(...strace, process.execPath, program, folder))
  })
})

describe.skipIf(!canMount)('a disk of three mebibytes', () => {
  test('that fills up, and has space again later', () => {
    const script = `mount -t tmpfs -o size=3m tmpfs "$1" && head -c 1048576 /dev/zero > "$1/ballast" && exec "$2" "$3" "$1"`
    const unshare = ['unshare', '--user', '--map-root-user', '--mount', 'sh', '-c', script, 'sh']
    check(run(...unshare, folder, process.execPath, program))
  })
})
