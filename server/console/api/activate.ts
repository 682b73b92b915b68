/** POST /api/activate: with the one-time code that the system administrator handed over, a person sets password and authenticator. */

import * as z from 'zod'
import { call, done, refuse } from '../call.ts'
import { loginSchema, newCredentials } from '../credentials-schema.ts'

export const activate = call({
  method: 'POST',
  path: '/api/activate',
  operation: 'anyone',
  body: z.strictObject({ login: loginSchema, code: z.string().max(64), ...newCredentials }),
  async perform({ body, address }, { people }) {
    const outcome = await people.credentials.activate(body, address)
    return outcome.ok ? done : refuse(outcome.refusal)
  },
})
