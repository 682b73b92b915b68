/** What a link that goes down takes with it, and the `ip -batch` lines that keep traffic off other adapters and bring it back. */

import { canonicalJson } from '#shared/text/canonical-json.ts'
import type { LinuxAddress, LinuxRoute } from './linux-iproute.ts'

/** Marks the routes that are ours (`ip route … proto 213`); no routing daemon of rt_protos has this number. */
export const ourProtocol = '213'

export interface Fallback {
  readonly family: 4 | 6
  readonly destination: string
  readonly table: string
  readonly metric: number
}

/** Routes that lead over an adapter and that its going down takes away. */
export const routesOver = (adapter: string, routes: readonly LinuxRoute[]): LinuxRoute[] =>
  routes.filter(
    ({ type, table, dev, nexthops }) =>
      type === 'unicast' &&
      table !== 'local' &&
      (dev === adapter || nexthops?.some((hop) => hop.dev === adapter) === true),
  )

/**
 * For every route over the adapter an unreachable one behind it: what used to go by the insurance adapter goes nowhere,
 * instead of leaving by whichever route is next best; what goes by another adapter still goes there.
 */
export function fallbacks(own: readonly LinuxRoute[], all: readonly LinuxRoute[]): Fallback[] {
  const others = [...own, ...all.filter(({ protocol }) => protocol !== ourProtocol)]
  const taken = new Set(others.map((route) => placeOf(asFallback(route, metricOf(route)))))
  const found = new Map<string, Fallback>()
  for (const route of own) {
    // Link-local and multicast exist on every adapter; a route shared with another adapter lives on without this one.
    if (/^(fe80:|ff|169\.254\.|22[4-9]\.)/i.test(route.dst) || route.nexthops !== undefined) continue
    let metric = metricOf(route) + 1
    while (taken.has(placeOf(asFallback(route, metric)))) metric++
    const fallback = asFallback(route, metric)
    found.set(placeOf(fallback), fallback)
  }
  return [...found.values()]
}

/** For the networks that the settings name: ahead of any other adapter's route to the same prefix. */
export const namedFallbacks = (prefixes: readonly string[], own: readonly LinuxRoute[]): Fallback[] =>
  prefixes
    .filter((prefix) => !own.some(({ dst, table }) => dst === prefix && table === 'main'))
    .map((prefix) => ({ family: prefix.includes(':') ? 6 : 4, destination: prefix, table: 'main', metric: 1 }))

const metricOf = ({ metric = 0 }: LinuxRoute): number => metric
const asFallback = (route: LinuxRoute, metric: number): Fallback => ({
  family: route.family,
  destination: route.dst,
  table: route.table,
  metric,
})
export const placeOf = ({ family, destination, table, metric }: Fallback): string =>
  `${family} ${destination} ${table} ${metric}`

/** The fallbacks that stand, of those the kernel lists. */
export const standingFallbacks = (routes: readonly LinuxRoute[]): Fallback[] =>
  routes
    .filter(({ type, protocol }) => type === 'unreachable' && protocol === ourProtocol)
    .map((route) => asFallback(route, metricOf(route)))

export const fallbackLine = ({ destination, table, metric }: Fallback): string =>
  `route add unreachable ${destination} table ${table} metric ${metric} proto ${ourProtocol}`

/** What of a route is its identity; flags, lifetimes and the like change by themselves. */
const sameRoute = (route: LinuxRoute): string =>
  canonicalJson({
    ...route,
    dev: undefined,
    flags: undefined,
    expires: undefined,
    nexthops: route.nexthops?.map(({ dev, gateway }) => ({ dev, gateway })),
  })

/** Routes that come back by themselves: with their address, or when a router next advertises itself. */
const returnsAlone = ({ protocol }: LinuxRoute): boolean => protocol === 'kernel' || protocol === 'ra'

export const missingRoutes = (
  saved: readonly LinuxRoute[],
  now: readonly LinuxRoute[],
  adapter: string,
): LinuxRoute[] => {
  const there = new Set(routesOver(adapter, now).map(sameRoute))
  // Routes on the link first: the others' gateways are reached through them.
  return saved
    .filter((route) => !returnsAlone(route) && !there.has(sameRoute(route)))
    .toSorted((a, b) => Number(isIndirect(a)) - Number(isIndirect(b)))
}

const isIndirect = (route: LinuxRoute): boolean =>
  route.gateway !== undefined || route['via'] !== undefined || route.nexthops !== undefined

export function routeLine(route: LinuxRoute, adapter: string): string {
  const via = route['via'] as { family: string; host: string } | undefined
  const metrics = (route['metrics'] as readonly Readonly<Record<string, unknown>>[] | undefined) ?? []
  const flags = (route['flags'] as readonly string[] | undefined) ?? []
  return [
    `route add ${route.dst}`,
    ...(route.gateway === undefined ? [] : [`via ${route.gateway}`]),
    ...(via === undefined ? [] : [`via ${via.family} ${via.host}`]),
    ...(route.nexthops === undefined ? [`dev ${adapter}`] : []),
    `table ${route.table}`,
    ...named('proto', route.protocol),
    ...named('scope', route.scope),
    ...named('metric', route.metric),
    ...named('src', route['prefsrc']),
    ...metrics.flatMap((entry) => Object.entries(entry).flatMap(([name, value]) => named(name, value))),
    ...named('pref', route['pref']),
    ...(flags.includes('onlink') ? ['onlink'] : []),
    ...(route.nexthops ?? []).flatMap((hop) => [
      'nexthop',
      ...named('via', hop.gateway),
      ...named('dev', hop.dev),
      ...named('weight', hop['weight']),
    ]),
  ].join(' ')
}

const named = (name: string, value: unknown): string[] =>
  typeof value === 'string' || typeof value === 'number' ? [`${name} ${value}`] : []

const sameAddress = ({ local, prefixlen }: LinuxAddress): string => `${local ?? ''}/${prefixlen ?? ''}`

/** Addresses to be put back. Temporary ones cannot be set from outside; the kernel makes new ones. */
export const missingAddresses = (saved: readonly LinuxAddress[], now: readonly LinuxAddress[]): LinuxAddress[] => {
  const there = new Set(now.map(sameAddress))
  return saved.filter(
    (address) => address.local !== undefined && address['temporary'] !== true && !there.has(sameAddress(address)),
  )
}

const forEver = 4_294_967_295

/** The lines of one family. The kernel lists the newest IPv6 address of a scope first, so they go in from the last. */
export function addressLines(list: readonly LinuxAddress[], adapter: string): string[] {
  const inOrder = [
    ...list.filter(({ family }) => family === 'inet'),
    ...list.filter(({ family }) => family === 'inet6').toReversed(),
  ]
  return inOrder.flatMap((address) => {
    const flags = ['home', 'mngtmpaddr', 'noprefixroute'].filter((flag) => address[flag] === true)
    const peer = typeof address['address'] === 'string' ? ` peer ${address['address']}` : ''
    const what = [
      peer === '' ? sameAddress(address) : `${address.local ?? ''}${peer}/${address.prefixlen ?? ''}`,
      `dev ${adapter}`,
      ...named('broadcast', address['broadcast']),
      ...named('label', address['label']),
      ...named('scope', address.scope),
      ...lifetime('valid_lft', address['valid_life_time']),
      ...lifetime('preferred_lft', address['preferred_life_time']),
      ...flags,
    ].join(' ')
    if (address.family !== 'inet6') return [`addr add ${what}`]
    // Without duplicate detection it can serve as a source at once; `change` then takes the mark off that this leaves.
    return [`addr add ${what} nodad`, ...(address['nodad'] === true ? [] : [`addr change ${what}`])]
  })
}

const lifetime = (name: string, seconds: unknown): string[] =>
  typeof seconds === 'number' && seconds !== forEver ? [`${name} ${seconds}`] : []
