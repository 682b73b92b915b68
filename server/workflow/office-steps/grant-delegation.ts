/** 授权书 (D23): the deputy decides in the leader's place, for a time and within a scope (二(一); the plan lets nobody else). */

import type { Delegation } from '../office-history.ts'
import { holds } from '../who.ts'
import { officeEntries, refused } from './office-step.ts'
import type { OfficeStep } from './office-step.ts'

export const grantDelegation: OfficeStep<'grant-delegation'> = {
  operation: 'delegation.grant',
  decide({ office }, asking) {
    const { now } = asking
    const { to, scope, from, until } = asking.command
    if (!office.people.has(to)) return refused('unknown-person')
    if (until <= from || until <= now) return refused('period-wrong')
    if (scope.trim() === '') return refused('reason-missing')
    if (!holds(office, to, now).some(({ role }) => role === 'deputy')) return refused('not-the-deputy')
    const delegation: Delegation = { id: asking.newId(), to, scope: scope.trim(), from: Math.max(from, now), until }
    return officeEntries(asking, [{ kind: 'delegation-granted', delegation }], { id: delegation.id })
  },
}
