/** What kind of adapter a Linux interface is, from what the kernel says of its driver and bus. */

import type { Adapter } from '#shared/domain/endpoint.ts'

/** Facts of `/sys/class/net/<name>`; empty where there are none. */
export interface AdapterTraits {
  readonly name: string
  /** `DEVTYPE` of `uevent`: `wlan`, `wwan`, `bluetooth`, `bridge`, … */
  readonly deviceType: string
  /** Name of the driver, from `device/driver`. */
  readonly driver: string
  /** ARPHRD number of `type`: 1 Ethernet, 772 loopback, 65534 none (tun). */
  readonly hardwareType: number
  /** There is a `wireless` or `phy80211` folder. */
  readonly wireless: boolean
  /** There is a `device` link: hardware, real or of a virtual machine. */
  readonly hardware: boolean
}

/** A phone that shares its network over USB: RNDIS (Android, Windows Mobile), CDC Ethernet and NCM (Android, dongles), ipheth (iPhone). */
const tetherDrivers = new Set(['rndis_host', 'cdc_ether', 'cdc_ncm', 'cdc_eem', 'ipheth'])
/** Modems that look like an adapter. */
const mobileDrivers = new Set(['qmi_wwan', 'cdc_mbim', 'huawei_cdc_ncm', 'sierra_net', 'iosm', 'mtk_t7xx', 'mhi_net'])

export function adapterKind({
  name,
  deviceType,
  driver,
  hardwareType,
  wireless,
  hardware,
}: AdapterTraits): Adapter['kind'] {
  if (hardwareType === 772) return 'loopback'
  if (wireless || deviceType === 'wlan') return 'wifi'
  if (deviceType === 'wwan' || mobileDrivers.has(driver) || /^(wwan|ppp)\d/.test(name)) return 'mobile'
  if (deviceType === 'bluetooth' || /^bnep\d/.test(name)) return 'bluetooth'
  if (tetherDrivers.has(driver)) return 'tether'
  if (deviceType !== '' && deviceType !== 'dsa') return 'virtual'
  // A veth pair has Ethernet's type and no hardware, exactly like `dummy` and `ifb`; it carries real traffic of containers.
  return hardware || hardwareType === 1 ? 'ethernet' : 'virtual'
}
