/** GET /api/incidents/:id/evidence: what is kept of it, and through whose hands it went; the list itself, which may be looked at without taking it out. */

import { readableCourse } from '../may-be-read.ts'
import { call, noBody, ok, refuse } from '../call.ts'
import { courseOfOwn, seesOwn } from '../own-terminals.ts'
import { ofTheIncident } from '../plan-act.ts'

export const listEvidence = call({
  method: 'GET',
  path: '/api/incidents/:id/evidence',
  operation: 'handling.read',
  about: ofTheIncident,
  body: noBody,
  perform({ id, permits }, desk) {
    const incident = desk.conductor.situation().incidents.get(id)
    if (!incident) return refuse('unknown-incident')
    const about = ofTheIncident(id, desk)
    const readable = readableCourse(incident.course, (operation) => permits(operation, about))
    const { evidence, custody } = courseOfOwn(readable, seesOwn(desk.conductor.situation(), permits))
    return ok({ evidence, custody })
  },
})
