/** POST /api/sign-out: ends the session and with it its live feed. */

import { call, noBody } from '../call.ts'

export const signOut = call({
  method: 'POST',
  path: '/api/sign-out',
  access: 'signed-in',
  body: noBody,
  async perform({ session }, desk) {
    await desk.signIn.signOut(session)
    return { status: 204, session: 'ended' }
  },
})
