/** POST /api/me/inbox/read: the person has opened these; the time is kept, as of every delivery. */

import * as z from 'zod'
import { call, done } from '../call.ts'

export const readInbox = call({
  method: 'POST',
  path: '/api/me/inbox/read',
  operation: 'self.use',
  body: z.strictObject({ messages: z.array(z.uuid()).min(1).max(200) }),
  async perform({ officer, body }, { inbox }) {
    await inbox.read(officer.id, body.messages)
    return done
  },
})
