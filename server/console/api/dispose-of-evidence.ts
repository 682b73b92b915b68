/** POST /api/incidents/:id/dispose-of-evidence: 处置: once by the leader and once by the audit administrator, after three years; hashes stay for ever. */

import * as z from 'zod'
import { call } from '../call.ts'
import { act, actedAnswer, evidenceItems, line, ofTheIncident } from '../plan-act.ts'

export const disposeOfEvidence = call({
  method: 'POST',
  path: '/api/incidents/:id/dispose-of-evidence',
  operation: 'evidence.dispose',
  about: ofTheIncident,
  body: z.strictObject({ items: evidenceItems, purpose: line }),
  answer: actedAnswer,
  perform: ({ id: incident, body, officer }, desk) =>
    act(desk, { kind: 'record-custody', incident, act: 'disposed', ...body }, officer),
})
