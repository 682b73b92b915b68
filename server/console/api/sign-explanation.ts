/** POST /api/explanations/:id/sign: the deputy signs; from then on it holds. */

import { call, noBody, settle } from '../call.ts'

export const signExplanation = call({
  method: 'POST',
  path: '/api/explanations/:id/sign',
  operation: 'explanation.sign',
  body: noBody,
  perform: async ({ id: explanation, officer }, { conductor }) =>
    settle(await conductor.actInOffice({ kind: 'sign-explanation', explanation }, officer)),
})
