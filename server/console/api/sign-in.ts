/** POST /api/sign-in: login, password and the authenticator's code open a session. */

import * as z from 'zod'
import { call, refuse } from '../call.ts'
import { authenticatorCode, loginSchema, passwordSchema } from '../credentials-schema.ts'

export const signIn = call({
  method: 'POST',
  path: '/api/sign-in',
  operation: 'anyone',
  body: z.strictObject({ login: loginSchema, password: passwordSchema, totp: authenticatorCode }),
  async perform({ body, address }, { people }) {
    const outcome = await people.signIn.signIn(body, address)
    return outcome.ok ? { status: 204, session: { token: outcome.token } } : refuse(outcome.refusal)
  },
})
