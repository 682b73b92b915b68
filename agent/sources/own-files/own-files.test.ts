// The agent's own things on a real disk: what only it may do to them, and what others do.
import {
  appendFileSync,
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { EndpointEvent } from '#shared/domain/event.ts'
import { silentLog } from '#shared/log.ts'
import { ManualClock } from '#test/fakes/manual-clock.ts'
import { durableFile, writeDurably } from '../../machine/durable-file.ts'
import { systemClock } from '../../machine/clock.ts'
import { linuxOwnProgram, unitIn } from './linux-own-program.ts'
import { ownFilesSource } from './own-files.ts'

let home: string
let stop: AbortController
const at = (name: string) => join(home, name)
const evidence = 'evidence/20261122-060507-0123456789ab.json'

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'sentinel-own-'))
  for (const folder of ['evidence', 'state', 'outbox', 'units', 'units/multi-user.target.wants']) mkdirSync(at(folder))
  writeFileSync(at(evidence), '{"version":1,"parts":{}}\n')
  writeFileSync(at('state/journal.jsonl'), '{"link":1}\n{"link":2}\n')
  writeFileSync(at('program'), 'MZ')
  writeFileSync(at('units/sentinel-agent.service'), '[Service]\n')
  symlinkSync(at('units/sentinel-agent.service'), at('units/multi-user.target.wants/sentinel-agent.service'))
  writeFileSync(at('cgroup'), '0::/system.slice/sentinel-agent.service\n')
  stop = new AbortController()
})
afterEach(() => {
  stop.abort()
  rmSync(home, { recursive: true, force: true })
})

/** With a clock that the test moves for what is looked at; else the machine's own, for what is noticed. */
async function started(clock?: ManualClock) {
  stop = new AbortController()
  const standing = linuxOwnProgram([at('program')], { cgroup: at('cgroup'), units: [at('units')] })
  const source = ownFilesSource({
    clock: clock ?? systemClock(),
    log: silentLog,
    file: durableFile(at('state/own-files.json')),
    evidenceFolder: at('evidence'),
    appended: [
      { part: 'journal', path: at('state/journal.jsonl') },
      { part: 'orders', path: at('state/orders.jsonl') },
    ],
    standing: [{ part: 'outbox', path: at('outbox') }, ...standing],
    hasUnit: standing.some(({ part }) => part === 'unit'),
    settleMs: 30,
  })
  const events: EndpointEvent[] = []
  await source.start((event) => events.push(event), stop.signal)
  return { source, events }
}
const told = (events: readonly EndpointEvent[]) =>
  events.flatMap((event) => (event.kind === 'own-file-lost' ? [`${event.part} ${event.change} ${event.found}`] : []))
const settled = () => new Promise((resolve) => setTimeout(resolve, 250))

const own: readonly [string, () => Promise<void> | void][] = [
  ['nothing', () => {}],
  [
    'new evidence, as the agent writes it',
    () => writeDurably(at('evidence/20261122-070000-new.json'), Buffer.from('{}')),
  ],
  ['the journal grows', () => appendFileSync(at('state/journal.jsonl'), '{"link":3}\n')],
  ['the first order', () => writeFileSync(at('state/orders.jsonl'), '{"kind":"taken"}\n')],
  [
    'a backup reads and touches everything',
    () => {
      for (const name of [evidence, 'state/journal.jsonl']) {
        copyFileSync(at(name), at('copy'))
        utimesSync(at(name), 1, 1)
        chmodSync(at(name), 0o640)
      }
    },
  ],
  [
    'evidence restored from a backup, the same',
    () => {
      copyFileSync(at(evidence), at('copy'))
      renameSync(at('copy'), at(evidence))
    },
  ],
  ['another state file is replaced', () => writeDurably(at('state/life.json'), Buffer.from('{}'))],
]
const others: readonly [string, () => void, string][] = [
  ['evidence removed', () => rmSync(at(evidence)), 'evidence removed'],
  ['evidence changed', () => writeFileSync(at(evidence), '{"version":1,"parts":[]}\n'), 'evidence altered'],
  ['evidence emptied', () => truncateSync(at(evidence)), 'evidence altered'],
  ['evidence moved away', () => renameSync(at(evidence), at('elsewhere')), 'evidence removed'],
  ['the journal removed', () => rmSync(at('state/journal.jsonl')), 'journal removed'],
  ['the journal’s last line cut off', () => truncateSync(at('state/journal.jsonl'), 11), 'journal shortened'],
  [
    'a line of the journal changed',
    () => writeFileSync(at('state/journal.jsonl'), '{"link":1}\n{"link":9}\n'),
    'journal altered',
  ],
]

describe('while it runs', () => {
  test.each(own)('%s: nothing is told', async (_, act) => {
    const { events } = await started()
    await act()
    await settled()
    expect(told(events)).toEqual([])
  })
  test.each(others)('%s', async (_, act, expected) => {
    const { events } = await started()
    act()
    await vi.waitFor(() => expect(told(events)).toEqual([`${expected} running`]), 2_000)
    // Said once.
    await settled()
    expect(told(events)).toHaveLength(1)
  })
})

describe('while it did not run', () => {
  test.each([
    ...own.map(([name, act]) => [name, act, []] as const),
    ...others.map(([name, act, expected]) => [name, act, [`${expected} start`]] as const),
  ])('%s', async (_, act, expected) => {
    await started()
    stop.abort()
    await act()
    expect(told((await started()).events)).toEqual(expected)
    stop.abort()
    expect(told((await started()).events)).toEqual([])
  })
})

test('evidence past its ninety days may go', async () => {
  await started(new ManualClock())
  stop.abort()
  rmSync(at(evidence))
  expect(told((await started(new ManualClock(Date.UTC(2027, 3, 1)))).events)).toEqual([])
})

describe('the program and its service', () => {
  const unit = 'units/sentinel-agent.service'
  const wanted = 'units/multi-user.target.wants/sentinel-agent.service'
  const upgrade = (name: string) => () => {
    writeFileSync(at(`${name}.dpkg-new`), 'new')
    renameSync(at(`${name}.dpkg-new`), at(name))
  }
  test.each<[string, () => void, readonly string[]]>([
    ['nothing', () => {}, []],
    ['an upgrade replaces the program', upgrade('program'), []],
    ['an upgrade replaces the service file', upgrade(unit), []],
    ['the program removed', () => rmSync(at('program')), ['program removed running']],
    ['the service file removed', () => rmSync(at(unit)), ['unit removed running', 'autostart removed running']],
    ['disabled', () => rmSync(at(wanted)), ['autostart removed running']],
    [
      'masked',
      () => {
        rmSync(at(unit))
        symlinkSync('/dev/null', at(unit))
      },
      ['autostart removed running'],
    ],
    ['the outbox removed', () => rmSync(at('outbox'), { recursive: true }), ['outbox removed running']],
  ])('%s', async (_, act, expected) => {
    const clock = new ManualClock()
    const { events } = await started(clock)
    act()
    await clock.advance(10_000)
    expect(told(events)).toEqual([])
    await clock.advance(30_000)
    expect(told(events)).toEqual(expected)
  })

  test('missing for one look, as while a package is replaced, is not told', async () => {
    const clock = new ManualClock()
    const { events } = await started(clock)
    renameSync(at('program'), at('aside'))
    await clock.advance(10_000)
    renameSync(at('aside'), at('program'))
    await clock.advance(30_000)
    expect(told(events)).toEqual([])
  })

  test.each([
    ['0::/system.slice/sentinel-agent.service\n', 'sentinel-agent.service'],
    ['12:pids:/x\n1:name=systemd:/system.slice/sentinel-agent.service\n', 'sentinel-agent.service'],
    ['0::/user.slice/user-0.slice/session-3.scope\n', undefined],
    ['0::/\n', undefined],
  ])('%j is %s', (cgroup, name) => {
    expect(unitIn(cgroup)).toBe(name)
  })
})

test('it says how well it sees', async () => {
  expect((await started()).source.coverage()).toEqual({
    state: 'full',
    because: '正在看护证据 1 份、操作记录、证书和哨兵程序',
  })
  stop.abort()
  writeFileSync(at('cgroup'), '0::/\n')
  expect((await started()).source.coverage()).toMatchObject({
    state: 'full',
    because: expect.stringContaining('不是由系统服务启动'),
  })
  stop.abort()
  rmSync(at('evidence'), { recursive: true })
  const { source } = await started()
  expect(source.coverage().because).toContain(at('evidence'))
  expect(readFileSync(at('state/own-files.json'), 'utf8')).toContain('"version":1')
})
