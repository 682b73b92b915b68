/** POST /api/office-documents: the Word document of a form of the office's own, made once. */

import * as z from 'zod'
import { formIds } from '../../workflow/forms/form.ts'
import { call, ok, refuse } from '../call.ts'
import { serial } from '../plan-act.ts'

export const releaseOfficeDocument = call({
  method: 'POST',
  path: '/api/office-documents',
  // The office's papers are read by those who read its statistics: the whole leading group.
  operation: 'statistics.read',
  body: z.strictObject({ form: z.enum(formIds), serial }),
  answer: z.object({ sha256: z.string(), bytes: z.number() }),
  async perform({ body, officer }, { plan }) {
    const released = await plan.documents.release(body, officer)
    return released.ok ? ok(released.value) : refuse(released.refusal)
  },
})
