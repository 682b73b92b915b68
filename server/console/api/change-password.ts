/** POST /api/me/password: another password, with the one of now; every other session of the person ends. */

import * as z from 'zod'
import { call, done, refuse } from '../call.ts'
import { passwordSchema } from '../credentials-schema.ts'

export const changePassword = call({
  method: 'POST',
  path: '/api/me/password',
  operation: 'self.use',
  body: z.strictObject({ password: passwordSchema, next: passwordSchema }),
  async perform({ officer, session, body, address }, { people }) {
    const refusal = await people.credentials.changePassword({ officer, session, address, ...body })
    return refusal ? refuse(refusal) : done
  },
})
