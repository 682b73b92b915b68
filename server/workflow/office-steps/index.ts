/** Every step of the office; a kind of command without one does not compile. */

import type { OfficeCommand } from '../office-commands.ts'
import { addPerson } from './add-person.ts'
import { recordAuditReading, recordVerification } from './audit.ts'
import { changePerson } from './change-person.ts'
import { changeSetting } from './change-setting.ts'
import { disableAccount } from './disable-account.ts'
import { enableAccount } from './enable-account.ts'
import { endDelegation } from './end-delegation.ts'
import { endPost } from './end-post.ts'
import { draftExplanation, signExplanation } from './explain.ts'
import { fileOfficeForm } from './file-office-form.ts'
import { foundOffice } from './found-office.ts'
import { givePost } from './give-post.ts'
import { grantDelegation } from './grant-delegation.ts'
import { decideCalendar, proposeCalendar } from './import-calendar.ts'
import { makeMachineToken, revokeMachineToken } from './machine-token.ts'
import type { OfficeStep } from './office-step.ts'
import { approvePlanVersion } from './plan-version.ts'
import { makeProtectedStatement, readProtectedStatements } from './protected-statements.ts'
import { recordExport } from './record-export.ts'
import {
  adoptCommandLine,
  makeEnrollmentCodes,
  registerInstitutions,
  renameEndpoints,
  revokeEndpoint,
} from './registry.ts'
import { setAnsweringDepartment } from './set-answering-department.ts'
import { setDutyRoster } from './set-duty-roster.ts'
import {
  lockAccount,
  refuseSignIn,
  resetCredentials,
  revokeSession,
  setCredentials,
  signIn,
  signOut,
} from './signing-in.ts'

export const officeSteps: { readonly [Kind in OfficeCommand['kind']]: OfficeStep<Kind> } = {
  'found-office': foundOffice,
  'add-person': addPerson,
  'change-person': changePerson,
  'disable-account': disableAccount,
  'enable-account': enableAccount,
  'reset-credentials': resetCredentials,
  'set-credentials': setCredentials,
  'give-post': givePost,
  'end-post': endPost,
  'grant-delegation': grantDelegation,
  'end-delegation': endDelegation,
  'sign-in': signIn,
  'sign-out': signOut,
  'revoke-session': revokeSession,
  'refuse-sign-in': refuseSignIn,
  'lock-account': lockAccount,
  'change-setting': changeSetting,
  'set-answering-department': setAnsweringDepartment,
  'draft-explanation': draftExplanation,
  'sign-explanation': signExplanation,
  'propose-calendar': proposeCalendar,
  'decide-calendar': decideCalendar,
  'set-duty-roster': setDutyRoster,
  'make-machine-token': makeMachineToken,
  'revoke-machine-token': revokeMachineToken,
  'register-institutions': registerInstitutions,
  'rename-endpoints': renameEndpoints,
  'make-enrollment-codes': makeEnrollmentCodes,
  'adopt-command-line': adoptCommandLine,
  'revoke-endpoint': revokeEndpoint,
  'file-office-form': fileOfficeForm,
  'approve-plan-version': approvePlanVersion,
  'make-protected-statement': makeProtectedStatement,
  'read-protected-statements': readProtectedStatements,
  'record-export': recordExport,
  'record-audit-reading': recordAuditReading,
  'record-verification': recordVerification,
}
