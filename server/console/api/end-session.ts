/** POST /api/sessions/:session/end: one's own, or anybody's for the one who keeps the accounts; its live feed ends with it. */

import { sha256 } from '#shared/protocol/limits.ts'
import { call, done, noBody, refuse } from '../call.ts'

export const endSession = call({
  method: 'POST',
  path: '/api/sessions/:session/end',
  operation: 'self.use',
  params: { session: sha256 },
  body: noBody,
  async perform({ officer, params, permits }, { people }) {
    const ended = (await people.sessions.list()).find(({ session }) => session === params.session)
    if (ended === undefined || (ended.person !== officer.id && !permits('people.manage'))) return refuse('not-found')
    await people.sessions.end(ended.session, 'revoked', officer)
    return done
  },
})
