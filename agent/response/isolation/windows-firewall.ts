/** Isolation layer L1 on Windows: block rules of our own in the Windows firewall, believed only where they have effect. */

import type { IsolationDriver, IsolationTarget, LayerStatus } from './driver.ts'
import { differentRule, whyVoid } from './windows-firewall-listing.ts'
import { blockRules } from './windows-firewall-rules.ts'
import { powershell } from './windows-powershell.ts'
import type { PowershellOptions } from './windows-powershell.ts'
import { applyFirewall, lookFirewall, releaseFirewall } from './windows-scripts.ts'

export interface WindowsFirewallOptions extends PowershellOptions {
  /** Networks behind the insurance adapter, CIDR, that are not to be reached by another one. */
  readonly prefixes?: readonly string[] | undefined
}

const lookWithinMs = 10_000
// Each rule is a call to the firewall service; a dozen on a slow terminal takes seconds.
const actWithinMs = 20_000

/**
 * It filters IP only: ARP and raw frames are stopped by the adapter layer. Connections that are open are judged again when
 * the rules change, so they stop too; after a selective cut they may go on, since Windows has no command to close them.
 */
export function windowsFirewall({ commands, programs, prefixes = [] }: WindowsFirewallOptions): IsolationDriver {
  const ask = powershell({ commands, programs })
  const guidOf = ({ adapter }: IsolationTarget) => adapter.guid ?? ''

  return {
    name: 'windows-firewall',
    scopes: ['full', 'selective'],
    rehearsal: false,

    async apply(target, scope) {
      const rules = blockRules(scope, target.gateway, prefixes)
      const { guid, index } = target.adapter
      await ask(applyFirewall, { guid, index, rules }, { withinMs: actWithinMs })
    },

    async release() {
      if (programs.powershell === undefined) return
      await ask(releaseFirewall, {}, { withinMs: actWithinMs })
    },

    async status(target, scope): Promise<LayerStatus> {
      if (programs.powershell === undefined)
        return { stands: false, gone: true, detail: 'this machine has no PowerShell' }
      const seen = await ask(lookFirewall, {}, { withinMs: lookWithinMs })
      const count = Object.keys(seen.rules).length
      if (count === 0) return { stands: false, gone: true, detail: whyVoid(seen, guidOf(target)) ?? 'no rule of ours' }
      const why =
        differentRule(blockRules(scope, target.gateway, prefixes), seen, guidOf(target)) ??
        whyVoid(seen, guidOf(target))
      return { stands: why === undefined, gone: false, detail: why ?? `${count} block rules, ${scope}` }
    },
  }
}
