/** POST /api/enrollment-codes: a one-time code for one terminal, shown now and never again. */

import * as z from 'zod'
import { institutionKinds } from '#shared/domain/institution.ts'
import { name, text } from '#shared/protocol/limits.ts'
import { call, ok, settle } from '../call.ts'

export const makeEnrollmentCode = call({
  method: 'POST',
  path: '/api/enrollment-codes',
  operation: 'registry.manage',
  body: z.strictObject({
    institution: name.trim().min(1),
    kind: z.enum(institutionKinds).optional(),
    phone: text(32).optional(),
  }),
  perform: async ({ body, officer }, { registrar }) => settle(await registrar.makeEnrollmentCode(body, officer), ok),
})
