/** Calls of the office's own work; part of the list in `index.ts`. */

import type { Call } from '../call.ts'
import { approvePlanVersion } from './approve-plan-version.ts'
import { changeInstitution } from './change-institution.ts'
import { changeSetting } from './change-setting.ts'
import { decideCalendar } from './decide-calendar.ts'
import { draftExplanation } from './draft-explanation.ts'
import { exportEndpoints } from './export-endpoints.ts'
import { exportInstitutions } from './export-institutions.ts'
import { exportProtectedStatement } from './export-protected-statement.ts'
import { fileOfficeForm } from './file-office-form.ts'
import { importEndpoints } from './import-endpoints.ts'
import { importInstitutions } from './import-institutions.ts'
import { listAlerts } from './list-alerts.ts'
import { listEndpoints } from './list-endpoints.ts'
import { listExplanations } from './list-explanations.ts'
import { listMachineTokens } from './list-machine-tokens.ts'
import { listOfficeForms } from './list-office-forms.ts'
import { makeMachineToken } from './make-machine-token.ts'
import { makeProtectedStatement } from './make-protected-statement.ts'
import { previewCalendar } from './preview-calendar.ts'
import { proposeCalendar } from './propose-calendar.ts'
import { readCalendar } from './read-calendar.ts'
import { readDutyRoster } from './read-duty-roster.ts'
import { readOfficeForm } from './read-office-form.ts'
import { readProtectedStatements } from './read-protected-statements.ts'
import { readRetention } from './read-retention.ts'
import { readSettings } from './read-settings.ts'
import { registerInstitution } from './register-institution.ts'
import { revokeEndpoint } from './revoke-endpoint.ts'
import { revokeMachineToken } from './revoke-machine-token.ts'
import { setAnsweringDepartment } from './set-answering-department.ts'
import { setDutyRoster } from './set-duty-roster.ts'
import { signExplanation } from './sign-explanation.ts'
import { takeInNotice } from './take-in-notice.ts'

export const officeCalls: readonly Call[] = [
  readSettings,
  changeSetting,
  setAnsweringDepartment,
  listExplanations,
  draftExplanation,
  signExplanation,
  readCalendar,
  previewCalendar,
  proposeCalendar,
  decideCalendar,
  readDutyRoster,
  setDutyRoster,
  listMachineTokens,
  makeMachineToken,
  revokeMachineToken,
  registerInstitution,
  changeInstitution,
  exportInstitutions,
  importInstitutions,
  exportEndpoints,
  importEndpoints,
  revokeEndpoint,
  listOfficeForms,
  readOfficeForm,
  approvePlanVersion,
  makeProtectedStatement,
  readProtectedStatements,
  exportProtectedStatement,
  readRetention,
  listAlerts,
  listEndpoints,
  takeInNotice,
  ...fileOfficeForm,
]
