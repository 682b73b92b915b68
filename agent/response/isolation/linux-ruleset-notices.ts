/** One kept `nft monitor`, while a cut stands: somebody flushed or changed the ruleset. */

import { keepChild } from '../../machine/kept-child.ts'
import type { KeptChildParts } from '../../machine/kept-child.ts'
import type { LayerNotices } from './watch.ts'

export interface RulesetNoticesOptions extends KeptChildParts {
  /** Absolute path; without it the turns of the isolator stand alone. */
  readonly nft: string | undefined
}

export const linuxRulesetNotices = ({ nft, ...parts }: RulesetNoticesOptions): LayerNotices => ({
  start(onChange, signal) {
    if (nft === undefined) return
    const command = [nft, 'monitor', 'ruleset'] as const
    keepChild(parts, { command, ended: 'isolation/ruleset-monitor-ended', onNotice: onChange }, signal)
  },
})
