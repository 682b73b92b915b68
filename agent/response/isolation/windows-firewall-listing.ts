/** Compares what the registry and the active store of the Windows firewall show with what was to be applied, and says what makes rules void. */

import { sameRanges } from './address-ranges.ts'
import type { BlockRule } from './windows-firewall-rules.ts'
import type { ProfileValues, SeenFirewall } from './windows-scripts.ts'

/** The parts of a rule in the registry: `v2.30|Action=Block|Active=TRUE|Dir=Out|RA4=…|RA4=…|` (MS-GPFAS 2.2.2). */
function partsOf(text: string): Map<string, string[]> {
  const parts = new Map<string, string[]>()
  for (const part of text.split('|').slice(1)) {
    const at = part.indexOf('=')
    if (at < 0) continue
    // Ranges of ports and some lists stand under a name of a later schema (`RPort2_10`); they are one list.
    const name = part.slice(0, at).replace(/^(RPort|RA[46])\d*_\d+$/, '$1')
    const more = part.slice(at + 1).split(',')
    parts.set(name, [...(parts.get(name) ?? []), ...more])
  }
  return parts
}

/** What says nothing about which packets a rule takes. */
const words = new Set(['Name', 'Desc', 'EmbedCtxt'])
const judged = new Set(['Action', 'Active', 'Dir', 'IF', 'Protocol', 'RA4', 'RA6', 'RPort'])

const same = (one: readonly string[], other: readonly string[]): boolean =>
  one.toSorted().join(' ') === other.toSorted().join(' ')

/** How a rule differs from what was to be, or nothing. A condition that we did not set would let something through. */
function differenceOf(rule: BlockRule, text: string, guid: string): string | undefined {
  const parts = partsOf(text)
  const of = (name: string) => parts.get(name) ?? []
  const stranger = [...parts.keys()].find((name) => !words.has(name) && !judged.has(name))
  if (stranger !== undefined) return `only for ${stranger}=${of(stranger).join(',')}`
  if (!same(of('Action'), ['Block'])) return `action ${of('Action').join(',')}`
  if (!same(of('Active'), ['TRUE'])) return 'switched off'
  if (!same(of('Dir'), [rule.direction === 'Outbound' ? 'Out' : 'In'])) return `direction ${of('Dir').join(',')}`
  const adapters = of('IF').map((each) => each.toLowerCase())
  if (!same(adapters, rule.onAdapter ? [guid.toLowerCase()] : [])) return `on ${adapters.join(',') || 'every adapter'}`
  const protocol = of('Protocol').filter((number) => number !== '256')
  if (!same(protocol, rule.protocol === undefined ? [] : [String(rule.protocol)]))
    return `protocol ${protocol.join(',')}`
  if (!sameRanges([...of('RA4'), ...of('RA6')], rule.remoteAddresses ?? [])) return 'other addresses'
  if (!same(of('RPort'), rule.remotePorts ?? [])) return `ports ${of('RPort').join(',')}`
  return undefined
}

/** The first rule that is missing, changed or of another scope; nothing where all is as it should be. */
export function differentRule(wanted: readonly BlockRule[], { rules }: SeenFirewall, guid: string): string | undefined {
  for (const rule of wanted) {
    const text = rules[rule.name]
    if (text === undefined) return `${rule.name} is missing`
    const differs = differenceOf(rule, text, guid)
    if (differs !== undefined) return `${rule.name}: ${differs}`
  }
  const extra = Object.keys(rules).find((name) => !wanted.some((rule) => rule.name === name))
  return extra === undefined ? undefined : `${extra} is of another scope`
}

/**
 * The profiles and where their values stand. `StandardProfile` is the private one in the local store; as a policy it is the
 * old name for both that are not the domain's.
 */
const profiles = [
  { name: 'domain', policy: ['DomainProfile'], local: 'DomainProfile' },
  { name: 'private', policy: ['PrivateProfile', 'StandardProfile'], local: 'StandardProfile' },
  { name: 'public', policy: ['PublicProfile', 'StandardProfile'], local: 'PublicProfile' },
] as const

/** FW_ENFORCEMENT_STATE (MS-FASP 2.2.27) that mean: there, and without effect. */
const ineffective: ReadonlyMap<number, string> = new Map([
  [2, 'the firewall is off in a profile'],
  [3, 'another product has taken over the firewall'],
  [4, 'a rule is switched off'],
  [16, 'local rules are not allowed'],
])

/**
 * Why rules in the registry would stop nothing; undefined where they do. All three profiles must be on: a cut itself makes
 * Windows take the network for another one, so the profile of this moment is not the one that will hold.
 */
export function whyVoid(seen: SeenFirewall, guid: string): string | undefined {
  if (!seen.engine) return 'the filtering engine (BFE) does not run'
  if (!seen.service) return 'the firewall service (MpsSvc) does not run'
  for (const { name, policy, local } of profiles) {
    const from = (read: (values: ProfileValues) => number | string | undefined) =>
      [...policy.map((key) => seen.policy[key]), seen.local[local]]
        .map((values) => (values === undefined ? undefined : read(values)))
        .find((value) => value !== undefined)
    // Policy wins, then the local store; what is set nowhere is on.
    if (from(({ EnableFirewall }) => EnableFirewall) === 0) return `the firewall is off in the ${name} profile`
    if (from(({ AllowLocalPolicyMerge }) => AllowLocalPolicyMerge) === 0)
      return `policy of the domain voids local rules in the ${name} profile`
    const spared = String(from(({ DisabledInterfaces }) => DisabledInterfaces) ?? '').toLowerCase()
    if (guid !== '' && spared.includes(guid.toLowerCase())) return `the ${name} profile leaves this adapter out`
  }
  const state = seen.enforcement.find((each) => ineffective.has(each))
  return state === undefined ? undefined : ineffective.get(state)
}
