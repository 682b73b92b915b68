// The adapters source in a network namespace of its own, with the true `ip monitor`: latency, kinds, and a monitor that dies.
import { spawn, spawnSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { NetworkChanged } from '#shared/domain/event.ts'

const space = `sentinel-${process.pid}`
const ip = (...args: string[]) => spawnSync('/usr/sbin/ip', args, { encoding: 'utf8' })
const inSpace = (...args: string[]) => {
  const { status, stderr } = ip('-n', space, ...args)
  if (status !== 0) throw new Error(`ip ${args.join(' ')}: ${stderr}`)
}
// Needs root and network namespaces.
const isPossible = process.platform === 'linux' && process.getuid?.() === 0 && ip('netns', 'add', space).status === 0

const folder = mkdtempSync(join(tmpdir(), 'sentinel-adapters-'))
const script = join(folder, 'watch.mjs')
const at = (path: string) => JSON.stringify(new URL(path, import.meta.url).href)

interface Said {
  readonly event?: NetworkChanged
  readonly coverage: { readonly state: string }
  readonly cpuMs: number
}

const said: Said[] = []
let child: ReturnType<typeof spawn>

beforeAll(async () => {
  if (!isPossible) return
  inSpace('link', 'add', 'insurance0', 'type', 'veth', 'peer', 'name', 'far0')
  inSpace('link', 'add', 'office0', 'type', 'veth', 'peer', 'name', 'far1')
  for (const name of ['lo', 'insurance0', 'far0', 'office0', 'far1']) inSpace('link', 'set', name, 'up')
  inSpace('address', 'add', '10.1.0.4/24', 'dev', 'insurance0')
  inSpace('address', 'add', '192.168.7.4/24', 'dev', 'office0')
  inSpace('route', 'add', 'default', 'via', '10.1.0.1')
  writeFileSync(
    script,
    `import { adaptersSource } from ${at('./adapters.ts')}
     import { linuxNetwork } from ${at('./linux-network.ts')}
     import { linuxIpMonitor } from ${at('./linux-ip-monitor.ts')}
     import { systemClock } from ${at('../../machine/clock.ts')}
     const clock = systemClock(), log = { info() {}, warn() {}, error() {} }
     const source = adaptersSource({ clock, log, reader: linuxNetwork(),
       notices: linuxIpMonitor({ clock, log, ip: '/usr/sbin/ip', random: () => 0 }) })
     const say = (event) => {
       const { user, system } = process.cpuUsage()
       console.log(JSON.stringify({ event, coverage: source.coverage(), cpuMs: (user + system) / 1000 }))
     }
     await source.start(say, new AbortController().signal)
     setInterval(say, 100)`,
  )
  child = spawn('/usr/sbin/ip', ['netns', 'exec', space, process.execPath, script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  createInterface(child.stdout!).on('line', (line) => said.push(JSON.parse(line) as Said))
  await until(() => said.at(-1)?.coverage.state === 'full')
})

afterAll(() => {
  child?.kill('SIGKILL')
  if (isPossible) ip('netns', 'delete', space)
  rmSync(folder, { recursive: true })
})

async function until(holds: () => boolean, withinMs = 8_000) {
  for (const end = Date.now() + withinMs; !holds() && Date.now() < end;)
    await new Promise((resolve) => setTimeout(resolve, 5))
  expect(holds()).toBe(true)
}

const events = () => said.flatMap(({ event }) => event ?? [])
const monotonic = () => Number(process.hrtime.bigint()) / 1e6

/** Milliseconds from the command to the event that shows it. */
async function latency(change: () => void, shows: (event: NetworkChanged) => boolean): Promise<number> {
  const before = events().length
  const startedAt = monotonic()
  change()
  await until(() => events().slice(before).some(shows))
  return events().slice(before).find(shows)!.moment.monotonicMs - startedAt
}

test.runIf(isPossible)('the first event shows adapters, addresses and the default route', () => {
  const [first] = events()
  expect(first?.defaultRoutes).toEqual([
    { destination: '0.0.0.0/0', gateway: '10.1.0.1', adapter: 'insurance0', metric: 0 },
  ])
  expect(first?.adapters.find(({ name }) => name === 'insurance0')).toMatchObject({
    kind: 'ethernet',
    up: true,
    addresses: expect.arrayContaining(['10.1.0.4/24']),
  })
})

test.runIf(isPossible)('a second default route is an event within half a second', async () => {
  const took: number[] = []
  for (let i = 0; i < 5; i++) {
    took.push(
      await latency(
        () => inSpace('route', 'add', 'default', 'via', '192.168.7.1', 'metric', '100'),
        ({ defaultRoutes }) => defaultRoutes.some(({ adapter }) => adapter === 'office0'),
      ),
    )
    await latency(
      () => inSpace('route', 'delete', 'default', 'metric', '100'),
      ({ defaultRoutes }) => defaultRoutes.length === 1,
    )
  }
  process.stdout.write(`    new default route → event: ${took.map((ms) => ms.toFixed(0)).join(' ')} ms\n`)
  expect(Math.max(...took)).toBeLessThan(500)
})

test.runIf(isPossible)('an unreachable route, as our own isolation sets it, is no default route', async () => {
  inSpace('route', 'add', 'unreachable', 'default', 'metric', '9')
  await latency(
    () => inSpace('address', 'add', '10.1.0.5/24', 'dev', 'insurance0'),
    () => true,
  )
  expect(
    events()
      .at(-1)
      ?.defaultRoutes.map(({ adapter }) => adapter),
  ).toEqual(['insurance0'])
})

test.runIf(isPossible)('a monitor that is killed: degraded, restarted, full again, and nothing missed', async () => {
  const [monitor] = readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').trim().split(' ')
  const from = said.length
  process.kill(Number(monitor), 'SIGKILL')
  await latency(
    () => inSpace('link', 'set', 'office0', 'down'),
    ({ adapters }) => adapters.some(({ name, up }) => name === 'office0' && !up),
  )
  await until(() => said.at(-1)?.coverage.state === 'full')
  expect(said.slice(from).map(({ coverage }) => coverage.state)).toContain('degraded')
})

test.runIf(isPossible)('idle, it costs next to nothing and starts no program', async () => {
  const children = () => readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').trim()
  const [before, running] = [said.at(-1)!.cpuMs, children()]
  await new Promise((resolve) => setTimeout(resolve, 6_000))
  process.stdout.write(
    `    idle: ${(said.at(-1)!.cpuMs - before).toFixed(0)} ms of CPU in 6 s, the test’s own output included\n`,
  )
  expect(said.at(-1)!.cpuMs - before).toBeLessThan(120)
  expect(children()).toBe(running)
})
