/** POST /api/endpoints/:id/orders: a signed order to cut a terminal off or to release it. */

import * as z from 'zod'
import { isolationScopes } from '#shared/domain/isolation.ts'
import { sentence } from '#shared/protocol/limits.ts'
import { aboutEndpoint } from '../../workflow/ownership.ts'
import { call, ok, refuse, settle } from '../call.ts'

const action = z.discriminatedUnion('kind', [
  // Selective unless told: the office keeps its handle on the terminal.
  z.strictObject({ kind: z.literal('isolate'), scope: z.enum(isolationScopes).default('selective') }),
  z.strictObject({ kind: z.literal('release') }),
])

export const issueOrder = call({
  method: 'POST',
  path: '/api/endpoints/:id/orders',
  operation: 'endpoint.isolate',
  about: (id, { conductor }) => aboutEndpoint(conductor.situation(), id),
  body: z.strictObject({ action, reason: sentence.trim() }),
  async perform({ id, body, officer, permits }, { conductor }) {
    // Back on the network is another matter than off it: whoever may cut its own terminal off may not release it by itself.
    if (body.action.kind === 'release' && !permits('reconnection.approve')) return refuse('not-permitted')
    return settle(await conductor.order(id, body.action, body.reason, officer), ({ order }) => ok({ order }))
  },
})
