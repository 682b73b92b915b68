/** POST /api/machine-tokens/:id/revocation: the token is refused from the next call on. */

import { call, noBody, settle } from '../call.ts'

export const revokeMachineToken = call({
  method: 'POST',
  path: '/api/machine-tokens/:id/revocation',
  operation: 'machine-token.manage',
  body: noBody,
  perform: async ({ id: token, officer }, { conductor }) =>
    settle(await conductor.actInOffice({ kind: 'revoke-machine-token', token }, officer)),
})
