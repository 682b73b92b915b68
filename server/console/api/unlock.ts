/** POST /api/me/unlock: the password again, after nobody used the session for a while. */

import * as z from 'zod'
import { call, done, refuse } from '../call.ts'
import { passwordSchema } from '../credentials-schema.ts'

export const unlock = call({
  method: 'POST',
  path: '/api/me/unlock',
  operation: 'self.use',
  whileLocked: true,
  body: z.strictObject({ password: passwordSchema }),
  async perform({ officer, session, body, address }, { people }) {
    const refusal = await people.signIn.unlock(officer, session, body.password, address)
    return refusal ? refuse(refusal) : done
  },
})
