/** POST /api/delegations: the leader authorises the deputy in writing (D23). */

import * as z from 'zod'
import { id, sentence, time } from '#shared/protocol/limits.ts'
import { call, ok, settle } from '../call.ts'

export const grantDelegation = call({
  method: 'POST',
  path: '/api/delegations',
  operation: 'delegation.grant',
  body: z.strictObject({ to: id, scope: sentence.trim(), from: time, until: time }),
  answer: z.object({ id: z.string() }),
  perform: async ({ body, officer }, { conductor }) =>
    settle(await conductor.actInOffice({ kind: 'grant-delegation', ...body }, officer), ({ id }) => ok({ id })),
})
