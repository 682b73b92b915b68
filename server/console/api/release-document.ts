/** POST /api/incidents/:id/documents: the Word document of a filed form, made once; asked again, it is the same one. */

import * as z from 'zod'
import { formIds } from '../../workflow/forms/form.ts'
import { call, ok, refuse } from '../call.ts'
import { linesOfForm } from '../may-be-read.ts'
import { ofTheIncident, serial } from '../plan-act.ts'

export const releaseDocument = call({
  method: 'POST',
  path: '/api/incidents/:id/documents',
  operation: 'document.read',
  about: ofTheIncident,
  body: z.strictObject({ form: z.enum(formIds), serial }),
  answer: z.object({ sha256: z.string(), bytes: z.number() }),
  async perform({ id: incident, body, officer, permits }, desk) {
    const about = ofTheIncident(incident, desk)
    if (!linesOfForm(body.form).some((operation) => permits(operation, about))) return refuse('not-permitted')
    const released = await desk.plan.documents.release({ incident, ...body }, officer)
    return released.ok ? ok(released.value) : refuse(released.refusal)
  },
})
