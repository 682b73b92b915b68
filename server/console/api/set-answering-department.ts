/** POST /api/institutions/:id/answering-department: which department files the result report of an institution (归口科室). */

import * as z from 'zod'
import { sentence } from '#shared/protocol/limits.ts'
import { call, settle } from '../call.ts'

export const setAnsweringDepartment = call({
  method: 'POST',
  path: '/api/institutions/:id/answering-department',
  operation: 'settings.change',
  body: z.strictObject({ department: z.union([z.uuid(), z.literal('')]), reason: sentence.trim() }),
  perform: async ({ id: institution, body, officer }, { conductor }) =>
    settle(await conductor.actInOffice({ kind: 'set-answering-department', institution, ...body }, officer)),
})
