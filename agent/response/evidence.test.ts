// Evidence of order 1: bounded in time and size, hashed as it lies on disk, and never in the way of a cut.
import { createHash } from 'node:crypto'
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createConnection, createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { recordBody } from '#shared/protocol/record.ts'
import { systemClock } from '../machine/clock.ts'
import { CollectedLog } from '#test/fakes/collected-log.ts'
import { ManualClock } from '#test/fakes/manual-clock.ts'
import { evidenceTaker } from './evidence.ts'
import type { EvidencePart } from './evidence.ts'
import { linuxEvidence } from './linux-evidence.ts'

const folder = mkdtempSync(join(tmpdir(), 'yibao-evidence-'))
afterAll(() => {
  rmSync(folder, { recursive: true })
})
const random = (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes)
const alert = '01990000-0000-7000-8000-00000000000a'
let taken = 0
function taker(
  parts: readonly EvidencePart[],
  clock: ManualClock | ReturnType<typeof systemClock> = new ManualClock(),
  more = {},
) {
  const log = new CollectedLog()
  const into = join(folder, String(++taken))
  return { log, into, ...evidenceTaker({ folder: into, parts, clock, log, random, ...more }) }
}
const read = (into: string, file: string) =>
  JSON.parse(readFileSync(join(into, file), 'utf8')) as {
    parts: Record<string, unknown>
    listed: string[]
    alert?: string
  }

describe('what is kept', () => {
  const parts: EvidencePart[] = [
    { name: 'sockets', read: () => ({ tcp: 'sl local_address' }) },
    { name: 'routes', read: () => 'Iface' },
  ]
  test('lies there with the hash, size and list that the record tells, for its owner only', async () => {
    const { take, into } = taker(parts)
    const evidence = (await take(alert))!
    const bytes = readFileSync(join(into, evidence.file))
    expect(evidence).toMatchObject({
      alert,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      bytes: bytes.length,
      parts: ['sockets', 'routes'],
    })
    expect(read(into, evidence.file)).toMatchObject({
      alert,
      listed: ['sockets', 'routes'],
      parts: { sockets: { tcp: 'sl local_address' }, routes: 'Iface' },
    })
    expect(statSync(join(into, evidence.file)).mode & 0o777).toBe(0o600)
    expect(recordBody.safeParse({ kind: 'evidence', evidence }).success).toBe(true)
  })
  test('without an alert has none', async () => {
    const { take } = taker(parts)
    expect(await take(undefined)).not.toHaveProperty('alert')
  })
  test('two of one second are two files', async () => {
    const { take, into } = taker(parts)
    await take(alert)
    await take(alert)
    expect(readdirSync(into)).toHaveLength(2)
  })
})

describe('what is missing is told', () => {
  test.each<[string, EvidencePart['read']]>([
    [
      'a part that throws',
      () => {
        throw new Error('no /proc')
      },
    ],
    ['a part without an answer', () => undefined],
    ['a part that is too large', () => 'x'.repeat(2_100_000)],
  ])('%s', async (_, broken) => {
    const { take, into } = taker([
      { name: 'sockets', read: broken },
      { name: 'routes', read: () => 'Iface' },
    ])
    const evidence = (await take(alert))!
    expect(evidence.parts).toEqual(['missing:sockets', 'routes'])
    expect(read(into, evidence.file).parts).toEqual({ routes: 'Iface' })
    expect(evidence.bytes).toBeLessThan(2_000_000)
  })
  test('parts that the time does not suffice for', async () => {
    const clock = new ManualClock()
    const slow = (name: string): EvidencePart => ({
      name,
      read: (hasTime) => {
        void clock.advance(150)
        return hasTime()
      },
    })
    const evidence = (await taker([slow('sockets'), slow('routes'), slow('processes')], clock).take(alert))!
    expect(evidence.parts).toEqual(['sockets', 'routes', 'missing:processes'])
  })
  test('a folder that cannot be written: no evidence, a fault in the log, nothing thrown', async () => {
    const { take, into, log } = taker([])
    writeFileSync(into, 'a file where the folder should be')
    expect(await take(alert)).toBeUndefined()
    expect(log.codes('error')).toEqual(['evidence/not-kept'])
  })
})

describe.skipIf(process.platform !== 'linux')('on this machine', () => {
  test('sockets with their owners, neighbours, routes, adapters and processes, within 300 ms', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const { port } = server.address() as AddressInfo
    const client = createConnection(port, '127.0.0.1')
    await new Promise((resolve) => client.once('connect', resolve))
    const clock = systemClock()
    const { take, into } = taker(linuxEvidence(), clock)
    const since = clock.monotonic()
    const evidence = (await take(alert))!
    const tookMs = clock.monotonic() - since
    client.destroy()
    server.close()
    expect(evidence.parts).toEqual(['sockets', 'neighbours', 'routes', 'adapters', 'processes', 'socket-owners'])
    expect(tookMs).toBeLessThan(300)
    const { parts } = read(into, evidence.file) as unknown as {
      parts: {
        sockets: Record<string, string>
        processes: { list: { pid: number; commandLine: string; image: string }[] }
        'socket-owners': { owners: Record<string, number[]> }
      }
    }
    const local = `0100007F:${port.toString(16).toUpperCase().padStart(4, '0')}`
    const listening = parts.sockets['net/tcp']!.split('\n').find((line) => line.includes(` ${local} 00000000:0000 0A`))!
    expect(parts['socket-owners'].owners[listening.trim().split(/\s+/)[9]!]).toContain(process.pid)
    expect(parts.processes.list.find(({ pid }) => pid === process.pid)).toMatchObject({ image: process.execPath })
  })

  test('a process that names itself after brackets, and one that has gone', () => {
    const proc = join(folder, 'proc')
    mkdirSync(join(proc, '7'), { recursive: true })
    mkdirSync(join(proc, '8'))
    mkdirSync(join(proc, 'self'))
    const fields = Array.from({ length: 50 }, (_, at) => String(at + 5)).join(' ')
    writeFileSync(join(proc, '7', 'stat'), `7 (a) S 1 (evil)) S 1 ${fields}`)
    writeFileSync(join(proc, '7', 'cmdline'), 'sh\0-c\0curl \u202Eevil\0')
    symlinkSync('/tmp/x (deleted)', join(proc, '7', 'exe'))
    const part = linuxEvidence(proc).find(({ name }) => name === 'processes')!
    expect(part.read(() => true)).toEqual({
      complete: true,
      list: [
        {
          pid: 7,
          parentPid: 1,
          name: 'a) S 1 (evil)',
          startTicks: 22,
          commandLine: 'sh -c curl □evil',
          image: '/tmp/x (deleted)',
        },
      ],
    })
    expect(part.read(() => false)).toEqual({ complete: false, list: [] })
  })
})
