/** POST /api/institutions: a new institution or department. */

import * as z from 'zod'
import { call, ok, settle } from '../call.ts'
import { describedInstitution } from '../described-institution.ts'

export const registerInstitution = call({
  method: 'POST',
  path: '/api/institutions',
  operation: 'registry.manage',
  body: describedInstitution,
  answer: z.object({ id: z.string() }),
  perform: async ({ body, officer }, { registrar }) =>
    settle(await registrar.registerInstitutions([body], officer), ([one]) => ok({ id: one?.id })),
})
