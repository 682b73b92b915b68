/** POST /api/incidents/:id/verify-evidence: 核验: somebody has compared what is kept with its hash, and says so. */

import * as z from 'zod'
import { sha256 } from '#shared/protocol/limits.ts'
import { call } from '../call.ts'
import { act, actedAnswer, evidenceItems, line, ofTheIncident } from '../plan-act.ts'

export const verifyEvidence = call({
  method: 'POST',
  path: '/api/incidents/:id/verify-evidence',
  operation: 'evidence.download',
  about: ofTheIncident,
  body: z.strictObject({ items: evidenceItems, purpose: line.optional(), sha256: sha256.optional() }),
  answer: actedAnswer,
  perform: ({ id: incident, body, officer }, desk) =>
    act(desk, { kind: 'record-custody', incident, act: 'verified', ...body }, officer),
})
