/** GET /api/office-forms/:form: the form with its fields, what the server already knows of it, and what was filed; the period of D14b stands after the `?`. */

import * as z from 'zod'
import { formIds } from '../../workflow/forms/form.ts'
import type { FormId } from '../../workflow/forms/form.ts'
import { formOf } from '../../workflow/forms/index.ts'
import { prefillOffice } from '../../workflow/forms/prefill.ts'
import { call, noBody, ok, refuse } from '../call.ts'

const number = z.string().regex(/^\d{1,4}$/)

export const readOfficeForm = call({
  method: 'GET',
  path: '/api/office-forms/:form',
  operation: 'statistics.read',
  params: { form: z.enum(formIds) },
  query: z.strictObject({
    period: z.enum(['month', 'quarter', 'year']).optional(),
    year: number.optional(),
    ordinal: number.optional(),
  }),
  body: noBody,
  perform({ params, query: { period, year, ordinal }, permits }, { conductor, now, seen }) {
    const form = formOf(params.form as FormId)
    if (form.ofOffice !== true) return refuse('unknown-form')
    const situation = conductor.situation()
    const answers = {
      ...(period === undefined ? {} : { period }),
      ...(year === undefined ? {} : { year: Number(year) }),
      ...(ordinal === undefined ? {} : { ordinal: Number(ordinal) }),
    }
    const institutions = [...seen().institutions.values()]
    return ok({
      form,
      // Whoever may file it sees what is known for it.
      prefilled: permits(form.operation) ? prefillOffice(form, { situation, now: now(), institutions, answers }) : {},
      filed: situation.office.forms[form.id] ?? [],
    })
  },
})
