/** POST /api/delegations/:id/end: the leader takes the authorisation back. */

import { call, noBody, settle } from '../call.ts'

export const endDelegation = call({
  method: 'POST',
  path: '/api/delegations/:id/end',
  operation: 'delegation.grant',
  body: noBody,
  perform: async ({ id, officer }, { conductor }) =>
    settle(await conductor.actInOffice({ kind: 'end-delegation', delegation: id }, officer)),
})
