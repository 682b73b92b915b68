// The adapter layer of Windows against a machine as documented: requested, applied, verified; and what a release puts back.
import { describe, expect, test } from 'vitest'
import { ManualClock } from '#test/fakes/manual-clock.ts'
import { MemoryFile } from '#test/fakes/memory-file.ts'
import { onInsurance as target, windowsPrograms as programs, WindowsMachine } from '#test/fakes/windows-machine.ts'
import { windowsAdapter } from './windows-adapter.ts'

function terminal({ machine = new WindowsMachine(), file = new MemoryFile() } = {}) {
  const clock = new ManualClock()
  const layer = windowsAdapter({ commands: machine, programs, clock, file })
  async function done<T>(work: Promise<T>): Promise<T> {
    let left = 400
    const watched = work.finally(() => (left = 0))
    watched.catch(() => {})
    while (left-- > 0) await clock.advance(50)
    return watched
  }
  return { machine, file, clock, layer, done }
}
const stateOf = ({ adapters: [adapter] }: WindowsMachine) => adapter?.state

describe('a cut', () => {
  test('disables the adapter by its GUID, whatever it is called', async () => {
    const { machine, layer, done } = terminal()
    machine.adapters[0]!.name = '本地连接 2'
    await done(layer.apply(target, 'full'))
    expect(machine.ran).toEqual(['look-adapter', 'disable-adapter'])
    expect(machine.adapters.map(({ state }) => state)).toEqual([3, 2])
    expect(await layer.status(target, 'full')).toMatchObject({ stands: true, gone: false })
  })
  test('that follows slowly is waited for', async () => {
    const { machine, layer, clock, done } = terminal()
    machine.followsAfterLooks = 8
    const since = clock.monotonic()
    await done(layer.apply(target, 'full'))
    expect(clock.monotonic() - since).toBeGreaterThanOrEqual(4_000)
    expect(stateOf(machine)).toBe(3)
  })
  test('control: that never follows is no cut, and says so after ten seconds', async () => {
    const { machine, layer, clock, done } = terminal()
    machine.followsAfterLooks = Number.POSITIVE_INFINITY
    const since = clock.monotonic()
    await expect(done(layer.apply(target, 'full'))).rejects.toMatchObject({ code: 'isolation/not-verified' })
    expect(clock.monotonic() - since).toBeGreaterThanOrEqual(10_000)
    expect(await layer.status(target, 'full')).toMatchObject({ stands: false, gone: false })
  })
  test.each<[string, (machine: WindowsMachine, file: MemoryFile) => void, string, number | undefined]>([
    ['without rights', (machine) => (machine.isDenied = true), 'isolation/not-permitted', 2],
    ['of an adapter that is gone', (machine) => (machine.adapters = []), 'isolation/adapter-not-found', undefined],
    [
      'with a disk that takes nothing still cuts, and tells',
      (_, file) => (file.refuses = true),
      'config/unwritable',
      3,
    ],
  ])('%s', async (_, trouble, code, state) => {
    const { machine, file, layer, done } = terminal()
    trouble(machine, file)
    await expect(done(layer.apply(target, 'full'))).rejects.toMatchObject({ code })
    expect(stateOf(machine)).toBe(state)
  })
  test('what it had is on disk before it is disabled, and a repeated cut does not overwrite it', async () => {
    const { machine, file, layer, done } = terminal()
    const seen: (string | undefined)[] = []
    machine.onScript = (name) => name === 'disable-adapter' && seen.push(file.text)
    await done(layer.apply(target, 'full'))
    expect(seen[0]).toContain('172.20.0.0/16')
    const first = file.text
    machine.adapters[0] = { ...machine.adapters[0]!, state: 2, admin: 1, active: [] }
    await done(layer.apply(target, 'full'))
    expect(file.text).toBe(first)
    expect(stateOf(machine)).toBe(3)
  })
})

describe('what is believed', () => {
  test('an adapter that somebody enabled again', async () => {
    const { machine, layer, done } = terminal()
    await done(layer.apply(target, 'full'))
    Object.assign(machine.adapters[0]!, { state: 2, admin: 1 })
    expect(await layer.status(target, 'full')).toMatchObject({ stands: false, gone: false })
  })
  test('an adapter that was disabled by somebody else is none of ours', async () => {
    const { machine, layer } = terminal()
    Object.assign(machine.adapters[0]!, { state: 3, admin: 2 })
    expect(await layer.status(target, 'full')).toMatchObject({ stands: false, gone: true })
  })
  test('one that was pulled out while it was cut', async () => {
    const { machine, layer, done } = terminal()
    await done(layer.apply(target, 'full'))
    machine.adapters = []
    expect(await layer.status(target, 'full')).toMatchObject({ stands: true, gone: false })
  })
})

describe('a release', () => {
  test('enables it and puts back the routes that Windows forgot, not those that it remembers', async () => {
    const { machine, file, layer, done } = terminal()
    const before = structuredClone(machine.adapters)
    await done(layer.apply(target, 'full'))
    machine.followsAfterLooks = 3
    await done(layer.release(target))
    expect(
      machine.adapters.map((adapter) => ({
        ...adapter,
        active: adapter.active.toSorted((a, b) => (a.prefix < b.prefix ? -1 : 1)),
      })),
    ).toEqual(before)
    expect(file.text).toBeUndefined()
    expect(await layer.status(target, 'full')).toMatchObject({ gone: true })
  })
  test('leaves an adapter disabled that was disabled before', async () => {
    const { machine, layer, done } = terminal()
    Object.assign(machine.adapters[0]!, { state: 3, admin: 2 })
    await done(layer.apply(target, 'full'))
    await done(layer.release(target))
    expect(stateOf(machine)).toBe(3)
    expect(machine.ran).not.toContain('enable-adapter')
  })
  test('that does not take is told and tried again, for as long as it takes', async () => {
    const { machine, file, layer, done } = terminal()
    await done(layer.apply(target, 'full'))
    machine.isDenied = true
    for (let tries = 0; tries < 7; tries++)
      await expect(done(layer.release(target))).rejects.toMatchObject({ code: 'isolation/not-permitted' })
    expect(file.text).toBeDefined()
    machine.isDenied = false
    await done(layer.release(target))
    expect(stateOf(machine)).toBe(2)
  })
  test('of an adapter that is gone forgets it', async () => {
    const { machine, file, layer, done } = terminal()
    await done(layer.apply(target, 'full'))
    machine.adapters = []
    await done(layer.release(target))
    expect(file.text).toBeUndefined()
  })
  test('with a damaged snapshot enables it, and says what is lost', async () => {
    const { machine, file, layer, done } = terminal()
    await done(layer.apply(target, 'full'))
    file.text = '{"version":1,'
    expect(await layer.status(target, 'full')).toMatchObject({ stands: false, gone: false })
    await expect(done(layer.release(target))).rejects.toMatchObject({ code: 'isolation/state-damaged' })
    expect(stateOf(machine)).toBe(2)
    expect(file.text).toBeUndefined()
  })
  test('without a cut touches nothing', async () => {
    const { machine, layer, done } = terminal()
    await done(layer.release(target))
    expect(machine.ran).toEqual([])
  })
})
