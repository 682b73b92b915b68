/** POST /api/incidents/:id/make-statement: 陈述申辩 by a unit of the incident; before any finding it must have been possible (五(二)). */

import * as z from 'zod'
import { call } from '../call.ts'
import { act, actedAnswer, longText, ofTheIncident, unit } from '../plan-act.ts'

export const makeStatement = call({
  method: 'POST',
  path: '/api/incidents/:id/make-statement',
  operation: 'accountability.state',
  about: ofTheIncident,
  body: z.strictObject({ unit, text: longText }),
  answer: actedAnswer,
  perform: ({ id: incident, body, officer }, desk) => act(desk, { kind: 'make-statement', incident, ...body }, officer),
})
