/** 违规外联: the terminal reaches another network beside the insurance network, or instead of it. */

import type { Adapter, Route } from '#shared/domain/endpoint.ts'
import type { NetworkChanged } from '#shared/domain/event.ts'
import { zhCn } from '#shared/wording/zh-cn.ts'
import type { Detector } from '../detector.ts'

/** 专线: a line of its own. VPN: a tunnel over an ordinary uplink. 混合: a line beside an ordinary uplink. */
export type AccessProfile = 'line' | 'vpn' | 'mixed'

export interface DualHomingSettings {
  /** By MAC where it is given, else by name; with neither, the adapter of the first default route seen is taken for it. */
  readonly insuranceAdapter: { readonly name?: string | undefined; readonly mac?: string | undefined }
  readonly accessProfile: AccessProfile
  /** Names of adapters that may carry a default route. */
  readonly allowedAdapters: readonly string[]
}

/** What kind of adapter may be the one ordinary uplink of each profile; phones, dongles and Bluetooth never without being on the list. */
const uplinkKinds: Record<AccessProfile, readonly Adapter['kind'][]> = {
  line: [],
  vpn: ['ethernet', 'wifi'],
  mixed: ['ethernet'],
}

const preferred = (a: Route, b: Route) => a.metric - b.metric

export function dualHoming(settings: DualHomingSettings, wording = zhCn.rules['dual-homing']): Detector {
  let assumed: string | undefined
  // Adapters that were reported and still are foreign: said once, and again when they come back.
  let said: ReadonlySet<string> = new Set()

  function insuranceAdapterIn({ adapters, defaultRoutes }: NetworkChanged): string | undefined {
    const { name, mac } = settings.insuranceAdapter
    if (mac !== undefined) return adapters.find((adapter) => adapter.mac === mac.toLowerCase())?.name ?? name
    if (name !== undefined) return name
    assumed ??= defaultRoutes.toSorted(preferred)[0]?.adapter
    return assumed
  }

  /** The adapters with a default route that nobody allowed, the most preferred route first. */
  function foreignIn(event: NetworkChanged, insurance: string | undefined): Route[] {
    const kindOf = (name: string) => event.adapters.find((adapter) => adapter.name === name)?.kind ?? 'ethernet'
    const outside = [
      ...new Map(
        event.defaultRoutes
          .toSorted(preferred)
          .toReversed()
          .map((route) => [route.adapter, route]),
      ).values(),
    ]
      .toReversed()
      .filter(({ adapter }) => adapter !== insurance && !settings.allowedAdapters.includes(adapter))
    const kinds = uplinkKinds[settings.accessProfile]
    const uplink = outside.find(({ adapter }) => kinds.includes(kindOf(adapter)))
    return outside.filter((route) => route !== uplink)
  }

  return {
    rule: 'dual-homing',
    severity: 'high',
    wants: ['network-changed'],
    onEvent(event) {
      if (event.kind !== 'network-changed') return undefined
      const insurance = insuranceAdapterIn(event)
      const foreign = foreignIn(event, insurance)
      const fresh = foreign.find(({ adapter }) => !said.has(adapter))
      said = new Set(foreign.map(({ adapter }) => adapter))
      if (!fresh) return undefined
      const adapter = event.adapters.find(({ name }) => name === fresh.adapter)
      const facts = {
        adapter: fresh.adapter,
        kind: adapter?.kind ?? 'ethernet',
        gateway: fresh.gateway,
        insuranceAdapter: insurance ?? '',
        beside: event.defaultRoutes.some((route) => route.adapter === insurance),
      } as const
      return {
        because: wording.because(facts),
        facts: {
          ...facts,
          mac: adapter?.mac ?? '',
          metric: fresh.metric,
          profile: settings.accessProfile,
          foreignAdapters: foreign.length,
          gatewayMac: event.gatewayMacs[fresh.gateway] ?? '',
        },
        subject: fresh.adapter,
      }
    },
  }
}
