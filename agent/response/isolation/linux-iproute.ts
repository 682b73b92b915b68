/** Reads adapters, addresses and routes through `ip -j`: the kernel's own account, of the network namespace the command runs in. */

import * as z from 'zod'
import { Fault } from '#shared/fault.ts'
import type { Command, CommandRunner } from '../../machine/command.ts'
import { pathOf } from '../../machine/programs.ts'
import type { Programs } from '../../machine/programs.ts'
import { runOrFail } from './run-or-fail.ts'

const address = z.looseObject({
  family: z.string(),
  local: z.string().optional(),
  prefixlen: z.number().optional(),
  scope: z.string().optional(),
})

const device = z.looseObject({
  ifindex: z.number(),
  ifname: z.string(),
  flags: z.array(z.string()),
  link_type: z.string().optional(),
  address: z.string().optional(),
  /** The device below, of a VLAN or macvlan. */
  link: z.string().optional(),
  /** The bond or bridge above. */
  master: z.string().optional(),
  addr_info: z.array(address).default([]),
})

const nextHop = z.looseObject({ gateway: z.string().optional(), dev: z.string().optional() })

const route = z.looseObject({
  type: z.string().default('unicast'),
  dst: z.string(),
  gateway: z.string().optional(),
  dev: z.string().optional(),
  table: z.string().default('main'),
  protocol: z.string().optional(),
  scope: z.string().optional(),
  metric: z.number().optional(),
  nexthops: z.array(nextHop).optional(),
})

export type LinuxAddress = z.infer<typeof address>
export type LinuxDevice = z.infer<typeof device>
export type LinuxRoute = z.infer<typeof route> & { readonly family: 4 | 6 }

const lookWithinMs = 2_000

async function read<T>(commands: CommandRunner, command: Command, shape: z.ZodType<T>): Promise<T[]> {
  const { stdout } = await runOrFail(commands, command, { withinMs: lookWithinMs })
  return parse(command, stdout, shape)
}

function parse<T>(command: Command, stdout: string, shape: z.ZodType<T>): T[] {
  try {
    // iproute2 writes nothing at all where an empty list is meant, and an empty object for a line that was filtered out.
    const rows = z.array(z.json()).parse(stdout.trim() === '' ? [] : JSON.parse(stdout))
    return rows.filter((row) => Object.keys(row ?? {}).length > 0).map((row) => shape.parse(row))
  } catch (cause) {
    throw new Fault('command/failed', `${command.join(' ')} gave no listing`, { cause })
  }
}

export const devices = (commands: CommandRunner, programs: Programs): Promise<LinuxDevice[]> =>
  read(commands, [pathOf(programs, 'ip'), '-j', 'addr', 'show'], device)

/** One adapter with its flags and addresses; undefined where there is none of that name. */
export async function deviceNamed(
  commands: CommandRunner,
  programs: Programs,
  name: string,
): Promise<LinuxDevice | undefined> {
  const command: Command = [pathOf(programs, 'ip'), '-j', 'addr', 'show', 'dev', name]
  const { exitCode, stdout } = await commands.run(command, { withinMs: lookWithinMs })
  if (exitCode === 0) return parse(command, stdout, device)[0]
  // "Does not exist" and "may not look" end alike: the whole list tells them apart.
  return (await devices(commands, programs)).find(({ ifname }) => ifname === name)
}

export const isThere = async (commands: CommandRunner, programs: Programs, name: string): Promise<boolean> =>
  (await deviceNamed(commands, programs, name)) !== undefined

/** The addresses of an adapter, for closing what speaks from them; none where it cannot be read. */
export async function addressesOn(commands: CommandRunner, programs: Programs, name: string): Promise<string[]> {
  try {
    return addressesOf((await deviceNamed(commands, programs, name))?.addr_info ?? [])
  } catch {
    return []
  }
}

export const addressesOf = (list: readonly LinuxAddress[]): string[] =>
  list.flatMap(({ local }) => (local === undefined ? [] : [local]))

/** All routes of both families, every table, as the kernel lists them; a listing itself does not say its family. */
export async function routes(commands: CommandRunner, programs: Programs): Promise<LinuxRoute[]> {
  const ip = pathOf(programs, 'ip')
  const lists = await Promise.all(
    ([4, 6] as const).map(async (family) => {
      const list = await read(commands, [ip, '-j', `-${family}`, 'route', 'show', 'table', 'all'], route)
      return list.map((each) => ({ ...each, family }))
    }),
  )
  return lists.flat()
}

const answer = z.looseObject({ dst: z.string(), gateway: z.string().optional(), dev: z.string().optional() })

interface Way {
  readonly adapter: string
  readonly nextHop: string
}

/** Over which adapter and which neighbour the kernel would send to an address now; undefined where it has no way. */
async function wayTo(commands: CommandRunner, programs: Programs, to: string): Promise<Way | undefined> {
  const command: Command = [pathOf(programs, 'ip'), '-j', 'route', 'get', to]
  const { exitCode, stdout } = await commands.run(command, { withinMs: lookWithinMs })
  if (exitCode !== 0) return undefined
  const [first] = parse(command, stdout, answer)
  return first?.dev === undefined ? undefined : { adapter: first.dev, nextHop: first.gateway ?? first.dst }
}

/** The neighbour behind `adapter` that leads to the address; undefined where the way does not lead over this adapter. */
export async function nextHopTo(
  commands: CommandRunner,
  programs: Programs,
  to: string,
  adapter: string,
): Promise<string | undefined> {
  const way = await wayTo(commands, programs, to)
  return way?.adapter === adapter ? way.nextHop : undefined
}

/** The adapters over which the kernel may send to an address: one, unless equal routes compete. */
export async function adaptersTo(commands: CommandRunner, programs: Programs, to: string): Promise<string[]> {
  const way = await wayTo(commands, programs, to)
  if (way === undefined) return []
  const family = to.includes(':') ? '-6' : '-4'
  const matching = await read(
    commands,
    [pathOf(programs, 'ip'), '-j', family, 'route', 'show', 'to', 'match', to],
    route,
  )
  const [best] = matching.toSorted((a, b) => prefixLength(b) - prefixLength(a) || metricOf(a) - metricOf(b))
  const equal = matching.filter(
    (each) => best !== undefined && each.dst === best.dst && metricOf(each) === metricOf(best),
  )
  const rivals = new Set(
    equal
      .flatMap(({ dev, nexthops }) => [dev, ...(nexthops ?? []).map((hop) => hop.dev)])
      .filter((dev) => dev !== undefined),
  )
  // A policy rule may send it another way than the main table; then the kernel's own answer counts.
  return rivals.has(way.adapter) ? [...rivals] : [way.adapter]
}

const prefixLength = ({ dst }: { readonly dst: string }): number =>
  dst === 'default' ? 0 : Number(dst.split('/')[1] ?? 128)
const metricOf = ({ metric = 0 }: { readonly metric?: number | undefined }): number => metric
