// The agent's own life and clock: set back, asleep, slewed, killed, stopped, rebooted; and how often anything is written.
import { describe, expect, test } from 'vitest'
import type { EndpointEvent, StopReason } from '#shared/domain/event.ts'
import { silentLog } from '#shared/log.ts'
import { ManualClock } from '#test/fakes/manual-clock.ts'
import { MemoryFile } from '#test/fakes/memory-file.ts'
import { lifeSource } from './life.ts'

const second = 1_000
const minute = 60_000
const hour = 60 * minute

/** A machine whose wall clock, monotonic clock and boot the test moves; a reboot is another id. */
class Machine {
  boot = 'boot-1'
  clock = new ManualClock()
  readonly file = new MemoryFile()
  reason: StopReason = 'asked'
  hasUptime = true
  #asleepMs = 0
  #end = new AbortController()
  source = this.#made()

  #made() {
    // The boot names the clock.
    const { clock } = this
    const named = Object.assign(Object.create(clock) as ManualClock, {
      id: this.boot,
      now: () => clock.now(),
      monotonic: () => clock.monotonic(),
      after: (ms: number, task: () => void) => clock.after(ms, task),
    })
    return lifeSource({
      clock: named,
      log: silentLog,
      file: this.file,
      uptime: () => (this.hasUptime ? clock.monotonic() + this.#asleepMs : undefined),
      stopReason: () => this.reason,
    })
  }

  /** Starts the agent; yields what it tells from now on. */
  async start(): Promise<EndpointEvent[]> {
    const events: EndpointEvent[] = []
    this.#end = new AbortController()
    this.source = this.#made()
    await this.source.start((event) => events.push(event), this.#end.signal)
    return events
  }

  kill(): void {
    this.#end.abort()
  }

  async stop(): Promise<void> {
    await this.source.leave?.('SIGTERM')
    this.kill()
  }

  /** The wall clock goes on, the monotonic one does not. */
  sleep(ms: number): void {
    this.#asleepMs += ms
    this.clock.setWall(this.clock.now() + ms)
  }

  set(byMs: number): void {
    this.clock.setWall(this.clock.now() + byMs)
  }

  reboot(afterMs: number): void {
    this.kill()
    this.boot = `${this.boot}x`
    this.clock = new ManualClock(this.clock.now() + afterMs)
    this.#asleepMs = 0
  }
}

const told = (events: readonly EndpointEvent[]) =>
  events.map((event) => {
    if (event.kind === 'clock-moved') return `clock ${Math.round(event.byMs / second)} s, ${event.across}`
    if (event.kind === 'agent-stopping') return `stopping: ${event.reason}`
    if (event.kind === 'agent-returned')
      return `back: ${event.ended}, ${event.boot} boot, ${event.blindMs / second} s, ${event.losses}`
    return event.kind
  })

describe('the clock while it runs', () => {
  test.each<[string, (machine: Machine) => Promise<void>, readonly string[]]>([
    ['nothing', async ({ clock }) => clock.advance(hour), []],
    ['set back by two minutes', async (machine) => machine.set(-2 * minute), ['clock -120 s, looks']],
    ['set forward', async (machine) => machine.set(hour), ['clock 3600 s, looks']],
    ['asleep for eight hours', async (machine) => machine.sleep(8 * hour), []],
    [
      'set back while it sleeps',
      async (machine) => {
        machine.sleep(8 * hour)
        machine.set(-2 * hour)
      },
      ['clock -7200 s, looks'],
    ],
    [
      'slewed by NTP as fast as it may, for a day',
      async (machine) => {
        for (let i = 0; i < 24 * 60; i++) {
          machine.set(-0.0005 * minute)
          await machine.clock.advance(minute)
        }
      },
      [],
    ],
    [
      'slewed by chrony as fast as it may, a twelfth',
      async (machine) => {
        for (let i = 0; i < 60; i++) {
          machine.set((-10 * second) / 12)
          await machine.clock.advance(10 * second)
        }
      },
      [],
    ],
  ])('%s', async (_, act, expected) => {
    const machine = new Machine()
    const events = await machine.start()
    await machine.clock.advance(5 * second)
    await act(machine)
    await machine.clock.advance(10 * second)
    expect(told(events)).toEqual(expected)
  })
})

describe('the next start', () => {
  test.each<[string, (machine: Machine) => Promise<void> | void, readonly string[]]>([
    ['after a kill', (machine) => machine.kill(), ['back: lost, same boot, 35 s, 1']],
    ['after a stop', (machine) => machine.stop(), ['back: asked, same boot, 20 s, 0']],
    [
      'after the machine went off and on',
      async (machine) => {
        machine.reason = 'machine-off'
        await machine.stop()
        machine.reboot(8 * hour)
      },
      ['back: machine-off, another boot, 28800 s, 0'],
    ],
    ['after the power went', (machine) => machine.reboot(5 * minute), ['back: lost, another boot, 315 s, 1']],
    [
      'after a kill, with the clock set back meanwhile',
      (machine) => {
        machine.kill()
        machine.set(-hour)
      },
      ['clock -3600 s, restart', 'back: lost, same boot, 35 s, 1'],
    ],
    [
      'after a kill, and hours of sleep',
      (machine) => {
        machine.kill()
        machine.sleep(8 * hour)
      },
      ['back: lost, same boot, 28835 s, 1'],
    ],
    [
      'after a reboot with an earlier clock',
      (machine) => machine.reboot(-hour),
      ['clock -3585 s, reboot', 'back: lost, another boot, 0 s, 1'],
    ],
    [
      'with a damaged sign',
      (machine) => {
        machine.kill()
        machine.file.text = '{"version":1,"boot":'
      },
      [],
    ],
  ])('%s', async (_, act, expected) => {
    const machine = new Machine()
    await machine.start()
    // The last sign is kept at 60 s: 15 s of what comes then are in no sign.
    await machine.clock.advance(75 * second)
    await act(machine)
    const isSameBoot = machine.boot === 'boot-1'
    if (isSameBoot) await machine.clock.advance(20 * second)
    expect(told(await machine.start())).toEqual(expected)
  })

  test('losses are counted within a day', async () => {
    const machine = new Machine()
    const counts: number[] = []
    for (const restMs of [minute, minute, 25 * hour, minute]) {
      for (const event of await machine.start()) if (event.kind === 'agent-returned') counts.push(event.losses)
      await machine.clock.advance(restMs)
      machine.kill()
    }
    for (const event of await machine.start()) if (event.kind === 'agent-returned') counts.push(event.losses)
    expect(counts).toEqual([1, 2, 1, 2])
  })
})

test('a stop is told and kept before it happens', async () => {
  const machine = new Machine()
  const events = await machine.start()
  await machine.stop()
  expect(told(events)).toEqual(['stopping: asked'])
  expect(machine.file.text).toContain('"stopped":"asked"')
})

test('an hour of running writes at most sixty times', async () => {
  const machine = new Machine()
  await machine.start()
  const before = machine.file.writes
  await machine.clock.advance(hour)
  expect(machine.file.writes - before).toBeLessThanOrEqual(60)
  expect(machine.file.writes - before).toBeGreaterThan(50)
})

test('it says how well it sees', async () => {
  const machine = new Machine()
  expect(machine.source.coverage().state).toBe('off')
  await machine.start()
  expect(machine.source.coverage().state).toBe('full')
  machine.hasUptime = false
  expect(machine.source.coverage().state).toBe('degraded')
  machine.hasUptime = true
  machine.file.refuses = true
  await machine.clock.advance(70 * second)
  expect(machine.source.coverage().state).toBe('degraded')
})
