/** POST /api/incidents/:id/draft-directive: a directive as the office drafts it for the leader (三(二)). */

import * as z from 'zod'
import { call } from '../call.ts'
import { act, actedAnswer, entryId, longText, moment, ofTheIncident, unit } from '../plan-act.ts'

export const draftDirective = call({
  method: 'POST',
  path: '/api/incidents/:id/draft-directive',
  operation: 'directive.draft',
  about: ofTheIncident,
  body: z.strictObject({ directive: entryId.optional(), text: longText, unit, dueAt: moment }),
  answer: actedAnswer,
  perform: ({ id: incident, body, officer }, desk) =>
    act(desk, { kind: 'draft-directive', incident, ...body }, officer),
})
