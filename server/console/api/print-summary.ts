/** GET /api/incidents/:id/summary: one page for print, with no more on it than the incident's own screen shows; made anew each time and not kept. */

import type { FormId } from '../../workflow/forms/form.ts'
import { call, noBody, refuse } from '../call.ts'
import { linesOfForm } from '../may-be-read.ts'
import { ofTheIncident } from '../plan-act.ts'

const type = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

export const printSummary = call({
  method: 'GET',
  path: '/api/incidents/:id/summary',
  operation: 'incident.read',
  about: ofTheIncident,
  body: noBody,
  async perform({ id, permits }, desk) {
    const { conductor, plan } = desk
    const incident = conductor.situation().incidents.get(id)
    const about = ofTheIncident(id, desk)
    const mayRead = (form: FormId): boolean => linesOfForm(form).some((operation) => permits(operation, about))
    const bytes = incident && (await plan.documents.summary(id, mayRead))
    if (!bytes) return refuse('unknown-incident')
    return { status: 200, bytes, type, filename: `${incident.number} 概览.docx` }
  },
})
