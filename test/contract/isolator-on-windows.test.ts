// The isolator over the layers of Windows on a machine as documented: killed at each step, it ends isolated or it never began.
import { describe, expect, test } from 'vitest'
import { isolator } from '#agent/response/isolation/isolator.ts'
import type { Isolator } from '#agent/response/isolation/isolator.ts'
import { windowsAdapter } from '#agent/response/isolation/windows-adapter.ts'
import { windowsFirewall } from '#agent/response/isolation/windows-firewall.ts'
import { windowsNetAdapters } from '#agent/response/isolation/windows-net-adapters.ts'
import type { CommandRunner } from '#agent/machine/command.ts'
import { silentLog } from '#shared/log.ts'
import { ManualClock } from '../fakes/manual-clock.ts'
import { MemoryFile } from '../fakes/memory-file.ts'
import { onInsurance, windowsPrograms as programs, WindowsMachine } from '../fakes/windows-machine.ts'

const { gateway } = onInsurance
const by = { kind: 'officer', id: 'w', name: '王' } as const
const full = { scope: 'full', by: { kind: 'agent' }, because: 'ransomware' } as const
const selective = { scope: 'selective', by, because: 'asked' } as const

/** What outlives the agent. */
interface Terminal {
  readonly windows: WindowsMachine
  readonly record: MemoryFile
  readonly adapter: MemoryFile
}

const fresh = (): Terminal => ({ windows: new WindowsMachine(), record: new MemoryFile(), adapter: new MemoryFile() })

/** An agent over a terminal; `step` runs before and after each thing that lasts, and ends the agent by never returning. */
function agent({ windows, record, adapter }: Terminal, step: () => Promise<void> = async () => {}) {
  const clock = new ManualClock()
  const commands: CommandRunner = {
    run: async (command, options) => {
      await step()
      const result = await windows.run(command, options)
      await step()
      return result
    },
  }
  record.around = adapter.around = step
  const machine = isolator({
    layers: [windowsFirewall({ commands, programs }), windowsAdapter({ commands, programs, clock, file: adapter })],
    adapters: windowsNetAdapters({ commands, programs, choice: {}, gateway }),
    gateway,
    file: record,
    journal: { append: async () => {} },
    clock,
    log: silentLog,
  })
  /** Time passes until it is done; a dead agent is never done, and is left. */
  async function done<T>(work: Promise<T>): Promise<T | undefined> {
    const result: { value?: T } = {}
    void work.then((value) => (result.value = value))
    for (let turns = 0; turns < 60 && result.value === undefined; turns++) await clock.advance(250)
    return result.value
  }
  return { machine, done }
}

/** After a removal that was interrupted a file is there or it is not: an empty one is the fake's own half. */
const afterDeath = ({ windows, record, adapter }: Terminal): Terminal => {
  const file = ({ text }: MemoryFile) => new MemoryFile(text === '' ? undefined : text)
  return { windows, record: file(record), adapter: file(adapter) }
}

const shown = ({ windows }: Terminal): string => {
  const blocked = windows.rules.has('yibao-sentinel-full-all-out')
    ? 'full'
    : windows.rules.size > 0
      ? 'selective'
      : 'open'
  return `${blocked} ${windows.adapters[0]?.state === 3 ? 'disabled' : 'enabled'}`
}

async function dieAt(at: number, before: readonly object[], work: (machine: Isolator) => Promise<unknown>) {
  const terminal = fresh()
  const first = agent(terminal)
  for (const request of before) await first.done(first.machine.isolate(request as typeof full))
  first.machine.stop()
  let steps = 0
  let isDead = false
  const dying = agent(terminal, async () => {
    if (!isDead && ++steps < at) return
    isDead = true
    await new Promise(() => {})
  })
  await dying.done(dying.machine.resume().then(() => work(dying.machine)))
  const left = afterDeath(terminal)
  const successor = agent(left)
  const after = await successor.done(successor.machine.resume())
  return { isOver: !isDead, state: after?.state, shown: shown(left) }
}

async function outcomes(before: readonly object[], work: (machine: Isolator) => Promise<unknown>): Promise<string[]> {
  const all: string[] = []
  for (let at = 1; ; at++) {
    const outcome = await dieAt(at, before, work)
    all.push(`${outcome.state}: ${outcome.shown}`)
    if (outcome.isOver) return all
  }
}

describe('an agent that dies on Windows', () => {
  test('in the middle of a cut: ends isolated, or never began', async () => {
    const all = await outcomes([], (machine) => machine.isolate(full))
    expect(all.length).toBeGreaterThan(20)
    expect(new Set(all)).toEqual(new Set(['connected: open enabled', 'isolated: full disabled']))
    // Once it is cut, no later death opens it again.
    expect(all.slice(all.indexOf('isolated: full disabled')).every((each) => each.startsWith('isolated'))).toBe(true)
  })
  test('in the middle of a release: is what the machine shows, and nothing is left', async () => {
    const all = await outcomes([full], (machine) => machine.release({ by, because: 'cleaned' }))
    expect(new Set(all)).toEqual(new Set(['isolated: full disabled', 'connected: open enabled']))
  })
  test('in the middle of an escalation: never less than what was asked before', async () => {
    const all = await outcomes([selective], (machine) => machine.isolate(full))
    expect(new Set(all)).toEqual(new Set(['isolated: selective enabled', 'isolated: full disabled']))
  })
})

describe('what an officer sees', () => {
  test.each<[string, (windows: WindowsMachine) => void, string, boolean[]]>([
    ['all in order', () => {}, 'isolated', [true, true]],
    [
      'the firewall is off: the adapter alone',
      (windows) => (windows.local = { PublicProfile: { EnableFirewall: 0 } }),
      'degraded',
      [false, true],
    ],
    ['the firewall service is stopped', (windows) => (windows.service = false), 'degraded', [false, true]],
    [
      'the domain voids local rules',
      (windows) => (windows.policy = { DomainProfile: { AllowLocalPolicyMerge: 0 } }),
      'degraded',
      [false, true],
    ],
    [
      'the adapter never follows: the firewall alone',
      (windows) => (windows.followsAfterLooks = Number.POSITIVE_INFINITY),
      'degraded',
      [true, false],
    ],
    ['no rights at all', (windows) => (windows.isDenied = true), 'failed', [false, false]],
  ])('%s', async (_, trouble, state, stands) => {
    const terminal = fresh()
    const { machine, done } = agent(terminal)
    await done(machine.resume())
    trouble(terminal.windows)
    const now = await done(machine.isolate(full))
    expect(now).toMatchObject({ state, adapter: '以太网', layers: stands.map((each) => ({ stands: each })) })
  })
  test('an adapter that somebody enabled again is disabled at the next look, and told', async () => {
    const terminal = fresh()
    const { machine, done } = agent(terminal)
    await done(machine.isolate(full))
    const told: string[] = []
    machine.onDrift(({ layer, repaired }) => told.push(`${layer} ${String(repaired)}`))
    Object.assign(terminal.windows.adapters[0]!, { state: 2, admin: 1 })
    await done(machine.lookAgain().then(() => 'looked'))
    expect(told).toEqual(['windows-adapter true'])
    expect(shown(terminal)).toBe('full disabled')
  })
})
