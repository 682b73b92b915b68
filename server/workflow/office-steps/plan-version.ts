/** 预案版本 (二(一)1 “报领导批准后组织实施”): the newest form D22 becomes the plan; incidents that run keep the version they began with. */

import { officeEntries, refused } from './office-step.ts'
import type { OfficeStep } from './office-step.ts'

export const approvePlanVersion: OfficeStep<'approve-plan-version'> = {
  operation: 'plan-version.approve',
  decide({ office }, asking) {
    const { serial } = asking.command
    const drafted = office.forms.D22?.find((one) => one.serial === serial)
    if (drafted === undefined) return refused('unknown-form')
    const version = Number(drafted.fields['version'])
    if (version !== office.planVersion + 1) return refused('version-not-next')
    if (drafted.by.kind === asking.by.kind && 'id' in drafted.by && 'id' in asking.by && drafted.by.id === asking.by.id)
      return refused('proposer-cannot-approve')
    return officeEntries(asking, [{ kind: 'plan-version-approved', version, serial }])
  },
}
