// 违规外联 by access profile: which default routes are foreign, and how often it is said.
import { describe, expect, test } from 'vitest'
import type { Adapter, Route } from '#shared/domain/endpoint.ts'
import type { NetworkChanged } from '#shared/domain/event.ts'
import { momentAt } from '#test/fakes/file-events.ts'
import type { DualHomingSettings } from './dual-homing.ts'
import { dualHoming } from './dual-homing.ts'

const adapter = (name: string, kind: Adapter['kind'], index: number): Adapter => ({
  name,
  kind,
  index,
  mac: `02:00:00:00:00:0${index}`,
  up: true,
  addresses: [],
})
const adapters = [
  adapter('insurance0', 'ethernet', 1),
  adapter('office0', 'ethernet', 2),
  adapter('wlan0', 'wifi', 3),
  adapter('usb0', 'tether', 4),
  adapter('tun0', 'virtual', 5),
]

const route = (name: string, metric = 0, destination = '0.0.0.0/0'): Route => ({
  destination,
  gateway: `10.${metric}.0.1`,
  adapter: name,
  metric,
})

const network = (...defaultRoutes: Route[]): NetworkChanged => ({
  kind: 'network-changed',
  source: 'adapters',
  moment: momentAt(0),
  adapters,
  defaultRoutes,
  nameServers: [],
  gatewayMacs: {},
})

const line: DualHomingSettings = {
  insuranceAdapter: { name: 'insurance0' },
  accessProfile: 'line',
  allowedAdapters: [],
}
const vpn: DualHomingSettings = { ...line, insuranceAdapter: { name: 'tun0' }, accessProfile: 'vpn' }
const mixed: DualHomingSettings = { ...line, accessProfile: 'mixed' }
const unnamed: DualHomingSettings = { ...line, insuranceAdapter: {} }
const own = route('insurance0')

/** The adapters that are said, in order. */
const said = (settings: DualHomingSettings, ...events: NetworkChanged[]) => {
  const detector = dualHoming(settings)
  return events.flatMap((event) => detector.onEvent(event)?.subject ?? [])
}

describe('who is foreign', () => {
  test.each<[string, DualHomingSettings, NetworkChanged, string[]]>([
    ['line: its own route', line, network(own), []],
    ['line: no route at all', line, network(), []],
    ['line: its own route, IPv4 and IPv6', line, network(own, route('insurance0', 1024, '::/0')), []],
    ['line: a second default route', line, network(own, route('office0', 100)), ['office0']],
    ['line: only a foreign one', line, network(route('usb0')), ['usb0']],
    ['line: half of everything through a tunnel', line, network(own, route('tun0', 0, '128.0.0.0/1')), ['tun0']],
    [
      'line: an adapter on the list',
      { ...line, allowedAdapters: ['office0'] },
      network(own, route('office0', 100)),
      [],
    ],
    [
      'line: by MAC, under another name',
      { ...line, insuranceAdapter: { name: 'eth9', mac: '02:00:00:00:00:01' } },
      network(own),
      [],
    ],
    ['VPN: its uplink', vpn, network(route('office0'), route('tun0')), []],
    ['VPN: Wi-Fi as its uplink', vpn, network(route('wlan0')), []],
    ['VPN: two uplinks', vpn, network(route('office0', 1), route('wlan0', 600)), ['wlan0']],
    ['VPN: a phone', vpn, network(route('usb0')), ['usb0']],
    ['VPN: a 4G stick on the list', { ...vpn, allowedAdapters: ['usb0'] }, network(route('usb0')), []],
    ['mixed: line and uplink', mixed, network(own, route('office0', 100)), []],
    ['mixed: Wi-Fi', mixed, network(own, route('wlan0', 600)), ['wlan0']],
    ['no adapter named: one route', unnamed, network(route('office0')), []],
    ['no adapter named: the preferred one is its own', unnamed, network(route('office0', 100), own), ['office0']],
  ])('%s', (_, settings, event, expected) => {
    expect(said(settings, event)).toEqual(expected)
  })
})

describe('how often', () => {
  const both = network(own, route('usb0', 100))
  test.each<[string, NetworkChanged[], string[]]>([
    ['once while it stays', [network(own), both, both, both], ['usb0']],
    ['again when it comes back', [both, network(own), both], ['usb0', 'usb0']],
    ['each new one', [both, network(own, route('usb0', 100), route('wlan0', 600))], ['usb0', 'wlan0']],
    ['not when only a name server changes', [both, { ...both, nameServers: ['8.8.8.8'] }], ['usb0']],
  ])('%s', (_, events, expected) => {
    expect(said(line, ...events)).toEqual(expected)
  })
})

test('the finding names the adapter, what it is, its gateway and the insurance adapter', () => {
  const finding = dualHoming(line).onEvent(network(own, route('usb0', 100)))
  expect(finding).toMatchObject({
    because: '本机正通过手机 USB 共享网络 usb0（网关 10.100.0.1）上网，不是医保专网网卡 insurance0，两个网络同时连通',
    facts: { adapter: 'usb0', kind: 'tether', profile: 'line', beside: true },
  })
})
