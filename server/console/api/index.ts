/** Every call of the console's API; what is not in this list cannot be called. */

import type { Call } from '../call.ts'
import { addNote } from './add-note.ts'
import { issueOrder } from './issue-order.ts'
import { listInstitutions } from './list-institutions.ts'
import { makeEnrollmentCode } from './make-enrollment-code.ts'
import { readEndpoint } from './read-endpoint.ts'
import { readIncident } from './read-incident.ts'
import { readMe } from './read-me.ts'
import { signIn } from './sign-in.ts'
import { signOut } from './sign-out.ts'
import { takeOverAlert } from './take-over-alert.ts'
import { verifyHistories } from './verify-histories.ts'

export const calls: readonly Call[] = [
  signIn,
  signOut,
  readMe,
  takeOverAlert,
  issueOrder,
  addNote,
  readIncident,
  readEndpoint,
  listInstitutions,
  makeEnrollmentCode,
  verifyHistories,
]
