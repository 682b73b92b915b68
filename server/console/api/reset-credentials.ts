/** POST /api/people/:id/activation-code: password and authenticator are void, and a one-time code lets the person set them anew. */

import * as z from 'zod'
import { call, noBody, ok, refuse } from '../call.ts'

export const resetCredentials = call({
  method: 'POST',
  path: '/api/people/:id/activation-code',
  operation: 'people.manage',
  body: noBody,
  /** `code` is shown now and never again. */
  answer: z.object({ code: z.string(), notAfter: z.number() }),
  async perform({ id, officer }, { conductor, people }) {
    const outcome = await conductor.actInOffice({ kind: 'reset-credentials', person: id }, officer)
    return outcome.ok ? ok(await people.credentials.makeActivationCode(id)) : refuse(outcome.refusal)
  },
})
