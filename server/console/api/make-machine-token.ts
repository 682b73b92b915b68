/** POST /api/machine-tokens: a token for another system, shown now and never again. */

import * as z from 'zod'
import { name, time } from '#shared/protocol/limits.ts'
import { machineScopes } from '../../workflow/office-history.ts'
import { call, ok, settle } from '../call.ts'

export const makeMachineToken = call({
  method: 'POST',
  path: '/api/machine-tokens',
  operation: 'machine-token.manage',
  body: z.strictObject({ name: name.trim(), scopes: z.array(z.enum(machineScopes)).min(1).max(2), notAfter: time }),
  answer: z.object({ id: z.string(), token: z.string() }),
  perform: async ({ body, officer }, { registrar }) => settle(await registrar.makeMachineToken(body, officer), ok),
})
