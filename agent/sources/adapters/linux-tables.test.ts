// The kernel's tables as they were read on real machines, and the facts in them.
import { expect, test } from 'vitest'
import { addresses6, defaultRoutes4, defaultRoutes6, nameServers, neighbourMacs } from './linux-tables.ts'

const head = 'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n'
const row = (adapter: string, destination: string, gateway: string, flags: string, metric: number, mask: string) =>
  `${adapter}\t${destination}\t${gateway}\t${flags}\t0\t0\t${metric}\t${mask}\t0\t0\t0   \n`

test.each([
  [
    'a default route',
    row('eth0', '00000000', '010200C0', '0003', 100, '00000000'),
    [['0.0.0.0/0', '192.0.2.1', 'eth0', 100]],
  ],
  ['a link route', row('eth0', '000200C0', '00000000', '0001', 0, '00FFFFFF'), []],
  [
    'a default route without a gateway',
    row('ppp0', '00000000', '00000000', '0001', 0, '00000000'),
    [['0.0.0.0/0', '', 'ppp0', 0]],
  ],
  ['an unreachable default route', row('*', '00000000', '00000000', '0200', 0, '00000000'), []],
  [
    'half of everything (VPN)',
    row('tun0', '00000080', '0100080A', '0003', 0, '00000080'),
    [['128.0.0.0/1', '10.8.0.1', 'tun0', 0]],
  ],
])('IPv4: %s', (_, table, expected) => {
  const routes = defaultRoutes4(head + table).map(({ destination, gateway, adapter, metric }) => [
    destination,
    gateway,
    adapter,
    metric,
  ])
  expect(routes).toEqual(expected)
})

const zeros = '0'.repeat(32)
test.each([
  [
    'a default route',
    `${zeros} 00 ${zeros} 00 fd000000000000000000000000000001 00000400 00000002 00000000 00000003     eth0`,
    [['::/0', 'fd00::1', 'eth0', 1024]],
  ],
  [
    'the kernel’s own reject route',
    `${zeros} 00 ${zeros} 00 ${zeros} ffffffff 00000001 00000000 00200200       lo`,
    [],
  ],
  [
    'a unicast network',
    `fd000000000000000000000000000000 40 ${zeros} 00 ${zeros} 00000100 00000001 00000000 00000001     eth0`,
    [],
  ],
])('IPv6: %s', (_, table, expected) => {
  const routes = defaultRoutes6(`${table}\n`).map(({ destination, gateway, adapter, metric }) => [
    destination,
    gateway,
    adapter,
    metric,
  ])
  expect(routes).toEqual(expected)
})

test('neighbours: complete entries only', () => {
  const table = `IP address       HW type     Flags       HW address            Mask     Device
192.0.2.1        0x1         0x2         02:FC:00:00:00:05     *        eth0
192.0.2.9        0x1         0x0         00:00:00:00:00:00     *        eth0\n`
  expect(neighbourMacs(table)).toEqual({ '192.0.2.1': '02:fc:00:00:00:05' })
})

test.each([
  ['fe8000000000000000fc00fffe000001', 'fe80::fc:ff:fe00:1/64'],
  ['00000000000000000000000000000001', '::1/64'],
  ['20010db8000000000001000000000001', '2001:db8::1:0:0:1/64'],
  ['20010db8000100000001000000010001', '2001:db8:1:0:1:0:1:1/64'],
])('address %s', (hex, text) => {
  expect(addresses6(`${hex} 02 40 20 80     eth0\n`).get('eth0')).toEqual([text])
})

test('name servers', () => {
  expect(nameServers('# by hand\nsearch x\nnameserver 10.0.0.53\nnameserver  fd00::53 \noptions edns0\n')).toEqual([
    '10.0.0.53',
    'fd00::53',
  ])
})
