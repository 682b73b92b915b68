// Which adapter is meant, and when to refuse instead of guessing.
import { describe, expect, test } from 'vitest'
import { RecordedCommands } from '#test/fakes/recorded-commands.ts'
import { choose, linuxAdapter } from './adapter.ts'
import type { LinuxDevice } from './linux-iproute.ts'

const device = (ifname: string, address: string, more: Partial<LinuxDevice> = {}): LinuxDevice => ({
  ifindex: 2,
  ifname,
  address,
  flags: ['UP'],
  link_type: 'ether',
  addr_info: [],
  ...more,
})
const lo = device('lo', '00:00:00:00:00:00', { flags: ['LOOPBACK', 'UP'], link_type: 'loopback' })
const eth0 = device('eth0', '02:00:00:00:00:0a')
const wlan0 = device('wlan0', '02:00:00:00:00:0b')
const vlan = device('eth0.100', '02:00:00:00:00:0a', { link: 'eth0' })
const bond = device('bond0', '02:00:00:00:00:0a')
const slave = device('eth1', '02:00:00:00:00:0a', { master: 'bond0' })

test.each<[string, LinuxDevice[], Parameters<typeof choose>[1], string[], string]>([
  ['by MAC, whatever its case', [lo, eth0, wlan0], { mac: '02:00:00:00:00:0B' }, [], 'wlan0'],
  ['by MAC rather than by name', [eth0, wlan0], { mac: wlan0.address, name: 'eth0' }, [], 'wlan0'],
  [
    'by name where the MAC is gone (a new card in the same slot)',
    [eth0],
    { mac: '02:00:00:00:00:ff', name: 'eth0' },
    [],
    'eth0',
  ],
  ['by name', [eth0, wlan0], { name: 'wlan0' }, ['eth0'], 'wlan0'],
  ['by route', [eth0, wlan0], {}, ['eth0'], 'eth0'],
  ['a VLAN of the same MAC, by its name', [eth0, vlan], { mac: eth0.address, name: 'eth0.100' }, [], 'eth0.100'],
  ['a bond, not its parts', [slave, bond], { mac: bond.address }, [], 'bond0'],
  ['two of one MAC: refused', [eth0, vlan], { mac: eth0.address }, [], 'isolation/adapter-ambiguous'],
  ['two ways to the office: refused', [eth0, wlan0], {}, ['eth0', 'wlan0'], 'isolation/adapter-ambiguous'],
  [
    'a named one that is not there, though another has the route',
    [wlan0],
    { name: 'eth0' },
    ['wlan0'],
    'isolation/adapter-not-found',
  ],
  [
    'a MAC that is not there, though another has the route',
    [wlan0],
    { mac: eth0.address },
    ['wlan0'],
    'isolation/adapter-not-found',
  ],
  ['no way to the office', [eth0], {}, [], 'isolation/adapter-not-found'],
  ['the office on the terminal itself: loopback is never cut', [lo, eth0], {}, ['lo'], 'isolation/adapter-not-found'],
  ['loopback by name neither', [lo, eth0], { name: 'lo' }, [], 'isolation/adapter-not-found'],
])('%s', (_, list, choice, routed, expected) => {
  let found: string
  try {
    found = choose(list, choice, routed).name
  } catch (error) {
    found = (error as { code: string }).code
  }
  expect(found).toBe(expected)
})

describe('on this machine', () => {
  const gateway = { address: '10.9.0.1', port: 7443 }
  const programs = { ip: '/usr/sbin/ip' }
  const both = { stdout: JSON.stringify([lo, eth0, wlan0]) }
  const finder = (commands: RecordedCommands, choice = {}) => linuxAdapter({ commands, programs, choice, gateway })

  test.each([
    [
      'one default route',
      '[{"dst":"default","gateway":"10.1.0.1","dev":"eth0","metric":100},{"dst":"default","gateway":"192.168.1.1","dev":"wlan0","metric":600}]',
      'eth0',
    ],
    [
      'the longer prefix wins',
      '[{"dst":"default","gateway":"10.1.0.1","dev":"wlan0"},{"dst":"10.0.0.0/8","gateway":"10.1.0.1","dev":"eth0"}]',
      'eth0',
    ],
    [
      'two equal routes',
      '[{"dst":"default","gateway":"10.1.0.1","dev":"eth0","metric":100},{"dst":"default","gateway":"192.168.1.1","dev":"wlan0","metric":100}]',
      'isolation/adapter-ambiguous',
    ],
    [
      'one route over both',
      '[{"dst":"default","nexthops":[{"gateway":"10.1.0.1","dev":"eth0","weight":1},{"gateway":"192.168.1.1","dev":"wlan0","weight":1}]}]',
      'isolation/adapter-ambiguous',
    ],
    [
      'a policy rule that the main table does not show',
      '[{"dst":"default","gateway":"192.168.1.1","dev":"wlan0"}]',
      'eth0',
    ],
  ])('by route: %s', async (_, matching, expected) => {
    const commands = new RecordedCommands([
      { command: 'ip -j addr show', answers: [both] },
      {
        command: 'ip -j route get 10.9.0.1',
        answers: [{ stdout: '[{"dst":"10.9.0.1","gateway":"10.1.0.1","dev":"eth0","prefsrc":"10.1.0.4"}]' }],
      },
      { command: 'ip -j -4 route show to match 10.9.0.1', answers: [{ stdout: matching }] },
    ])
    const found = await finder(commands)
      .resolve()
      .then(
        ({ name }) => name,
        (error: { code: string }) => error.code,
      )
    expect(found).toBe(expected)
  })

  test('the one that is cut is found again by its MAC under a new name, and not while it is unplugged', async () => {
    const known = { name: 'eth0', index: 2, mac: '02:00:00:00:00:0a' }
    const renamed = device('eth7', '02:00:00:00:00:0a', { ifindex: 9 })
    const commands = new RecordedCommands([
      {
        command: 'ip -j addr show',
        answers: [{ stdout: JSON.stringify([lo, renamed]) }, { stdout: JSON.stringify([lo, wlan0]) }],
      },
    ])
    expect(await finder(commands).again(known)).toEqual({ name: 'eth7', index: 9, mac: known.mac })
    expect(await finder(commands).again(known)).toBeUndefined()
  })
})
