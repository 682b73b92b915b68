// Real logs in a folder, every style of rotation as logrotate and journald do it, and every way of clearing.
import {
  appendFileSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { EndpointEvent } from '#shared/domain/event.ts'
import { silentLog } from '#shared/log.ts'
import { ManualClock } from '#test/fakes/manual-clock.ts'
import { MemoryFile } from '#test/fakes/memory-file.ts'
import { linuxLogs } from './linux-logs.ts'
import { logsSource } from './logs.ts'

let folder: string
let stop: AbortController
let file: MemoryFile
const line = 'Nov 22 06:00:01 till sshd[812]: Accepted password for wu from 10.8.0.2 port 5022 ssh2\n'
const journal = 'journal/0a1b'
const archives = [1, 2, 3].map(
  (i) => `${journal}/system@00000000000000000000000000000000-000000000000000${i}-000000000000000${i}.journal`,
)

const at = (name: string) => join(folder, name)
const log = (name: string, lines = 200) => writeFileSync(at(name), line.repeat(lines))
const create = (name: string) => writeFileSync(at(name), '')
const pack = (from: string, to: string) => writeFileSync(at(to), gzipSync(readFileSync(at(from))))

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sentinel-logs-'))
  for (const name of ['audit', 'journal', journal]) mkdirSync(at(name))
  for (const name of ['wtmp', 'auth.log', 'syslog', 'audit/audit.log', `${journal}/system.journal`, ...archives])
    log(name)
  create('btmp')
  stop = new AbortController()
  file = new MemoryFile()
})
afterEach(() => {
  stop.abort()
  rmSync(folder, { recursive: true })
})

async function started() {
  stop = new AbortController()
  // Files carry the machine's time, so the clock begins there too.
  const clock = new ManualClock(Date.now())
  const source = logsSource({ clock, log: silentLog, reader: linuxLogs(folder), file })
  const events: EndpointEvent[] = []
  await source.start((event) => events.push(event), stop.signal)
  return { clock, source, events }
}
const told = (events: readonly EndpointEvent[]) =>
  events.flatMap((event) =>
    event.kind === 'log-shrunk' ? [`${event.path.slice(folder.length + 1)} ${event.change} ${event.found}`] : [],
  )

const benign: readonly [string, () => void][] = [
  ['nothing happens', () => {}],
  ['they grow', () => appendFileSync(at('syslog'), line)],
  [
    'rename and create',
    () => {
      renameSync(at('syslog'), at('syslog.1'))
      create('syslog')
    },
  ],
  ['renamed, and not yet made again', () => renameSync(at('auth.log'), at('auth.log.1'))],
  [
    'with the date in the name',
    () => {
      renameSync(at('auth.log'), at('auth.log-20261122'))
      create('auth.log')
    },
  ],
  [
    'with the extension last',
    () => {
      renameSync(at('auth.log'), at('auth.1.log'))
      create('auth.log')
    },
  ],
  [
    'into a folder of old logs',
    () => {
      mkdirSync(at('old'))
      renameSync(at('syslog'), at('old/syslog.1'))
      create('syslog')
    },
  ],
  [
    'copytruncate',
    () => {
      copyFileSync(at('syslog'), at('syslog.1'))
      truncateSync(at('syslog'))
      appendFileSync(at('syslog'), line)
    },
  ],
  [
    'copytruncate, packed at once',
    () => {
      pack('syslog', 'syslog.1.gz')
      truncateSync(at('syslog'))
    },
  ],
  [
    'renamed and packed at once',
    () => {
      renameSync(at('syslog'), at('syslog.1'))
      create('syslog')
      pack('syslog.1', 'syslog.1.gz')
      rmSync(at('syslog.1'))
    },
  ],
  [
    'auditd’s own',
    () => {
      renameSync(at('audit/audit.log'), at('audit/audit.log.1'))
      create('audit/audit.log')
    },
  ],
  [
    'journald’s own: put away, cut to size, the oldest removed',
    () => {
      renameSync(at(`${journal}/system.journal`), at(`${journal}/system@4.journal`))
      truncateSync(at(`${journal}/system@4.journal`), 8_192)
      log(`${journal}/system.journal`)
      rmSync(at(archives[0] ?? ''))
    },
  ],
  ['an empty log goes', () => rmSync(at('btmp'))],
  ['a package upgrade rewrites what is no log', () => log('dpkg.log', 1)],
]

const clearing: readonly [string, () => void, readonly string[]][] = [
  ['emptied', () => truncateSync(at('auth.log')), ['auth.log truncated']],
  ['emptied, and written to again', () => log('wtmp', 3), ['wtmp truncated']],
  ['removed', () => rmSync(at('audit/audit.log')), ['audit/audit.log removed']],
  [
    'replaced by another file',
    () => {
      log('new', 3)
      renameSync(at('new'), at('syslog'))
    },
    ['syslog truncated'],
  ],
  [
    'renamed as in a rotation, and that emptied',
    () => {
      renameSync(at('syslog'), at('syslog.1'))
      create('syslog')
      truncateSync(at('syslog.1'))
    },
    ['syslog truncated'],
  ],
  [
    'emptied beside an empty copy',
    () => {
      create('syslog.1')
      truncateSync(at('syslog'))
    },
    ['syslog truncated'],
  ],
  ['the journal’s archives vacuumed', () => archives.forEach((name) => rmSync(at(name))), [`${journal} removed`]],
  [
    'the journal removed as a whole',
    () => rmSync(at('journal'), { recursive: true }),
    [`${journal}/system.journal removed`, `${journal} removed`],
  ],
]

describe('rotation and growth are no clearing', () => {
  test.each(benign)('%s', async (_, act) => {
    const { clock, events } = await started()
    act()
    await clock.advance(21_000)
    expect(told(events)).toEqual([])
  })
})

describe('clearing', () => {
  test.each(clearing)('%s', async (_, act, expected) => {
    const { clock, events } = await started()
    act()
    await clock.advance(21_000)
    expect(told(events)).toEqual(expected.map((one) => `${one} running`))
  })
})

describe('while the agent does not run', () => {
  test.each([
    ...benign.map(([name, act]) => [name, act, []] as const),
    ...clearing.map(([name, act, expected]) => [name, act, expected] as const),
  ])('%s', async (_, act, expected) => {
    const { source } = await started()
    await source.leave?.('SIGTERM')
    stop.abort()
    act()
    expect(told((await started()).events)).toEqual(expected.map((one) => `${one} start`))
  })
})

test('an old copy beside an emptied log is no rotation of it', async () => {
  copyFileSync(at('syslog'), at('syslog.1'))
  const { clock, events } = await started()
  // The copy is of the machine's now; the agent has looked at it an hour long.
  await clock.advance(3_600_000)
  truncateSync(at('syslog'))
  await clock.advance(10_000)
  expect(told(events)).toEqual(['syslog truncated running'])
})

test('it says how well it sees', async () => {
  const { source, clock } = await started()
  expect(source.coverage()).toMatchObject({ state: 'full', because: '正在看护 6 个系统日志，每 10 秒检查一次' })
  file.refuses = true
  await clock.advance(310_000)
  expect(source.coverage().state).toBe('degraded')
  stop.abort()
  rmSync(folder, { recursive: true })
  mkdirSync(folder)
  expect((await started()).source.coverage().state).toBe('off')
})
