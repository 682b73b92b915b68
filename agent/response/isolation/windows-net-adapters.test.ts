// Which adapter of a Windows terminal is meant, and when to refuse instead of guessing.
import { describe, expect, test } from 'vitest'
import { insuranceGuid, onInsurance, windowsPrograms as programs, WindowsMachine } from '#test/fakes/windows-machine.ts'
import { chooseNetAdapter, windowsNetAdapters } from './windows-net-adapters.ts'
import type { NetAdapter } from './windows-scripts.ts'

const adapter = (name: string, index: number, mac: string): NetAdapter => ({
  name,
  index,
  mac,
  guid: `{00000000-0000-0000-0000-0000000000${String(index).padStart(2, '0')}}`,
  state: 2,
  admin: 1,
})
const ethernet = adapter('以太网', 12, '00-15-5D-01-02-03')
const wireless = adapter('WLAN', 7, '00-15-5D-0A-0B-0C')
const team = adapter('本地连接', 20, '00-15-5D-01-02-03')

test.each<[string, NetAdapter[], Parameters<typeof chooseNetAdapter>[1], number[], string]>([
  [
    'by GUID, without braces and in small letters',
    [ethernet, wireless],
    { guid: wireless.guid.slice(1, -1).toLowerCase() },
    [],
    'WLAN',
  ],
  ['by GUID rather than by MAC', [ethernet, wireless], { guid: wireless.guid, mac: ethernet.mac }, [], 'WLAN'],
  ['by MAC, with colons', [ethernet, wireless], { mac: '00:15:5d:0a:0b:0c' }, [], 'WLAN'],
  ['by MAC rather than by name', [ethernet, wireless], { mac: wireless.mac, name: '以太网' }, [], 'WLAN'],
  ['by name where the MAC is gone', [ethernet], { mac: '00-00-00-00-00-01', name: '以太网' }, [], '以太网'],
  ['two of one MAC: the name decides', [ethernet, team], { mac: team.mac, name: '本地连接' }, [], '本地连接'],
  ['two of one MAC: refused', [ethernet, team], { mac: team.mac }, [], 'isolation/adapter-ambiguous'],
  ['by route', [ethernet, wireless], {}, [7], 'WLAN'],
  ['two ways: refused', [ethernet, wireless], {}, [7, 12], 'isolation/adapter-ambiguous'],
  ['no way', [ethernet], {}, [], 'isolation/adapter-not-found'],
  ['the way leads over loopback', [ethernet], {}, [1], 'isolation/adapter-not-found'],
  [
    'a named one that is not there, though another has the way',
    [ethernet],
    { guid: wireless.guid },
    [12],
    'isolation/adapter-not-found',
  ],
])('%s', (_, list, choice, routed, expected) => {
  let found: string
  try {
    found = chooseNetAdapter(list, choice, routed).name
  } catch (error) {
    found = (error as { code: string }).code
  }
  expect(found).toBe(expected)
})

describe('on a terminal', () => {
  const finder = (commands: WindowsMachine, choice = {}) =>
    windowsNetAdapters({ commands, programs, choice, gateway: onInsurance.gateway })

  test('with all that addresses it', async () => {
    expect(await finder(new WindowsMachine()).resolve()).toEqual(onInsurance.adapter)
  })
  test.each([
    [
      'two default routes of one metric',
      [
        { prefix: '0.0.0.0/0', index: 12, metric: 25 },
        { prefix: '0.0.0.0/0', index: 7, metric: 25 },
      ],
      'isolation/adapter-ambiguous',
    ],
    [
      'two default routes, one better',
      [
        { prefix: '0.0.0.0/0', index: 12, metric: 25 },
        { prefix: '0.0.0.0/0', index: 7, metric: 50 },
      ],
      '以太网',
    ],
    [
      'the longer prefix wins',
      [
        { prefix: '0.0.0.0/0', index: 7, metric: 1 },
        { prefix: '10.0.0.0/8', index: 12, metric: 99 },
      ],
      '以太网',
    ],
    [
      'a route of the other family is none',
      [
        { prefix: '::/0', index: 7, metric: 1 },
        { prefix: '0.0.0.0/0', index: 12, metric: 9 },
      ],
      '以太网',
    ],
  ])('%s', async (_, routes, expected) => {
    const machine = new WindowsMachine()
    machine.routes = routes
    const found = await finder(machine)
      .resolve()
      .then(
        ({ name }) => name,
        (error: { code: string }) => error.code,
      )
    expect(found).toBe(expected)
  })
  test('the one that is cut is found again by its GUID under a new name and index, disabled or not, and not by route', async () => {
    const machine = new WindowsMachine()
    machine.adapters[0] = { ...machine.adapters[0]!, name: '医保专网', index: 31, state: 3, admin: 2 }
    machine.way = [7]
    expect(await finder(machine).again(onInsurance.adapter)).toMatchObject({
      name: '医保专网',
      index: 31,
      guid: insuranceGuid,
    })
    machine.adapters.shift()
    expect(await finder(machine).again(onInsurance.adapter)).toBeUndefined()
  })
  test('a new driver gives a new GUID: then the MAC', async () => {
    const machine = new WindowsMachine()
    machine.adapters[0] = { ...machine.adapters[0]!, guid: '{NEW}' }
    expect(await finder(machine).again(onInsurance.adapter)).toMatchObject({ guid: '{NEW}', index: 12 })
  })
})
