/** 新增人员: a person with a login; no rights come with it, and no password. */

import { officeEntries, refused } from './office-step.ts'
import type { OfficeStep } from './office-step.ts'
import { loginKey } from './people.ts'

export const addPerson: OfficeStep<'add-person'> = {
  operation: 'people.manage',
  decide({ office }, asking) {
    const { command, newId } = asking
    const login = loginKey(command.login)
    // Also those who have left: in the history a login names one person for ever.
    if ([...office.people.values()].some(({ person }) => person.login === login)) return refused('login-taken')
    const person = { id: newId(), name: command.name.trim(), login, phone: command.phone }
    return officeEntries(asking, [{ kind: 'person-added', person }], { id: person.id, people: [person] })
  },
}
