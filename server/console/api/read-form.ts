/** GET /api/incidents/:id/forms/:form: the form with its fields, what the history already knows of it, and what was filed. */

import * as z from 'zod'
import { formOf } from '../../workflow/forms/index.ts'
import { formIds } from '../../workflow/forms/form.ts'
import type { FormId } from '../../workflow/forms/form.ts'
import { prefill } from '../../workflow/forms/prefill.ts'
import { call, noBody, ok, refuse } from '../call.ts'
import { factLinesIn } from '../facts-in.ts'
import { linesOfForm } from '../may-be-read.ts'
import { ofTheIncident } from '../plan-act.ts'

export const readForm = call({
  method: 'GET',
  path: '/api/incidents/:id/forms/:form',
  operation: 'incident.read',
  about: ofTheIncident,
  params: { form: z.enum(formIds) },
  body: noBody,
  async perform({ id, params, permits }, desk) {
    const { conductor, now, seen } = desk
    const situation = conductor.situation()
    const incident = situation.incidents.get(id)
    if (!incident) return refuse('unknown-incident')
    const form = formOf(params.form as FormId)
    const about = ofTheIncident(id, desk)
    // Whoever may file it may see what is known for it; whoever may read it sees what was filed.
    const reads = linesOfForm(form.id).some((operation) => permits(operation, about))
    const files = permits(form.operation, about)
    if (!reads && !files) return refuse('not-permitted')
    const facts = form.id === 'D18' ? await factLinesIn(id, desk) : undefined
    const institutions = [...seen().institutions.values()]
    return ok({
      form,
      prefilled: files ? prefill(form, { situation, incident, now: now(), institutions, facts }) : {},
      filed: reads ? (incident.course.forms[form.id] ?? []) : [],
    })
  },
})
