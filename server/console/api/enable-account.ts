/** POST /api/people/:id/enable: an account that was disabled or is locked. */

import { call, noBody, settle } from '../call.ts'

export const enableAccount = call({
  method: 'POST',
  path: '/api/people/:id/enable',
  operation: 'people.manage',
  body: noBody,
  perform: async ({ id, officer }, { conductor }) =>
    settle(await conductor.actInOffice({ kind: 'enable-account', person: id }, officer)),
})
