/** 收回授权: from this moment the deputy decides nothing in the leader's place. */

import { officeEntries, refused } from './office-step.ts'
import type { OfficeStep } from './office-step.ts'

export const endDelegation: OfficeStep<'end-delegation'> = {
  operation: 'delegation.grant',
  decide({ office }, asking) {
    const { delegation } = asking.command
    const known = office.delegations.find(({ id }) => id === delegation)
    if (!known) return refused('unknown-delegation')
    if (known.until <= asking.now) return officeEntries(asking, [], { id: delegation })
    return officeEntries(asking, [{ kind: 'delegation-ended', delegation }], { id: delegation })
  },
}
