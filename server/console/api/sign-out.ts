/** POST /api/sign-out: ends the session and with it its live feed. */

import { call, noBody } from '../call.ts'

export const signOut = call({
  method: 'POST',
  path: '/api/sign-out',
  operation: 'self.use',
  whileLocked: true,
  body: noBody,
  async perform({ session }, { people }) {
    await people.sessions.end(session, 'asked')
    return { status: 204, session: 'ended' }
  },
})
