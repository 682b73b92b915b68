/** POST /api/endpoints/:id/orders: a signed order to cut a terminal off or to release it. */

import * as z from 'zod'
import { isolationScopes } from '#shared/domain/isolation.ts'
import { sentence } from '#shared/protocol/limits.ts'
import { call, ok, settle } from '../call.ts'

const action = z.discriminatedUnion('kind', [
  // Selective unless told: the office keeps its handle on the terminal.
  z.strictObject({ kind: z.literal('isolate'), scope: z.enum(isolationScopes).default('selective') }),
  z.strictObject({ kind: z.literal('release') }),
])

export const issueOrder = call({
  method: 'POST',
  path: '/api/endpoints/:id/orders',
  access: 'signed-in',
  body: z.strictObject({ action, reason: sentence.trim() }),
  perform: async ({ id, body, officer }, { conductor }) =>
    settle(await conductor.order(id, body.action, body.reason, officer), ({ order }) => ok({ order })),
})
