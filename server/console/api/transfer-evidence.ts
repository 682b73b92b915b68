/** POST /api/incidents/:id/transfer-evidence: 移交: to whom and for what (form D10c goes with it); the hash is that of the list that was handed over. */

import * as z from 'zod'
import { sha256 } from '#shared/protocol/limits.ts'
import { call } from '../call.ts'
import { act, actedAnswer, evidenceItems, line, ofTheIncident } from '../plan-act.ts'

export const transferEvidence = call({
  method: 'POST',
  path: '/api/incidents/:id/transfer-evidence',
  operation: 'evidence.transfer',
  about: ofTheIncident,
  body: z.strictObject({ items: evidenceItems, receiver: line, purpose: line, sha256: sha256.optional() }),
  answer: actedAnswer,
  perform: ({ id: incident, body, officer }, desk) =>
    act(desk, { kind: 'record-custody', incident, act: 'transferred', ...body }, officer),
})
