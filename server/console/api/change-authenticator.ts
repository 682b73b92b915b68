/** POST /api/me/authenticator: another authenticator app, with the password; every other session of the person ends. */

import { call, done, refuse } from '../call.ts'
import * as z from 'zod'
import { newCredentials } from '../credentials-schema.ts'

export const changeAuthenticator = call({
  method: 'POST',
  path: '/api/me/authenticator',
  operation: 'self.use',
  body: z.strictObject(newCredentials),
  async perform({ officer, session, body, address }, { people }) {
    const refusal = await people.credentials.changeAuthenticator({ officer, session, address, ...body })
    return refusal ? refuse(refusal) : done
  },
})
