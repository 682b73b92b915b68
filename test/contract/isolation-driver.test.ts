// One contract for every isolation layer, and what it means on a real network: namespaces, packets, `ip` and `nft` themselves.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { systemClock } from '#agent/machine/clock.ts'
import { durableFile } from '#agent/machine/durable-file.ts'
import { findPrograms } from '#agent/machine/programs.ts'
import { spawnedCommands } from '#agent/machine/spawned-commands.ts'
import type { IsolationDriver, IsolationTarget } from '#agent/response/isolation/driver.ts'
import { linuxLink } from '#agent/response/isolation/linux-link.ts'
import { linuxNetworkManager } from '#agent/response/isolation/linux-networkmanager.ts'
import { linuxNftables } from '#agent/response/isolation/linux-nftables.ts'
import { rehearsal } from '#agent/response/isolation/rehearsal.ts'
import { windowsAdapter } from '#agent/response/isolation/windows-adapter.ts'
import { windowsFirewall } from '#agent/response/isolation/windows-firewall.ts'
import { FakeLayer } from '../fakes/fake-layer.ts'
import { onInsurance, windowsPrograms, WindowsMachine } from '../fakes/windows-machine.ts'
import { IsolationLab, server, whyNoLab } from './isolation-lab.ts'

const why = whyNoLab()
if (why !== undefined) process.stderr.write(`isolation drivers are not tried on a real network: ${why}\n`)

const clock = systemClock()
const folder = mkdtempSync(join(tmpdir(), 'yibao-isolation-'))
const lab = new IsolationLab('drv')
const onTerminal = lab.commandsOn(spawnedCommands(clock))
const programs = findPrograms()
const nowhere: IsolationTarget = {
  adapter: { name: 'ins0', index: 1, mac: '' },
  gateway: { address: server.v4, port: 7443 },
}

beforeAll(async () => {
  if (why === undefined) await lab.open()
}, 30_000)
afterAll(() => {
  lab.close()
  rmSync(folder, { recursive: true })
})

const onWindows = { commands: new WindowsMachine(), programs: windowsPrograms }
const makers = {
  fake: () => new FakeLayer(),
  rehearsal: () => rehearsal(),
  'linux-nftables': () => linuxNftables({ commands: onTerminal, programs }),
  'linux-link': () =>
    linuxLink({ commands: onTerminal, programs, clock, file: durableFile(join(folder, 'link.json')) }),
  'linux-networkmanager': () =>
    linuxNetworkManager({ commands: onTerminal, programs, file: durableFile(join(folder, 'networkmanager.json')) }),
  'windows-firewall': () => windowsFirewall(onWindows),
  'windows-adapter': () => windowsAdapter({ ...onWindows, clock, file: durableFile(join(folder, 'adapter.json')) }),
} satisfies Record<string, () => IsolationDriver>

describe.each(Object.entries(makers))('the contract of a layer: %s', (name, make) => {
  const isReal = name.startsWith('linux')
  const cannot = isReal && (why !== undefined || (name === 'linux-networkmanager' && programs.nmcli === undefined))
  const target = () => (isReal ? lab.target() : name.startsWith('windows') ? onInsurance : nowhere)
  let driver = make()
  afterEach(async () => {
    if (isReal && !cannot) await driver.release(target())
  })

  test.skipIf(cannot)('stands when applied, is gone when released, and says so however often it is asked', async () => {
    driver = make()
    expect(driver.name).toBe(name)
    for (const scope of driver.scopes) {
      expect(await driver.status(target(), scope)).toMatchObject({ stands: false, gone: true })
      await driver.release(target())
      await driver.apply(target(), scope)
      await driver.apply(target(), scope)
      expect(await driver.status(target(), scope)).toMatchObject({ stands: true, gone: false })
      await driver.release(target())
      await driver.release(target())
      expect(await driver.status(target(), scope)).toMatchObject({ stands: false, gone: true })
    }
  })

  test.skipIf(cannot)('a successor that remembers nothing sees what stands and can release it', async () => {
    if (name === 'fake' || name === 'rehearsal') return
    await make().apply(target(), 'full')
    driver = make()
    expect(await driver.status(target(), 'full')).toMatchObject({ stands: true, gone: false })
    await driver.release(target())
    expect(await make().status(target(), 'full')).toMatchObject({ stands: false, gone: true })
  })
})

describe.skipIf(why !== undefined)('on a real network', () => {
  const tcp = (address: string, port: number) => ({ address, port, over: 'tcp' as const })
  const udp = (address: string) => ({ address, port: 5353, over: 'udp' as const })
  const everything = [
    tcp(server.v4, server.pinnedPort),
    tcp(server.v4, server.otherPort),
    tcp('10.9.0.9', server.pinnedPort),
    tcp(server.routed, server.otherPort),
    tcp(server.v6, server.pinnedPort),
    tcp(server.v6, server.otherPort),
    udp(server.v4),
    udp(server.v6),
  ]
  const open = async () => {
    const [reached, ...pinged] = await Promise.all([
      lab.reachable(everything),
      lab.pings(server.v4),
      lab.pings(server.v6),
    ])
    const pings = [server.v4, server.v6].filter((_, at) => pinged[at] === true)
    return [
      ...reached.map(({ over, address, port }) => `${over} ${address} ${port}`),
      ...pings.map((address) => `ping ${address}`),
    ]
  }
  const all = [
    ...everything.map(({ over, address, port }) => `${over} ${address} ${port}`),
    `ping ${server.v4}`,
    `ping ${server.v6}`,
  ]

  let driver: IsolationDriver
  let before: Record<string, string>
  const begin = async (make: () => IsolationDriver) => {
    driver = make()
    expect(await open()).toEqual(all)
    before = await lab.snapshot()
  }
  afterEach(async () => {
    await driver.release(lab.target())
  })
  const releasedExactly = async () => {
    await driver.release(lab.target())
    expect(await lab.snapshot()).toEqual(before)
    expect(await open()).toEqual(all)
  }

  test.each(['linux-nftables', 'linux-link'] as const)(
    '%s, full: nothing passes, not even ARP; a release puts everything back',
    async (name) => {
      await begin(makers[name])
      expect(await lab.holds('old', tcp(server.v4, server.pinnedPort))).toBe(true)
      expect(await lab.speaks('old')).toBe(true)
      await driver.apply(lab.target(), 'full')
      lab.forgetNeighbours()
      let passed: string[] = []
      let leaked: string[] = []
      const heard = await lab.heardIn('insurance', async () => {
        leaked = await lab.heardIn('other', async () => {
          passed = await open()
          expect(await lab.speaks('old')).toBe(false)
        })
      })
      expect(passed).toEqual([])
      expect(heard).toEqual([])
      expect(leaked.filter((line) => /10\.9\.|172\.2|fd09|fd2/.test(line))).toEqual([])
      expect(await lab.pings('192.168.77.1')).toBe(true)
      expect(await lab.pings('fd77::1')).toBe(true)
      await releasedExactly()
      // Closed, not frozen: what spoke before the cut does not go on after it.
      expect(await lab.speaks('old')).toBe(false)
    },
  )

  test.each([
    ['IPv4', server.v4],
    ['IPv6', server.v6],
  ])('linux-nftables, selective over %s: only the pinned address and port pass', async (_, address) => {
    await begin(makers['linux-nftables'])
    expect(await lab.holds('office', tcp(address, server.pinnedPort))).toBe(true)
    expect(await lab.holds('old', tcp(address, server.otherPort))).toBe(true)
    await driver.apply(lab.target(address), 'selective')
    lab.forgetNeighbours()
    expect(await driver.status(lab.target(address), 'selective')).toMatchObject({ stands: true })
    expect(await open()).toEqual([`tcp ${address} ${server.pinnedPort}`])
    expect(await lab.speaks('office')).toBe(true)
    expect(await lab.speaks('old')).toBe(false)
    expect(await lab.pings('192.168.77.1')).toBe(true)
    await releasedExactly()
  })

  test('a selective cut becomes a full one without a gap, and the listing of one is not the other', async () => {
    await begin(makers['linux-nftables'])
    await driver.apply(lab.target(), 'selective')
    expect(await driver.status(lab.target(), 'full')).toMatchObject({ stands: false, gone: false })
    await driver.apply(lab.target(), 'full')
    expect(await open()).toEqual([])
    await releasedExactly()
  })

  test.each([
    ['a rule is inserted before ours', 'nft insert rule inet yibao_sentinel inward accept'],
    ['a rule is taken away', 'nft flush chain inet yibao_sentinel outward'],
    ['the policy is loosened', 'nft chain netdev yibao_sentinel egress { policy accept ; }'],
    ['a table is deleted', 'nft delete table netdev yibao_sentinel'],
    ['everything is flushed', 'nft flush ruleset'],
    ['a chain is added', 'nft add chain inet yibao_sentinel more'],
  ])('linux-nftables sees that %s, and repairs it', async (_, tampering) => {
    await begin(makers['linux-nftables'])
    await driver.apply(lab.target(), 'full')
    lab.terminal(tampering)
    expect(await driver.status(lab.target(), 'full')).toMatchObject({ stands: false })
    await driver.apply(lab.target(), 'full')
    expect(await driver.status(lab.target(), 'full')).toMatchObject({ stands: true })
    await releasedExactly()
  })

  test.each([
    ['the link is brought up again', 'ip link set ins0 up'],
    ['a fallback route is deleted', 'ip route del unreachable 10.9.0.0/24'],
  ])('linux-link sees that %s, repairs it, and still releases what was first', async (_, tampering) => {
    await begin(makers['linux-link'])
    await driver.apply(lab.target(), 'full')
    lab.terminal(tampering)
    expect(await driver.status(lab.target(), 'full')).toMatchObject({ stands: false })
    await driver.apply(lab.target(), 'full')
    expect(await driver.status(lab.target(), 'full')).toMatchObject({ stands: true })
    expect(await open()).toEqual([])
    await releasedExactly()
  })

  test('both layers together are released exactly, whichever order the office chooses', async () => {
    await begin(makers['linux-nftables'])
    const link = makers['linux-link']()
    await driver.apply(lab.target(), 'full')
    await link.apply(lab.target(), 'full')
    expect(await open()).toEqual([])
    expect(await driver.status(lab.target(), 'full')).toMatchObject({ stands: true })
    await link.release(lab.target())
    expect(await open()).toEqual([])
    await releasedExactly()
  })

  test('control: a link that is merely set down leaks by the other adapter, and comes back without its routes', async () => {
    await begin(makers['linux-link'])
    const link = JSON.parse(lab.terminal('ip -j link show dev ins0')) as unknown[]
    expect(link).toHaveLength(1)
    await driver.apply(lab.target(), 'full')
    lab.terminal('ip route flush table all proto 213')
    const leaked = await lab.heardIn('other', async () => {
      await lab.reachable([tcp(server.routed, server.otherPort)])
    })
    expect(leaked.some((line) => line.includes(server.routed))).toBe(true)
    lab.terminal('ip link set ins0 up')
    expect(lab.terminal('ip route show 172.20.0.0/16')).toBe('')
    lab.terminal('ip link set ins0 down')
    await releasedExactly()
  })
})
