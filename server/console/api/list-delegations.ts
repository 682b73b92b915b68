/** GET /api/delegations: who may decide in the leader's place, and until when. */

import * as z from 'zod'
import { call, noBody, ok } from '../call.ts'

export const listDelegations = call({
  method: 'GET',
  path: '/api/delegations',
  operation: 'settings.read',
  body: noBody,
  answer: z.object({
    delegations: z.array(
      z.object({ id: z.string(), to: z.string(), scope: z.string(), from: z.number(), until: z.number() }),
    ),
  }),
  perform: (_, { conductor }) => ok({ delegations: conductor.situation().office.delegations }),
})
