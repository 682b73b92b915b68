/** Every command that a person may give under the plan, with its step; one without a step does not compile. */

import type { ActStep } from '../acting.ts'
import type { PlanCommand } from '../commands.ts'
import { advance } from './advance.ts'
import { closeAlert, confirmAlertClosing, linkAlert } from './alerts.ts'
import { comment } from './comment.ts'
import {
  completeDirective,
  draftDirective,
  issueDirective,
  judgeDirective,
  signForDirective,
  withdrawDirective,
} from './directives.ts'
import { approveExternal, recordExternalDelivery } from './external.ts'
import { fileForm } from './file-form.ts'
import { decideFound, proposeFound } from './found-moment.ts'
import { decideGroupIsolation, orderGroupIsolation, requestGroupIsolation } from './group-isolation.ts'
import { makeStatement } from './make-statement.ts'
import { decideReconnection, proposeReconnection, requestReconnection } from './reconnections.ts'
import { recordCustody } from './record-custody.ts'
import { register } from './register.ts'
import { returnReport, signForReport, withdrawReport } from './report.ts'
import { seeEndpoint, seeIncident } from './see.ts'
import { sendBriefByHand } from './send-brief.ts'
import { countersignResult, registerResult } from './result.ts'

export const actSteps: { readonly [Kind in PlanCommand['kind']]: ActStep<Kind> } = {
  register,
  advance,
  file: fileForm,
  comment,
  'send-brief': sendBriefByHand,
  'see-incident': seeIncident,
  'see-endpoint': seeEndpoint,
  'withdraw-report': withdrawReport,
  'sign-for-report': signForReport,
  'return-report': returnReport,
  'propose-found': proposeFound,
  'decide-found': decideFound,
  'draft-directive': draftDirective,
  'issue-directive': issueDirective,
  'sign-for-directive': signForDirective,
  'complete-directive': completeDirective,
  'withdraw-directive': withdrawDirective,
  'judge-directive': judgeDirective,
  'request-group-isolation': requestGroupIsolation,
  'decide-group-isolation': decideGroupIsolation,
  'order-group-isolation': orderGroupIsolation,
  'request-reconnection': requestReconnection,
  'propose-reconnection': proposeReconnection,
  'decide-reconnection': decideReconnection,
  'countersign-result': countersignResult,
  'register-result': registerResult,
  'make-statement': makeStatement,
  'approve-external': approveExternal,
  'record-external-delivery': recordExternalDelivery,
  'record-custody': recordCustody,
  'link-alert': linkAlert,
  'close-alert': closeAlert,
  'confirm-alert-closing': confirmAlertClosing,
}
