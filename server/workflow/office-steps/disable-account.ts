/** 停用账号: its posts count no more from this moment; nothing that the person did changes. */

import { officeEntries, refused } from './office-step.ts'
import type { OfficeStep } from './office-step.ts'
import { isAdministrator, othersRemain } from './people.ts'

export const disableAccount: OfficeStep<'disable-account'> = {
  operation: 'people.manage',
  decide({ office }, asking) {
    const { now, command } = asking
    const { person } = command
    const standing = office.people.get(person)
    if (!standing) return refused('unknown-person')
    if (standing.disabled) return officeEntries(asking, [], { id: person })
    const reason = command.reason.trim()
    if (reason === '') return refused('reason-missing')
    const held = office.posts.filter((post) => post.person === person && (post.to === undefined || now < post.to))
    const last = held.some(
      ({ role }) => isAdministrator(role) && !othersRemain(office, role, (post) => post.person === person, now),
    )
    if (last) return refused('last-administrator')
    return officeEntries(asking, [{ kind: 'account-disabled', person, reason }], { id: person })
  },
}
