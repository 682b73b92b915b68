/** POST /api/office-forms/<number>: a form of the office's own work, one call a form (D14b, D20–D23). */

import * as z from 'zod'
import { formOf, officeForms } from '../../workflow/forms/index.ts'
import { call, ok, refuse } from '../call.ts'
import type { Call } from '../call.ts'
import { formBytes, formFields } from '../plan-act.ts'

export const fileOfficeForm: readonly Call[] = officeForms.map((form) =>
  call({
    method: 'POST',
    path: `/api/office-forms/${form}`,
    operation: formOf(form).operation,
    body: z.strictObject({ fields: formFields }),
    maxBodyBytes: formBytes,
    answer: z.object({ serial: z.number() }),
    async perform({ body: { fields }, officer }, { conductor }) {
      const outcome = await conductor.actInOffice({ kind: 'file-office-form', form, fields }, officer)
      if (outcome.ok) return ok({ serial: outcome.value.serial })
      return refuse(outcome.refusal, outcome.fields && { fields: outcome.fields })
    },
  }),
)
