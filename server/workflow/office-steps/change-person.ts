/** 变更人员: another name or number; the login stays. */

import { officeEntries, refused } from './office-step.ts'
import type { OfficeStep } from './office-step.ts'

export const changePerson: OfficeStep<'change-person'> = {
  operation: 'people.manage',
  decide({ office }, asking) {
    const { person: id, name, phone } = asking.command
    const standing = office.people.get(id)
    if (!standing) return refused('unknown-person')
    const person = { ...standing.person, name: name.trim(), phone }
    return officeEntries(asking, [{ kind: 'person-changed', person }], { id })
  },
}
