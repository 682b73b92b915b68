/** Compares what `nft -j list table` shows with what was to be applied: nothing missing, nothing loosened, nothing added. */

import * as z from 'zod'
import { canonicalJson } from '#shared/text/canonical-json.ts'
import type { Chain, Table } from './linux-nftables-rules.ts'

const chainShape = z.looseObject({
  name: z.string(),
  type: z.string().optional(),
  hook: z.string().optional(),
  prio: z.number().optional(),
  policy: z.string().optional(),
  // nft 1.0.6 leaves the device out of JSON; others write one name or a list.
  dev: z.union([z.string(), z.array(z.string())]).optional(),
})

const listing = z.looseObject({
  nftables: z.array(
    z.looseObject({
      table: z.looseObject({ family: z.string(), name: z.string() }).optional(),
      chain: chainShape.optional(),
      rule: z.looseObject({ chain: z.string(), expr: z.array(z.json()) }).optional(),
    }),
  ),
})

/** What one table holds; undefined where the text is no listing. */
function read(json: string): z.infer<typeof listing>['nftables'] | undefined {
  try {
    return listing.safeParse(JSON.parse(json)).data?.nftables
  } catch {
    return undefined
  }
}

/** The families in which a table of this name stands, from `nft -j list tables`. */
export function familiesOf(json: string, name: string): string[] | undefined {
  return read(json)?.flatMap(({ table }) => (table?.name === name ? [table.family] : []))
}

/** The first difference between a table and its listing, or nothing where they are the same. */
export function difference(expected: Table, json: string): string | undefined {
  const found = read(json)
  if (found === undefined) return `${expected.family}: the listing is not readable`
  const chains = found.flatMap(({ chain }) => (chain === undefined ? [] : [chain]))
  const extra = chains.find(({ name }) => !expected.chains.some((chain) => chain.name === name))
  if (extra !== undefined) return `${expected.family}: chain ${extra.name} is not ours`
  for (const chain of expected.chains) {
    const there = chains.find(({ name }) => name === chain.name)
    if (there === undefined) return `${expected.family}: chain ${chain.name} is missing`
    const hook = { type: there.type, hook: there.hook, prio: there.prio, policy: there.policy }
    const wanted = { type: 'filter', hook: chain.hook, prio: chain.priority, policy: chain.policy }
    if (canonicalJson(hook) !== canonicalJson(wanted))
      return `${expected.family}: chain ${chain.name} hangs differently: ${canonicalJson(hook)}`
    if (there.dev !== undefined && canonicalJson([there.dev].flat()) !== canonicalJson([chain.device])) {
      return `${expected.family}: chain ${chain.name} hangs on ${String(there.dev)}`
    }
    const rules = found.flatMap(({ rule }) => (rule?.chain === chain.name ? [canonicalJson(rule.expr)] : []))
    const different = differentRule(chain, rules)
    if (different !== undefined) return `${expected.family}: chain ${chain.name}, rule ${different}`
  }
  return undefined
}

function differentRule(chain: Chain, found: readonly string[]): string | undefined {
  const wanted = chain.rules.map((rule) => canonicalJson(rule.map(({ look }) => look)))
  const at = Array.from({ length: Math.max(wanted.length, found.length) }, (_, i) => i).find(
    (i) => wanted[i] !== found[i],
  )
  if (at === undefined) return undefined
  return `${at + 1} is ${found[at] ?? 'missing'}`
}

/** Whether JSON said where every device chain hangs; if not, the text listing must be asked. */
export const namesDevices = (json: string): boolean =>
  (read(json) ?? []).every(({ chain }) => chain === undefined || chain.dev !== undefined)

/** The devices of the chains in a text listing: `type filter hook ingress device "eth0" priority -500`. */
export const devicesInText = (text: string): string[] =>
  [...text.matchAll(/hook (?:ingress|egress) devices?(?: = \{)? "?([^"\s}]+)"?/g)].map(([, device = '']) => device)
