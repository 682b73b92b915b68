/** POST /api/people/:id/disable: the account ends at once, with its sessions and its live feed. */

import * as z from 'zod'
import { sentence } from '#shared/protocol/limits.ts'
import { call, settle } from '../call.ts'

export const disableAccount = call({
  method: 'POST',
  path: '/api/people/:id/disable',
  operation: 'people.manage',
  body: z.strictObject({ reason: sentence.trim() }),
  perform: async ({ id, body, officer }, { conductor }) =>
    settle(await conductor.actInOffice({ kind: 'disable-account', person: id, ...body }, officer)),
})
