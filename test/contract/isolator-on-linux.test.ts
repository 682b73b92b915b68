// The isolator over real layers on a real network: what it says is what packets show, also after the agent was killed in the middle.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { systemClock } from '#agent/machine/clock.ts'
import { durableFile } from '#agent/machine/durable-file.ts'
import { findPrograms } from '#agent/machine/programs.ts'
import { spawnedCommands } from '#agent/machine/spawned-commands.ts'
import { linuxAdapter } from '#agent/response/isolation/adapter.ts'
import type { IsolationDriver } from '#agent/response/isolation/driver.ts'
import { isolator } from '#agent/response/isolation/isolator.ts'
import type { Drift } from '#agent/response/isolation/isolator.ts'
import { linuxLink } from '#agent/response/isolation/linux-link.ts'
import { linuxNftables } from '#agent/response/isolation/linux-nftables.ts'
import type { Isolation } from '#shared/domain/isolation.ts'
import { silentLog } from '#shared/log.ts'
import { IsolationLab, server, whyNoLab } from './isolation-lab.ts'

const why = whyNoLab()
if (why !== undefined) process.stderr.write(`the isolator is not tried on a real network: ${why}\n`)

const lab = new IsolationLab('iso')
const clock = systemClock()
const commands = lab.commandsOn(spawnedCommands(clock))
const programs = findPrograms()
const gateway = { address: server.v4, port: server.pinnedPort }
const adapters = linuxAdapter({ commands, programs, choice: {}, gateway })
const pinned = { address: server.v4, port: server.pinnedPort, over: 'tcp' } as const
const other = { address: server.v4, port: server.otherPort, over: 'tcp' } as const
const passing = async () => (await lab.reachable([pinned, other])).map(({ port }) => port)
const by = { kind: 'officer', id: 'w', name: '王' } as const
const full = { scope: 'full', by: { kind: 'agent' }, because: 'ransomware' } as const

let home = ''
beforeAll(async () => {
  if (why === undefined) await lab.open()
}, 30_000)
afterAll(() => {
  lab.close()
})
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'yibao-isolator-'))
})

const machines: { stop(): void }[] = []
function terminal(make: (layers: IsolationDriver[]) => IsolationDriver[] = (layers) => layers) {
  const file = durableFile(join(home, 'link.json'))
  const layers = make([linuxNftables({ commands, programs }), linuxLink({ commands, programs, clock, file })])
  const journal = { append: async () => {} }
  const machine = isolator({
    layers,
    adapters,
    gateway,
    file: durableFile(join(home, 'isolation')),
    journal,
    clock,
    log: silentLog,
    lookEveryMs: 300,
    verifyWithinMs: 500,
  })
  machines.push(machine)
  return machine
}
afterEach(async () => {
  for (const machine of machines.splice(0)) machine.stop()
  if (why === undefined) {
    const last = terminal()
    await last.resume()
    await last.release({ by, because: 'cleaned' })
    expect(await passing()).toEqual([7443, 9999])
  }
  rmSync(home, { recursive: true, force: true })
})

describe.skipIf(why !== undefined)('on a real network', () => {
  test('selective, then full, then released: each as packets show it, and the machine is as before', async () => {
    const machine = terminal()
    await machine.resume()
    const before = await lab.snapshot()
    expect(await machine.isolate({ scope: 'selective', by, because: 'asked' })).toMatchObject({
      state: 'isolated',
      adapter: 'ins0',
    })
    expect(await passing()).toEqual([server.pinnedPort])
    expect(await machine.isolate(full)).toMatchObject({
      state: 'isolated',
      scope: 'full',
      layers: [{ stands: true }, { stands: true }],
    })
    expect(await passing()).toEqual([])
    expect(await machine.release({ by, because: 'cleaned' })).toMatchObject({ state: 'connected' })
    expect(await lab.snapshot()).toEqual(before)
  })

  test('control: layers that say they are done and do nothing are a failed cut, and the packets agree', async () => {
    const liar = (driver: IsolationDriver): IsolationDriver => ({ ...driver, apply: async () => {} })
    const machine = terminal((layers) => layers.map(liar))
    const now = await machine.isolate(full)
    expect(now).toMatchObject({ state: 'failed', layers: [{ stands: false }, { stands: false }] })
    expect(await passing()).toEqual([7443, 9999])
  })

  test('with one layer lost the other holds, and it says degraded', async () => {
    const machine = terminal(([firewall, link]) => [{ ...firewall!, apply: async () => {} }, link!])
    expect(await machine.isolate(full)).toMatchObject({
      state: 'degraded',
      layers: [{ stands: false }, { stands: true }],
    })
    expect(await passing()).toEqual([])
  })

  test('what somebody undoes is closed again within its look, and told', async () => {
    const machine = terminal()
    const drifts: Drift[] = []
    machine.onDrift((drift) => drifts.push(drift))
    await machine.isolate(full)
    lab.terminal('nft flush ruleset')
    lab.terminal('ip link set ins0 up')
    await machine.lookAgain()
    expect(await passing()).toEqual([])
    expect(drifts.map(({ layer, repaired }) => `${layer} ${repaired}`)).toEqual([
      'linux-nftables true',
      'linux-link true',
    ])
    lab.terminal('nft flush ruleset')
    await new Promise((resolve) => setTimeout(resolve, 1_500))
    expect(lab.terminal('nft list tables')).toContain('inet yibao_sentinel')
    expect(machine.current().state).toBe('isolated')
  })
})

describe.skipIf(why !== undefined)('an agent that is killed', () => {
  /** Runs a real agent process in the terminal's network and kills it so long after it is ready; undefined: never. */
  function run(work: string, killAfterMs?: number): Promise<{ isolation: Isolation; tookMs: number } | undefined> {
    const script = fileURLToPath(new URL('cutting-agent.ts', import.meta.url))
    const child = spawn('/usr/sbin/ip', ['netns', 'exec', lab.terminalName, process.execPath, script, home, work], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let said = ''
    child.stdout.on('data', (chunk: Buffer) => {
      const isReady = said === ''
      said += chunk.toString()
      if (isReady && killAfterMs !== undefined) setTimeout(() => child.kill('SIGKILL'), killAfterMs)
    })
    return new Promise((resolve) => {
      child.once('close', () => {
        const [, answer] = said.split('\n')
        resolve(
          answer === undefined || answer === ''
            ? undefined
            : (JSON.parse(answer) as { isolation: Isolation; tookMs: number }),
        )
      })
    })
  }

  const trials = Number(process.env['CUT_KILLS'] ?? 6)
  test(`in the middle of a cut, ${trials} times: ends isolated, or never began`, async () => {
    const outcomes = new Map<string, number>()
    for (let trial = 0; trial < trials; trial++) {
      const killed = await run('cut', 1 + (trial * 150) / trials)
      const after = await run('resume')
      const state = after!.isolation.state
      expect(await passing()).toEqual(state === 'isolated' ? [] : [7443, 9999])
      expect(['isolated', 'connected']).toContain(state)
      if (killed !== undefined) expect(state).toBe('isolated')
      const outcome = `${killed === undefined ? 'killed' : 'done'} → ${state}`
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
      await run('release')
      expect(await passing()).toEqual([7443, 9999])
    }
    process.stderr.write(`${JSON.stringify(Object.fromEntries(outcomes))}\n`)
    expect(outcomes.size).toBeGreaterThan(0)
  }, 240_000)
})
