/** What the adapters source reports: adapters, default routes, name servers and the gateways' MACs at one moment. */

import type { NetworkChanged } from '#shared/domain/event.ts'
import { canonicalJson } from '#shared/text/canonical-json.ts'

export type NetworkFacts = Pick<NetworkChanged, 'adapters' | 'defaultRoutes' | 'nameServers' | 'gatewayMacs'>

export const sameFacts = (a: NetworkFacts, b: NetworkFacts): boolean => canonicalJson(a) === canonicalJson(b)

/** A neighbour entry ages out and comes back by itself; a gateway keeps its MAC until another one answers for it or it is no gateway any more. */
export function withKnownMacs(previous: NetworkFacts | undefined, next: NetworkFacts): NetworkFacts {
  const gateways = new Set(next.defaultRoutes.map(({ gateway }) => gateway))
  const kept = Object.entries(previous?.gatewayMacs ?? {}).filter(([gateway]) => gateways.has(gateway))
  return { ...next, gatewayMacs: { ...Object.fromEntries(kept), ...next.gatewayMacs } }
}

/** How the facts are had on one operating system. */
export interface NetworkReader {
  read(): Promise<NetworkFacts>
  /** Something cheap that differs whenever the facts may differ; the fallback poll compares it. */
  fingerprint(): Promise<string>
}

/** Tells that something may have changed, sooner than the poll would; never what. */
export interface ChangeNotices {
  /** Runs until the signal; `onState(false)` while nothing would be told. */
  start(onChange: () => void, onState: (works: boolean) => void, signal: AbortSignal): void
}
