/** 启用账号: of one that was disabled or is locked. */

import { officeEntries, refused } from './office-step.ts'
import type { OfficeStep } from './office-step.ts'

export const enableAccount: OfficeStep<'enable-account'> = {
  operation: 'people.manage',
  decide({ office }, asking) {
    const { person } = asking.command
    if (!office.people.has(person)) return refused('unknown-person')
    return officeEntries(asking, [{ kind: 'account-enabled', person }], { id: person })
  },
}
