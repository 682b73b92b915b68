// The link layer against recorded answers of iproute2 6.1: what it saves, in which order it works, and what it does when half of it fails.
import { describe, expect, test } from 'vitest'
import { ManualClock } from '#test/fakes/manual-clock.ts'
import { MemoryFile } from '#test/fakes/memory-file.ts'
import { RecordedCommands } from '#test/fakes/recorded-commands.ts'
import type { Recording } from '#test/fakes/recorded-commands.ts'
import type { IsolationTarget } from './driver.ts'
import { linuxLink } from './linux-link.ts'

const programs = { ip: '/usr/sbin/ip' }
const target: IsolationTarget = {
  adapter: { name: 'ins0', index: 2, mac: '02:c5:3d:e8:7d:c2' },
  gateway: { address: '10.9.0.1', port: 7443 },
}

const device = (flags: string, v6 = true) =>
  `[{"ifindex":2,"ifname":"ins0","flags":["BROADCAST","MULTICAST"${flags}],"link_type":"ether","address":"02:c5:3d:e8:7d:c2","addr_info":[{"family":"inet","local":"10.9.0.2","prefixlen":24,"scope":"global","label":"ins0","valid_life_time":4294967295,"preferred_life_time":4294967295}${v6 ? ',{"family":"inet6","local":"fd09::2","prefixlen":64,"scope":"global","valid_life_time":4294967295,"preferred_life_time":4294967295}' : ''}]}]`
const up = { stdout: device(',"UP","LOWER_UP"') }
const upBare = { stdout: device(',"UP","LOWER_UP"', false) }
const down = { stdout: device('', false) }
const kernelRoute =
  '{"dst":"10.9.0.0/24","dev":"ins0","protocol":"kernel","scope":"link","prefsrc":"10.9.0.2","flags":[]}'
const staticRoute =
  '{"dst":"172.20.0.0/16","gateway":"10.9.0.1","dev":"ins0","prefsrc":"10.9.0.2","metric":50,"flags":[],"metrics":[{"mtu":1400}]}'
const otherDefault = '{"dst":"default","gateway":"192.168.77.1","dev":"oth0","metric":600,"flags":[]}'
const v6Routes =
  '[{"dst":"fd09::/64","dev":"ins0","protocol":"kernel","metric":256,"flags":[],"pref":"medium"},{"dst":"fd20::/48","gateway":"fd09::1","dev":"ins0","prefsrc":"fd09::2","metric":77,"flags":[],"pref":"medium"},{"dst":"fe80::/64","dev":"ins0","protocol":"kernel","metric":256,"flags":[],"pref":"medium"}]'
const v4 = (...routes: string[]) => ({ stdout: `[${[...routes, otherDefault].join(',')}]` })
const unreachable4 =
  '{"type":"unreachable","dst":"10.9.0.0/24","protocol":"213","metric":1,"flags":[]},{"type":"unreachable","dst":"172.20.0.0/16","protocol":"213","metric":51,"flags":[]}'
const unreachable6 =
  '[{"type":"unreachable","dst":"fd09::/64","dev":"lo","protocol":"213","metric":257,"flags":[],"pref":"medium"},{"type":"unreachable","dst":"fd20::/48","dev":"lo","protocol":"213","metric":78,"flags":[],"pref":"medium"}]'

const machine = (...changed: Recording[]) =>
  new RecordedCommands([
    ...changed,
    { command: 'ip -j addr show dev ins0', answers: [up] },
    { command: 'ip -j addr show', answers: [{ stdout: '[]' }] },
    { command: 'ip -j -4 route show table all', answers: [v4(kernelRoute, staticRoute)] },
    { command: 'ip -j -6 route show table all', answers: [{ stdout: v6Routes }] },
    { command: /^ip -[46] -force -batch -$/, answers: [{}] },
    { command: /^ip link set dev ins0 (up|down)$/, answers: [{}] },
    { command: /^ip -[46] route flush table all proto 213$/, answers: [{}] },
  ])
const layer = (commands: RecordedCommands, file = new MemoryFile(), prefixes: string[] = []) =>
  linuxLink({ commands, programs, file, clock: new ManualClock(), prefixes })
const acts = (commands: RecordedCommands) => commands.ran.filter((line) => !line.startsWith('ip -j'))

/** The snapshot of a machine that was cut, made by the layer itself. */
async function snapshot(): Promise<string> {
  const file = new MemoryFile()
  await layer(machine(), file).apply(target, 'full')
  return file.text!
}

describe('a cut', () => {
  test('closes every other way first, then takes the link down', async () => {
    const commands = machine()
    await layer(commands).apply(target, 'full')
    expect(acts(commands)).toEqual([
      'ip -4 -force -batch - << route add unreachable 10.9.0.0/24 table main metric 1 proto 213\nroute add unreachable 172.20.0.0/16 table main metric 51 proto 213',
      'ip -6 -force -batch - << route add unreachable fd09::/64 table main metric 257 proto 213\nroute add unreachable fd20::/48 table main metric 78 proto 213',
      'ip link set dev ins0 down',
    ])
  })
  test('has the addresses and routes on disk before anything changes', async () => {
    const file = new MemoryFile()
    const commands = machine({
      command: 'ip link set dev ins0 down',
      answers: [
        () => ({ exitCode: file.text?.includes('172.20.0.0/16') === true && file.text.includes('fd09::2') ? 0 : 1 }),
      ],
    })
    await layer(commands, file).apply(target, 'full')
  })
  test('also closes the networks that the settings name', async () => {
    const commands = machine()
    await layer(commands, new MemoryFile(), ['10.0.0.0/8', '172.20.0.0/16', 'fd00::/8']).apply(target, 'full')
    expect(commands.ran.join('\n')).toContain('route add unreachable 10.0.0.0/8 table main metric 1 proto 213')
    expect(commands.ran.join('\n')).toContain('route add unreachable fd00::/8 table main metric 1 proto 213')
    expect(commands.ran.join('\n')).not.toContain('172.20.0.0/16 table main metric 1 ')
  })
  test('repeated does not overwrite the snapshot with what is left', async () => {
    const file = new MemoryFile(await snapshot())
    const before = JSON.parse(file.text!) as { addresses: unknown; routes: unknown }
    await layer(
      machine(
        { command: 'ip -j addr show dev ins0', answers: [down] },
        { command: 'ip -j -4 route show table all', answers: [v4(unreachable4)] },
      ),
      file,
    ).apply(target, 'full')
    expect(JSON.parse(file.text!)).toMatchObject({ addresses: before.addresses, routes: before.routes })
  })
  test('in a later boot takes what the system configured there', async () => {
    const file = new MemoryFile(
      (await snapshot()).replace('"boot":"manual"', '"boot":"earlier"').replaceAll('10.9.0.2"', '10.9.0.77"'),
    )
    await layer(machine(), file).apply(target, 'full')
    expect(file.text).not.toContain('10.9.0.77')
    expect(file.text).toContain('"boot":"manual"')
  })
  test.each<[string, Recording | 'disk', string]>([
    ['the disk takes nothing', 'disk', 'config/unwritable'],
    [
      'a fallback route is refused',
      { command: 'ip -4 -force -batch -', answers: [{ exitCode: 1, stderr: 'RTNETLINK answers: File exists\n' }] },
      'command/failed',
    ],
  ])('goes on when %s, and tells', async (_, trouble, code) => {
    const commands = machine(...(trouble === 'disk' ? [] : [trouble]))
    const file = new MemoryFile()
    file.refuses = trouble === 'disk'
    await expect(layer(commands, file).apply(target, 'full')).rejects.toMatchObject({ code })
    expect(commands.ran).toContain('ip link set dev ins0 down')
  })
  test('of an adapter that is not there is refused', async () => {
    const commands = machine({
      command: 'ip -j addr show dev ins0',
      answers: [{ exitCode: 1, stderr: 'Device "ins0" does not exist.\n' }],
    })
    await expect(layer(commands).apply(target, 'full')).rejects.toMatchObject({ code: 'isolation/adapter-not-found' })
  })
})

describe('what is believed', () => {
  const cutMachine = (...changed: Recording[]) =>
    machine(
      ...changed,
      { command: 'ip -j addr show dev ins0', answers: [down] },
      { command: 'ip -j -4 route show table all', answers: [v4(unreachable4)] },
      { command: 'ip -j -6 route show table all', answers: [{ stdout: unreachable6 }] },
    )
  test.each<[string, Recording[], { stands: boolean; gone: boolean }]>([
    ['down, every other way closed', [], { stands: true, gone: false }],
    [
      'control: exit code 0 and the link is still up',
      [{ command: 'ip -j addr show dev ins0', answers: [up] }],
      { stands: false, gone: false },
    ],
    [
      'a fallback route is missing',
      [{ command: 'ip -j -6 route show table all', answers: [{ stdout: '[]' }] }],
      { stands: false, gone: false },
    ],
    [
      'somebody else’s unreachable route does not count',
      [{ command: 'ip -j -4 route show table all', answers: [v4(unreachable4.replaceAll('"213"', '"static"'))] }],
      { stands: false, gone: false },
    ],
  ])('%s', async (_, changed, expected) => {
    expect(await layer(cutMachine(...changed), new MemoryFile(await snapshot())).status(target, 'full')).toMatchObject(
      expected,
    )
  })
  test('a link that is down without us is none of ours', async () => {
    const commands = machine({ command: 'ip -j addr show dev ins0', answers: [down] })
    expect(await layer(commands).status(target, 'full')).toMatchObject({ stands: false, gone: true })
  })
  test('fallback routes without a snapshot are half a layer', async () => {
    expect(await layer(cutMachine()).status(target, 'full')).toMatchObject({ stands: false, gone: false })
  })
})

describe('a release', () => {
  const lost = [
    { command: 'ip -j addr show dev ins0', answers: [down, upBare, up] },
    {
      command: 'ip -j -4 route show table all',
      answers: [v4(kernelRoute), v4(kernelRoute), v4(kernelRoute, staticRoute)],
    },
    { command: 'ip -j -6 route show table all', answers: [{ stdout: '[]' }, { stdout: '[]' }, { stdout: v6Routes }] },
  ]
  test('brings the link up, puts back addresses, then routes, and opens the other ways last', async () => {
    const commands = machine(...lost)
    const file = new MemoryFile(await snapshot())
    await layer(commands, file).release(target)
    expect(acts(commands)).toEqual([
      'ip link set dev ins0 up',
      'ip -6 -force -batch - << addr add fd09::2/64 dev ins0 scope global nodad\naddr change fd09::2/64 dev ins0 scope global',
      'ip -4 -force -batch - << route add 172.20.0.0/16 via 10.9.0.1 dev ins0 table main metric 50 src 10.9.0.2 mtu 1400',
      'ip -6 -force -batch - << route add fd20::/48 via fd09::1 dev ins0 table main metric 77 src fd09::2 pref medium',
      'ip -4 route flush table all proto 213',
      'ip -6 route flush table all proto 213',
    ])
    expect(file.text).toBeUndefined()
  })
  test('that changes nothing though everything exits with 0 is told, keeps the snapshot, and gives up in the end', async () => {
    const file = new MemoryFile(await snapshot())
    const commands = machine(
      { command: 'ip -j addr show dev ins0', answers: [down] },
      { command: 'ip -j -4 route show table all', answers: [v4()] },
      { command: 'ip -j -6 route show table all', answers: [{ stdout: '[]' }] },
    )
    const link = layer(commands, file)
    for (let tries = 1; tries <= 5; tries++) {
      await expect(link.release(target)).rejects.toThrow(
        'not put back on ins0: link, fd09::2, 172.20.0.0/16, fd20::/48',
      )
      expect(file.text === undefined).toBe(tries === 5)
    }
  })
  test('does not raise a link that was down before the cut', async () => {
    const file = new MemoryFile()
    await layer(machine({ command: 'ip -j addr show dev ins0', answers: [down] }), file).apply(target, 'full')
    const commands = machine({ command: 'ip -j addr show dev ins0', answers: [down] })
    await layer(commands, file).release(target)
    expect(acts(commands)).not.toContain('ip link set dev ins0 up')
  })
  test('in a later boot leaves alone what the system configured', async () => {
    const commands = machine()
    await layer(commands, new MemoryFile((await snapshot()).replace('"boot":"manual"', '"boot":"earlier"'))).release(
      target,
    )
    expect(acts(commands)).toEqual(['ip -4 route flush table all proto 213', 'ip -6 route flush table all proto 213'])
  })
  test('with a damaged snapshot brings the link up, and says what is lost', async () => {
    const commands = machine({ command: 'ip -j addr show dev ins0', answers: [down] })
    const file = new MemoryFile('{"version":1,')
    await expect(layer(commands, file).release(target)).rejects.toMatchObject({ code: 'isolation/state-damaged' })
    expect(acts(commands)).toContain('ip link set dev ins0 up')
    expect(file.text).toBeUndefined()
  })
  test('of an unplugged adapter clears what is ours', async () => {
    const commands = machine({ command: 'ip -j addr show dev ins0', answers: [{ exitCode: 1 }] })
    const file = new MemoryFile(await snapshot())
    await layer(commands, file).release(target)
    expect(file.text).toBeUndefined()
    expect(acts(commands)).toHaveLength(2)
  })
})
