/** 指定归口科室: which department answers for an institution and files its result report (四(三)). */

import { answeringKey } from '../settings/settings.ts'
import type { Office } from '../office.ts'
import { officeEntries, refused } from './office-step.ts'
import type { OfficeStep } from './office-step.ts'
import { longReason, words } from './words.ts'

export const setAnsweringDepartment: OfficeStep<'set-answering-department'> = {
  operation: 'settings.change',
  decide({ office }, asking) {
    const { institution, department } = asking.command
    const known = office.institutions.get(institution)
    if (known === undefined) return refused('unknown-institution')
    if (known.kind === 'department' || (department !== '' && !isDepartment(office, department)))
      return refused('not-a-department')
    const reason = words(asking.command.reason, longReason)
    if (reason === '') return refused('reason-missing')
    return officeEntries(asking, [
      { kind: 'setting-changed', key: answeringKey(institution), value: department, reason },
    ])
  },
}

export const isDepartment = ({ institutions }: Office, id: string): boolean =>
  institutions.get(id)?.kind === 'department'
