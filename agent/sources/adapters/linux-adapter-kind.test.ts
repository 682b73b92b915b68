// Kinds of adapters by the traits that Linux shows of them.
import { expect, test } from 'vitest'
import type { AdapterTraits } from './linux-adapter-kind.ts'
import { adapterKind } from './linux-adapter-kind.ts'

const plain: AdapterTraits = {
  name: 'x',
  deviceType: '',
  driver: '',
  hardwareType: 1,
  wireless: false,
  hardware: false,
}

test.each<[string, Partial<AdapterTraits>, string]>([
  ['onboard card', { name: 'enp3s0', driver: 'r8169', hardware: true }, 'ethernet'],
  ['one end of a veth pair', { name: 'veth0' }, 'ethernet'],
  ['Wi-Fi', { name: 'wlp2s0', deviceType: 'wlan', driver: 'iwlwifi', wireless: true, hardware: true }, 'wifi'],
  ['Android phone by cable', { name: 'usb0', driver: 'rndis_host', hardware: true }, 'tether'],
  ['iPhone by cable', { name: 'eth1', driver: 'ipheth', hardware: true }, 'tether'],
  ['4G stick as modem', { name: 'wwan0', deviceType: 'wwan', driver: 'qmi_wwan', hardware: true }, 'mobile'],
  ['dialled connection', { name: 'ppp0', hardwareType: 512 }, 'mobile'],
  ['Bluetooth network', { name: 'bnep0', deviceType: 'bluetooth' }, 'bluetooth'],
  ['bridge', { name: 'br0', deviceType: 'bridge' }, 'virtual'],
  ['tunnel', { name: 'tun0', hardwareType: 65534 }, 'virtual'],
  ['loopback', { name: 'lo', hardwareType: 772 }, 'loopback'],
])('%s', (_, traits, kind) => {
  expect(adapterKind({ ...plain, ...traits })).toBe(kind)
})
