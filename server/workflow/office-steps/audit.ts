/** 审计留痕: who read the audit, and what a verification found; it stands in the history before anything is shown. */

import { officeEntries } from './office-step.ts'
import type { OfficeStep } from './office-step.ts'

export const recordAuditReading: OfficeStep<'record-audit-reading'> = {
  operation: 'audit.read',
  decide: (_, asking) => officeEntries(asking, [{ kind: 'audit-read', what: asking.command.what }]),
}

export const recordVerification: OfficeStep<'record-verification'> = {
  operation: 'audit.verify',
  decide: (_, asking) => officeEntries(asking, [{ kind: 'audit-verified', findings: asking.command.findings }]),
}
