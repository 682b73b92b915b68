/** What an adapter had before its link was taken down: kept durably, because the kernel forgets it. */

import * as z from 'zod'
import type { DurableFile } from '../../machine/durable-file.ts'
import type { LinuxAddress, LinuxDevice, LinuxRoute } from './linux-iproute.ts'
import { fallbacks, namedFallbacks as named, routesOver } from './linux-link-routes.ts'

const address = z.looseObject({
  family: z.string(),
  local: z.string().optional(),
  prefixlen: z.number().optional(),
  scope: z.string().optional(),
})

const family = z.union([z.literal(4), z.literal(6)])
const route = z.looseObject({ family, type: z.string(), dst: z.string(), table: z.string() })

const schema = z.strictObject({
  version: z.literal(1),
  /** The boot in which it was taken: a later one has configured the adapter anew. */
  boot: z.string(),
  adapter: z.string(),
  up: z.boolean(),
  addresses: z.array(address),
  routes: z.array(route),
  fallbacks: z.array(z.strictObject({ family, destination: z.string(), table: z.string(), metric: z.number() })),
})

export interface SavedLink extends Omit<z.infer<typeof schema>, 'addresses' | 'routes'> {
  readonly addresses: readonly LinuxAddress[]
  readonly routes: readonly LinuxRoute[]
}

/** `damaged` means that a link was taken down of which nothing more is known. */
export async function loadSaved(file: DurableFile): Promise<SavedLink | 'damaged' | undefined> {
  const text = await file.read()
  if (text === undefined) return undefined
  try {
    return schema.parse(JSON.parse(text))
  } catch {
    return 'damaged'
  }
}

const isUp = ({ flags }: LinuxDevice): boolean => flags.includes('UP')
const hasAddresses = (list: readonly LinuxAddress[]): boolean => list.some(({ scope }) => scope === 'global')

export interface Seen {
  readonly boot: string
  readonly before: SavedLink | 'damaged' | undefined
  readonly device: LinuxDevice
  /** Every route of the machine. */
  readonly routes: readonly LinuxRoute[]
  /** Insurance networks that the settings name. */
  readonly prefixes: readonly string[]
}

/**
 * What to keep at a cut. Within one boot the first snapshot stands, since a link that somebody brought up again has
 * lost what it had; in a new boot the system has configured the adapter afresh, and that counts, once it has done so.
 */
export function toSave({ boot, before, device, routes, prefixes }: Seen): SavedLink {
  const known = before === 'damaged' ? undefined : before
  const keepsOld =
    known !== undefined &&
    (known.boot === boot ? hasAddresses(known.addresses) || !isUp(device) : !hasAddresses(device.addr_info))
  const base = keepsOld
    ? known
    : {
        version: 1 as const,
        boot,
        adapter: device.ifname,
        up: before !== undefined || isUp(device),
        addresses: device.addr_info,
        routes: routesOver(device.ifname, routes),
      }
  const own = [...base.routes, ...routesOver(device.ifname, routes)]
  return { ...base, fallbacks: [...fallbacks(own, routes), ...named(prefixes, own)] }
}
