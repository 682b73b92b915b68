/** GET /api/machine-tokens: which other systems are let in, until when; never the tokens themselves. */

import * as z from 'zod'
import { machineScopes } from '../../workflow/office-history.ts'
import { call, noBody, ok } from '../call.ts'

export const listMachineTokens = call({
  method: 'GET',
  path: '/api/machine-tokens',
  operation: 'machine-token.manage',
  body: noBody,
  answer: z.object({
    tokens: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        scopes: z.array(z.enum(machineScopes)),
        notAfter: z.number(),
        revokedAt: z.number().optional(),
      }),
    ),
  }),
  perform: (_, { conductor }) => ok({ tokens: conductor.situation().office.tokens }),
})
