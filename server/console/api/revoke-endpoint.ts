/** POST /api/endpoints/:id/revocation: every certificate of a terminal is taken back; its connection ends within seconds. */

import * as z from 'zod'
import { sentence } from '#shared/protocol/limits.ts'
import { call, settle } from '../call.ts'

export const revokeEndpoint = call({
  method: 'POST',
  path: '/api/endpoints/:id/revocation',
  operation: 'registry.manage',
  body: z.strictObject({ reason: sentence.trim() }),
  perform: async ({ id, body, officer }, { registrar }) =>
    settle(await registrar.revokeEndpoint(id, body.reason, officer)),
})
