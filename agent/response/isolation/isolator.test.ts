// The state machine of 断网 over layers that lie, fail, drift and hang; and what is left when the agent dies in the middle.
import { describe, expect, test } from 'vitest'
import type { Actor } from '#shared/domain/actor.ts'
import type { Isolation } from '#shared/domain/isolation.ts'
import { Fault } from '#shared/fault.ts'
import { CollectedLog } from '#test/fakes/collected-log.ts'
import { FakeLayer } from '#test/fakes/fake-layer.ts'
import { ManualClock } from '#test/fakes/manual-clock.ts'
import { MemoryFile } from '#test/fakes/memory-file.ts'
import type { JournalEntry } from '../ports.ts'
import type { AdapterFinder, AdapterIdentity } from './adapter.ts'
import { isolator } from './isolator.ts'
import type { Drift } from './isolator.ts'

const officer: Actor = { kind: 'officer', id: 'w', name: '王' }
const full = { scope: 'full', by: { kind: 'agent' }, because: 'ransomware' } as const
const selective = { scope: 'selective', by: officer, because: 'asked' } as const
const adapter: AdapterIdentity = { name: 'ins0', index: 2, mac: '02:00:00:00:00:01' }

class Adapters implements AdapterFinder {
  found: AdapterIdentity | Fault = adapter
  later: AdapterIdentity | undefined = adapter
  async resolve() {
    if (this.found instanceof Fault) throw this.found
    return this.found
  }
  async again() {
    return this.later
  }
}

function terminal({
  file = new MemoryFile(),
  firewall = new FakeLayer({ name: 'firewall' }),
  link = new FakeLayer({ name: 'link', scopes: ['full'] }),
} = {}) {
  const clock = new ManualClock()
  const log = new CollectedLog()
  const adapters = new Adapters()
  const journaled: JournalEntry[] = []
  const journal = {
    refuses: false,
    append: async (entry: JournalEntry) => {
      if (journal.refuses) throw new Fault('config/unwritable', 'the disk takes nothing')
      journaled.push(entry)
    },
  }
  const machine = isolator({
    layers: [firewall, link],
    adapters,
    gateway: { address: '10.0.0.1', port: 7443 },
    file,
    journal,
    clock,
    log,
  })
  const told: Isolation[] = []
  const drifts: Drift[] = []
  machine.onChange((isolation) => told.push(isolation))
  machine.onDrift((drift) => drifts.push(drift))
  const calls: string[] = []
  firewall.onCall = (call) => calls.push(`firewall ${call}`)
  link.onCall = (call) => calls.push(`link ${call}`)
  /** Time passes until the work is done, at most ten seconds of it. */
  async function done<T>(work: Promise<T>): Promise<T> {
    let left = 200
    const watched = work.finally(() => {
      left = 0
    })
    watched.catch(() => {})
    while (left-- > 0) await clock.advance(50)
    return watched
  }
  return { machine, clock, log, adapters, journal, journaled, file, firewall, link, told, drifts, calls, done }
}

const states = (told: readonly Isolation[]) => told.map(({ state }) => state)

describe('a cut', () => {
  test('applies the firewall, then the link, and is isolated when both are seen', async () => {
    const { machine, told, calls, journaled, done } = terminal()
    const now = await done(machine.isolate(full))
    expect(now).toMatchObject({
      state: 'isolated',
      scope: 'full',
      adapter: 'ins0',
      because: 'ransomware',
      rehearsal: false,
    })
    expect(now.layers).toMatchObject([
      { layer: 'firewall', stands: true },
      { layer: 'link', stands: true },
    ])
    expect(calls).toEqual(['firewall apply full', 'link apply full'])
    expect(states(told)).toEqual(['isolating', 'isolated'])
    expect(journaled.map(({ step }) => step)).toEqual(['isolation/intent', 'isolation/isolated'])
  })

  test('its intent is durable before the machine is touched', async () => {
    const { machine, file, firewall, done } = terminal()
    const seen: (string | undefined)[] = []
    firewall.onCall = () => seen.push(file.text)
    await done(machine.isolate(full))
    expect(seen[0]).toContain('"step":"intent"')
    expect(file.text).toContain('"step":"isolated"')
  })

  test.each([
    ['the link layer fails', {}, { failsToApply: true }, 'degraded', ['firewall']],
    ['the firewall fails', { failsToApply: true }, {}, 'degraded', ['link']],
    ['the link says it is done and does nothing', {}, { lies: true }, 'degraded', ['firewall']],
    ['the firewall cannot be looked at', { failsToLook: true }, {}, 'degraded', ['link']],
    ['control: both say they are done and do nothing', { lies: true }, { lies: true }, 'failed', []],
    ['both fail', { failsToApply: true }, { failsToApply: true }, 'failed', []],
  ] as const)('%s', async (_, firewallFaults, linkFaults, state, standing) => {
    const { machine, log, done } = terminal({
      firewall: new FakeLayer({ name: 'firewall', faults: { ...firewallFaults } }),
      link: new FakeLayer({ name: 'link', scopes: ['full'], faults: { ...linkFaults } }),
    })
    const now = await done(machine.isolate(full))
    expect(now.state).toBe(state)
    expect(now.layers.filter(({ stands }) => stands).map(({ layer }) => layer)).toEqual(standing)
    expect(log.codes('error').includes('isolation/not-verified')).toBe(state === 'failed')
  })

  test('that failed is tried again until it holds', async () => {
    const { machine, clock, firewall, link, done, told } = terminal()
    firewall.faults.lies = link.faults.lies = true
    expect((await done(machine.isolate(full))).state).toBe('failed')
    firewall.faults.lies = false
    await clock.advance(6_000)
    expect(machine.current()).toMatchObject({ state: 'degraded' })
    link.faults.lies = false
    await clock.advance(16_000)
    expect(machine.current().state).toBe('isolated')
    expect(states(told)).toEqual(['isolating', 'failed', 'degraded', 'isolated'])
  })

  test('asked for again does nothing again', async () => {
    const { machine, calls, told, done } = terminal()
    await done(machine.isolate(full))
    await done(machine.isolate({ ...full, by: officer, because: 'again' }))
    expect(calls).toHaveLength(2)
    expect(told).toHaveLength(2)
  })

  test('selective takes the firewall only; full over it escalates; selective over full changes nothing', async () => {
    const { machine, calls, done } = terminal()
    expect(await done(machine.isolate(selective))).toMatchObject({ state: 'isolated', scope: 'selective', by: officer })
    expect(await done(machine.isolate(full))).toMatchObject({ state: 'isolated', scope: 'full' })
    expect(await done(machine.isolate(selective))).toMatchObject({ state: 'isolated', scope: 'full' })
    expect(calls).toEqual(['firewall apply selective', 'firewall apply full', 'link apply full'])
  })

  test('does not wait for a disk that refuses or hangs, and says that it would not survive a restart', async () => {
    for (const trouble of ['refuses', 'hangs'] as const) {
      const { machine, clock, file, calls, done } = terminal()
      file[trouble] = true
      const now = await done(machine.isolate(full))
      expect(calls).toEqual(['firewall apply full', 'link apply full'])
      expect(now).toMatchObject({ state: 'degraded' })
      expect(now.layers.at(-1)).toMatchObject({ layer: 'record', stands: false })
      if (trouble === 'hangs') continue
      file.refuses = false
      await clock.advance(2_000)
      expect(machine.current()).toMatchObject({ state: 'isolated' })
      expect(file.text).toContain('"step":"isolated"')
    }
  })

  test.each([
    ['isolation/adapter-ambiguous', 'two adapters'],
    ['isolation/adapter-not-found', 'no adapter'],
  ] as const)('without an adapter (%s) is failed, says why, and holds once there is one', async (code, message) => {
    const { machine, clock, adapters, calls, done } = terminal()
    adapters.found = new Fault(code, message)
    const now = await done(machine.isolate(full))
    expect(now.state).toBe('failed')
    expect(now.layers[0]?.detail).toBe(`${code}: ${message}`)
    expect(calls).toEqual([])
    adapters.found = adapter
    await clock.advance(2_000)
    expect(machine.current().state).toBe('isolated')
  })

  test('takes the adapter that it last knew when it cannot be found any more', async () => {
    const { machine, adapters, done } = terminal()
    await done(machine.resume())
    adapters.found = new Fault('isolation/adapter-not-found', 'its route is gone')
    expect(await done(machine.isolate(full))).toMatchObject({ state: 'isolated', adapter: 'ins0' })
  })

  test('does not wait for the search where the adapter is known, and cuts the one that it finds as well', async () => {
    const { machine, clock, adapters, calls, done } = terminal()
    await done(machine.resume())
    const late = adapters.resolve.bind(adapters)
    adapters.resolve = async () => {
      await new Promise<void>((resolve) => clock.after(1_000, resolve))
      return late()
    }
    adapters.found = { ...adapter, name: 'usb0', mac: '02:00:00:00:00:99' }
    const work = machine.isolate(full)
    await clock.advance(500)
    expect(calls).toHaveLength(2)
    expect(await done(work)).toMatchObject({ state: 'isolated', adapter: 'usb0' })
    expect(calls).toHaveLength(4)
  })

  test('a listener that throws does not stop it', async () => {
    const { machine, log, done } = terminal()
    machine.onChange(() => {
      throw new Error('the outbox is full')
    })
    expect((await done(machine.isolate(full))).state).toBe('isolated')
    expect(log.codes('error')).toContain('response/listener-failed')
  })
})

describe('looking', () => {
  test.each([
    ['by itself after ten seconds', async ({ clock }: ReturnType<typeof terminal>) => clock.advance(10_100)],
    ['when the network changed', async ({ machine, done }: ReturnType<typeof terminal>) => done(machine.lookAgain())],
  ])('repairs what drifted, %s, and says so', async (_, look) => {
    const cut = terminal()
    const { machine, firewall, drifts, told, done, calls } = cut
    await done(machine.isolate(full))
    firewall.kernel.applied = undefined
    await look(cut)
    expect(firewall.kernel.applied).toBe('full')
    expect(drifts).toMatchObject([{ layer: 'firewall', repaired: true }])
    expect(machine.current().state).toBe('isolated')
    expect(states(told)).toEqual(['isolating', 'isolated'])
    expect(calls.filter((call) => call.startsWith('link'))).toEqual(['link apply full'])
  })

  test('repairs a layer that stands but was loosened', async () => {
    const { machine, firewall, drifts, done } = terminal()
    await done(machine.isolate(full))
    firewall.faults.isLoosened = true
    await done(machine.lookAgain())
    expect(firewall.faults.isLoosened).toBe(false)
    expect(drifts).toHaveLength(1)
  })

  test('what cannot be repaired is degraded, said once', async () => {
    const { machine, clock, link, drifts, told, done } = terminal()
    await done(machine.isolate(full))
    link.kernel.applied = undefined
    link.faults.failsToApply = true
    await clock.advance(35_000)
    expect(machine.current()).toMatchObject({ state: 'degraded' })
    expect(drifts).toMatchObject([{ layer: 'link', repaired: false }])
    expect(states(told)).toEqual(['isolating', 'isolated', 'degraded'])
  })

  test('follows the adapter to a new name, and stays where it is while the adapter is unplugged', async () => {
    const { machine, adapters, calls, done } = terminal()
    await done(machine.isolate(full))
    adapters.later = undefined
    await done(machine.lookAgain())
    expect(calls).toHaveLength(2)
    adapters.later = { ...adapter, name: 'ins1', index: 7 }
    await done(machine.lookAgain())
    expect(calls).toHaveLength(4)
    expect(machine.current()).toMatchObject({ state: 'isolated', adapter: 'ins1' })
  })

  test('does nothing while connected, and nothing after stop', async () => {
    const { machine, clock, calls, done, firewall } = terminal()
    await done(machine.lookAgain())
    expect(calls).toEqual([])
    await done(machine.isolate(full))
    machine.stop()
    firewall.kernel.applied = undefined
    await clock.advance(60_000)
    expect(firewall.kernel.applied).toBeUndefined()
  })
})

describe('a release', () => {
  const release = { by: officer, because: 'cleaned', order: '0199' }
  test('removes the link layer first, the firewall last, and is connected when nothing is left', async () => {
    const { machine, calls, file, told, journaled, done } = terminal()
    await done(machine.isolate(full))
    expect(await done(machine.release(release))).toMatchObject({
      state: 'connected',
      by: officer,
      because: 'cleaned',
      layers: [],
    })
    expect(calls.slice(2)).toEqual(['link release', 'firewall release'])
    expect(states(told).slice(2)).toEqual(['releasing', 'connected'])
    expect(file.text).toContain('"step":"idle"')
    expect(journaled.map(({ step }) => step)).toContain('isolation/release-decided')
  })

  test('of a connected terminal does nothing', async () => {
    const { machine, calls, done } = terminal()
    expect((await done(machine.release(release))).state).toBe('connected')
    expect(calls).toEqual([])
  })

  test.each(['failsToRelease', 'lies', 'failsToLook'] as const)(
    'that leaves something (%s) says releasing and goes on until it is gone',
    async (fault) => {
      const { machine, clock, firewall, link, done } = terminal()
      await done(machine.isolate(full))
      firewall.faults[fault] = true
      expect(await done(machine.release(release))).toMatchObject({
        state: 'releasing',
        layers: [{ layer: 'firewall' }],
      })
      expect(link.kernel.applied).toBeUndefined()
      firewall.faults[fault] = false
      await clock.advance(5_000)
      expect(machine.current().state).toBe('connected')
    },
  )

  test.each(['journal', 'record'] as const)('is refused where it cannot be written down (%s)', async (what) => {
    const { machine, file, journal, firewall, done } = terminal()
    await done(machine.isolate(full))
    if (what === 'journal') journal.refuses = true
    else file.refuses = true
    await expect(done(machine.release(release))).rejects.toMatchObject({ code: 'config/unwritable' })
    expect(machine.current().state).toBe('isolated')
    expect(firewall.kernel.applied).toBe('full')
  })

  test('a cut during a release that hangs on wins', async () => {
    const { machine, firewall, done } = terminal()
    await done(machine.isolate(full))
    firewall.faults.failsToRelease = true
    await done(machine.release(release))
    expect((await done(machine.isolate({ ...full, because: 'again' }))).state).toBe('isolated')
  })

  test('asked for in the middle of a cut waits its turn', async () => {
    const { machine, calls, done } = terminal()
    const [, released] = await done(Promise.all([machine.isolate(full), machine.release(release), machine.lookAgain()]))
    expect(released.state).toBe('connected')
    expect(calls).toEqual(['firewall apply full', 'link apply full', 'link release', 'firewall release'])
  })
})

describe('after a restart', () => {
  test('a cut is applied again before anything else, and keeps its reason and its time', async () => {
    const first = terminal()
    const cut = await first.done(first.machine.isolate({ ...full, alert: '0199' }))
    const later = terminal({ file: new MemoryFile(first.file.text) })
    const now = await later.done(later.machine.resume())
    expect(later.calls).toEqual(['firewall apply full', 'link apply full'])
    expect(now).toMatchObject({ state: 'isolated', because: 'ransomware', alert: '0199', since: cut.since })
  })

  test('a terminal that was never cut, or was released, is left alone', async () => {
    const first = terminal()
    expect((await first.done(first.machine.resume())).state).toBe('connected')
    await first.done(first.machine.isolate(full))
    await first.done(first.machine.release({ by: officer, because: 'cleaned' }))
    const later = terminal({ file: new MemoryFile(first.file.text) })
    expect(await later.done(later.machine.resume())).toMatchObject({ state: 'connected', because: 'cleaned' })
    expect(later.calls).toEqual([])
  })

  test.each([
    ['cut short', (text: string) => text.slice(0, 40)],
    ['one letter changed', (text: string) => text.replace('idle', 'idlf')],
    ['empty', () => ''],
    ['zeroes', (text: string) => '\0'.repeat(text.length)],
    ['not ours', () => '{"step":"idle"}\n'],
  ])('a damaged record counts as cut: %s', async (_, damage) => {
    const first = terminal()
    await first.done(first.machine.isolate(full))
    await first.done(first.machine.release({ by: officer, because: 'cleaned' }))
    const later = terminal({ file: new MemoryFile(damage(first.file.text!)) })
    expect(await later.done(later.machine.resume())).toMatchObject({
      state: 'isolated',
      scope: 'full',
      by: { kind: 'agent' },
    })
    expect(later.log.codes('error')).toContain('isolation/state-damaged')
  })

  test.each(['full', 'selective'] as const)(
    'a %s cut whose record was taken away is believed from the machine',
    async (scope) => {
      const { machine, done } = terminal({ firewall: new FakeLayer({ name: 'firewall', kernel: { applied: scope } }) })
      expect(await done(machine.resume())).toMatchObject({ state: 'isolated', scope })
    },
  )

  test('layers that cannot be looked at are no reason to cut', async () => {
    const { machine, calls, done } = terminal({
      firewall: new FakeLayer({ name: 'firewall', faults: { failsToLook: true } }),
      link: new FakeLayer({ name: 'link', scopes: ['full'], faults: { failsToLook: true } }),
    })
    expect((await done(machine.resume())).state).toBe('connected')
    expect(calls).toEqual([])
  })
})

describe('when the agent dies', () => {
  /** Dies at the `at`-th step (a durable write before or after it counts, a layer call before or after it does), and starts anew over the same disk and kernel. */
  async function dieAndReturn(
    at: number,
    work: (cut: ReturnType<typeof terminal>) => Promise<unknown>,
    prepare?: (cut: ReturnType<typeof terminal>) => Promise<unknown>,
  ) {
    const cut = terminal()
    await prepare?.(cut)
    let steps = 0
    const step = async () => {
      if (++steps < at) return
      // Dead: nothing of the old agent happens any more, and nothing of it ever returns.
      cut.firewall.faults.hangs = cut.link.faults.hangs = cut.file.hangs = true
      await new Promise(() => {})
    }
    cut.file.around = step
    for (const layer of [cut.firewall, cut.link]) {
      const { apply, release } = { apply: layer.apply.bind(layer), release: layer.release.bind(layer) }
      layer.apply = async (...args) => {
        await step()
        await apply(...args)
        await step()
      }
      layer.release = async () => {
        await step()
        await release()
        await step()
      }
    }
    await Promise.race([cut.done(work(cut)), new Promise((resolve) => setTimeout(resolve, 60))])
    const later = terminal({
      file: new MemoryFile(cut.file.text),
      firewall: new FakeLayer({ name: 'firewall', kernel: cut.firewall.kernel }),
      link: new FakeLayer({ name: 'link', scopes: ['full'], kernel: cut.link.kernel }),
    })
    const { state } = await later.done(later.machine.resume())
    return { isOver: steps < at, state, kernel: [cut.firewall.kernel.applied, cut.link.kernel.applied] }
  }

  test('in the middle of a cut: it ends isolated, or it never began', async () => {
    const outcomes: string[] = []
    for (let at = 1; ; at++) {
      const { isOver, state, kernel } = await dieAndReturn(at, ({ machine }) => machine.isolate(full))
      outcomes.push(`${state} ${kernel.join(' ')}`)
      if (isOver) break
    }
    // Four writes and two layers, each with a before and an after, and once to the end.
    expect(outcomes).toHaveLength(13)
    expect(outcomes[0]).toBe('connected  ')
    expect(new Set(outcomes.slice(1))).toEqual(new Set(['isolated full full']))
  })

  test('in the middle of a release: it ends connected or isolated, and the machine is what it says', async () => {
    const outcomes: string[] = []
    for (let at = 1; ; at++) {
      const { isOver, state, kernel } = await dieAndReturn(
        at,
        ({ machine }) => machine.release({ by: officer, because: 'cleaned' }),
        ({ machine, done }) => done(machine.isolate(full)),
      )
      outcomes.push(`${state} ${kernel.join(' ')}`)
      if (isOver) break
    }
    expect(outcomes).toHaveLength(9)
    expect(outcomes[0]).toBe('isolated full full')
    expect(new Set(outcomes.slice(1))).toEqual(new Set(['connected  ']))
  })

  test('in the middle of an escalation: never less than what was asked last', async () => {
    for (let at = 1; ; at++) {
      const { isOver, state, kernel } = await dieAndReturn(
        at,
        ({ machine }) => machine.isolate(full),
        ({ machine, done }) => done(machine.isolate(selective)),
      )
      expect(state).toBe('isolated')
      expect(kernel).toEqual(at === 1 ? ['selective', undefined] : ['full', 'full'])
      if (isOver) break
    }
  })
})
