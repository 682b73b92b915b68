/** GET /api/sessions: one's own sessions; everybody's for the one who keeps the accounts. */

import * as z from 'zod'
import { call, noBody, ok } from '../call.ts'

export const listSessions = call({
  method: 'GET',
  path: '/api/sessions',
  operation: 'self.use',
  body: noBody,
  answer: z.object({
    sessions: z.array(
      z.object({
        /** Names the session; it opens nothing. */
        session: z.string(),
        person: z.string(),
        name: z.string(),
        address: z.string(),
        startedAt: z.number(),
        usedAt: z.number(),
        /** The one that asks. */
        own: z.boolean(),
      }),
    ),
  }),
  async perform({ officer, session, permits }, { people }) {
    const all = await people.sessions.list()
    const shown = permits('people.manage') ? all : all.filter(({ person }) => person === officer.id)
    return ok({ sessions: shown.map((one) => ({ ...one, own: one.session === session })) })
  },
})
