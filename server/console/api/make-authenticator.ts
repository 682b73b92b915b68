/** POST /api/authenticators: a fresh secret for an authenticator app; it counts only once a code made from it comes back with a password. */

import * as z from 'zod'
import { call, ok } from '../call.ts'
import { loginSchema } from '../credentials-schema.ts'

export const makeAuthenticator = call({
  method: 'POST',
  path: '/api/authenticators',
  operation: 'anyone',
  body: z.strictObject({ login: loginSchema }),
  /** `uri` is what the QR code holds (otpauth://totp/…); `secret` is typed where no camera is. */
  answer: z.object({ secret: z.string(), uri: z.string() }),
  perform: ({ body }, { people }) => ok(people.credentials.newAuthenticator(body.login)),
})
