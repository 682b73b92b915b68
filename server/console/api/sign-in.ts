/** POST /api/sign-in: a one-time setup code and a name open a session. */

import * as z from 'zod'
import { text } from '#shared/protocol/limits.ts'
import { call, refuse } from '../call.ts'

export const signIn = call({
  method: 'POST',
  path: '/api/sign-in',
  access: 'anyone',
  body: z.strictObject({ code: z.string().max(64), name: text(32).trim().min(1) }),
  async perform({ body, address }, desk) {
    const outcome = await desk.signIn.signIn(body.code, body.name, address)
    return outcome.ok ? { status: 204, session: { token: outcome.token } } : refuse(outcome.refusal)
  },
})
