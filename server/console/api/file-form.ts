/** POST /api/incidents/:id/forms/<number>: a form filed by itself, one call a form that may be. */

import * as z from 'zod'
import { forms } from '../../workflow/forms/index.ts'
import { call } from '../call.ts'
import type { Call } from '../call.ts'
import { factLinesIn } from '../facts-in.ts'
import { act, actedAnswer, formBytes, formFields, ofTheIncident } from '../plan-act.ts'

export const fileForm: readonly Call[] = forms
  // The others come with an event of the plan, or belong to no incident.
  .filter(({ phases }) => phases.length > 0)
  .map(({ id: form, operation }) =>
    call({
      method: 'POST',
      path: `/api/incidents/:id/forms/${form}`,
      operation,
      about: ofTheIncident,
      body: z.strictObject({ fields: formFields }),
      maxBodyBytes: formBytes,
      answer: actedAnswer,
      perform: async ({ id: incident, body: { fields }, officer }, desk) => {
        const facts = form === 'D18' ? await factLinesIn(incident, desk) : undefined
        return act(desk, { kind: 'file', incident, form, fields, facts }, officer)
      },
    }),
  )
