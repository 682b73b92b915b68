/** Every call of the console's API; what is not in this list cannot be called. */

import type { Call } from '../call.ts'
import { activate } from './activate.ts'
import { addNote } from './add-note.ts'
import { addPerson } from './add-person.ts'
import { advanceIncident } from './advance-incident.ts'
import { approveExternal } from './approve-external.ts'
import { changeAuthenticator } from './change-authenticator.ts'
import { changePassword } from './change-password.ts'
import { changePerson } from './change-person.ts'
import { closeAlert } from './close-alert.ts'
import { comment } from './comment.ts'
import { completeDirective } from './complete-directive.ts'
import { confirmAlertClosing } from './confirm-alert-closing.ts'
import { countersignResult } from './countersign-result.ts'
import { decideFound } from './decide-found.ts'
import { decideGroupIsolation } from './decide-group-isolation.ts'
import { decideReconnection } from './decide-reconnection.ts'
import { disableAccount } from './disable-account.ts'
import { disposeOfEvidence } from './dispose-of-evidence.ts'
import { draftDirective } from './draft-directive.ts'
import { enableAccount } from './enable-account.ts'
import { endDelegation } from './end-delegation.ts'
import { endPost } from './end-post.ts'
import { endSession } from './end-session.ts'
import { exportArchive } from './export-archive.ts'
import { exportAudit } from './export-audit.ts'
import { exportEvidenceList } from './export-evidence-list.ts'
import { fileForm } from './file-form.ts'
import { givePost } from './give-post.ts'
import { grantDelegation } from './grant-delegation.ts'
import { issueDirective } from './issue-directive.ts'
import { issueOrder } from './issue-order.ts'
import { judgeDirective } from './judge-directive.ts'
import { linkAlert } from './link-alert.ts'
import { listDelegations } from './list-delegations.ts'
import { listEvidence } from './list-evidence.ts'
import { listForms } from './list-forms.ts'
import { listInbox } from './list-inbox.ts'
import { listIncidents } from './list-incidents.ts'
import { listInstitutions } from './list-institutions.ts'
import { listPeople } from './list-people.ts'
import { listPosts } from './list-posts.ts'
import { listSessions } from './list-sessions.ts'
import { makeAuthenticator } from './make-authenticator.ts'
import { makeEnrollmentCode } from './make-enrollment-code.ts'
import { makeReleaseCode } from './make-release-code.ts'
import { makeStatement } from './make-statement.ts'
import { officeCalls } from './office-calls.ts'
import { orderGroupIsolation } from './order-group-isolation.ts'
import { printSummary } from './print-summary.ts'
import { proposeFound } from './propose-found.ts'
import { proposeReconnection } from './propose-reconnection.ts'
import { readAudit } from './read-audit.ts'
import { readDocument } from './read-document.ts'
import { readEndpoint } from './read-endpoint.ts'
import { readForm } from './read-form.ts'
import { readInbox } from './read-inbox.ts'
import { readIncident } from './read-incident.ts'
import { readMe } from './read-me.ts'
import { readNextSteps } from './read-next-steps.ts'
import { readOpenApi } from './read-openapi.ts'
import { readSetup } from './read-setup.ts'
import { recordExternalDelivery } from './record-external-delivery.ts'
import { registerIncident } from './register-incident.ts'
import { registerResult } from './register-result.ts'
import { releaseDocument } from './release-document.ts'
import { releaseOfficeDocument } from './release-office-document.ts'
import { requestGroupIsolation } from './request-group-isolation.ts'
import { requestReconnection } from './request-reconnection.ts'
import { resetCredentials } from './reset-credentials.ts'
import { returnReport } from './return-report.ts'
import { setUp } from './set-up.ts'
import { sendBrief } from './send-brief.ts'
import { signForDirective } from './sign-for-directive.ts'
import { signForReport } from './sign-for-report.ts'
import { signIn } from './sign-in.ts'
import { signOut } from './sign-out.ts'
import { stayActive } from './stay-active.ts'
import { takeOverAlert } from './take-over-alert.ts'
import { transferEvidence } from './transfer-evidence.ts'
import { unlock } from './unlock.ts'
import { verifyEvidence } from './verify-evidence.ts'
import { verifyHistories } from './verify-histories.ts'
import { verifyManifest } from './verify-manifest.ts'
import { withdrawDirective } from './withdraw-directive.ts'
import { withdrawReport } from './withdraw-report.ts'

export const calls: readonly Call[] = [
  // ── who asks ──
  readSetup,
  makeAuthenticator,
  setUp,
  signIn,
  activate,
  signOut,
  readMe,
  unlock,
  stayActive,
  changePassword,
  changeAuthenticator,
  listPeople,
  addPerson,
  changePerson,
  disableAccount,
  enableAccount,
  resetCredentials,
  listPosts,
  givePost,
  endPost,
  listDelegations,
  grantDelegation,
  endDelegation,
  listSessions,
  endSession,
  listInbox,
  readInbox,
  // ── alerts, incidents, terminals ──
  addNote,
  issueOrder,
  makeReleaseCode,
  listInstitutions,
  makeEnrollmentCode,
  readEndpoint,
  readIncident,
  takeOverAlert,
  verifyHistories,
  // ── the plan ──
  registerIncident,
  ...advanceIncident,
  ...fileForm,
  comment,
  makeStatement,
  sendBrief,
  signForReport,
  returnReport,
  withdrawReport,
  proposeFound,
  decideFound,
  draftDirective,
  issueDirective,
  signForDirective,
  completeDirective,
  withdrawDirective,
  judgeDirective,
  requestGroupIsolation,
  decideGroupIsolation,
  orderGroupIsolation,
  requestReconnection,
  proposeReconnection,
  decideReconnection,
  countersignResult,
  registerResult,
  approveExternal,
  recordExternalDelivery,
  transferEvidence,
  verifyEvidence,
  disposeOfEvidence,
  listEvidence,
  exportEvidenceList,
  linkAlert,
  closeAlert,
  confirmAlertClosing,
  listIncidents,
  readNextSteps,
  listForms,
  readAudit,
  exportAudit,
  verifyManifest,
  readForm,
  releaseDocument,
  releaseOfficeDocument,
  readDocument,
  exportArchive,
  printSummary,
  readOpenApi(() => calls),
  // ── the office's own work ──
  ...officeCalls,
]
