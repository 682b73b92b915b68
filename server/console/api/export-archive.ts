/** POST /api/incidents/:id/archive-package: everything of an incident as one file with a sealed manifest; its bytes are then fetched by their hash. */

import * as z from 'zod'
import { call, noBody, ok, refuse } from '../call.ts'
import { ofTheIncident } from '../plan-act.ts'

export const exportArchive = call({
  method: 'POST',
  path: '/api/incidents/:id/archive-package',
  operation: 'incident.archive',
  about: ofTheIncident,
  body: noBody,
  answer: z.object({ sha256: z.string(), bytes: z.number() }),
  async perform({ id, officer }, { plan }) {
    const made = await plan.documents.archive(id, officer)
    return made.ok ? ok(made.value) : refuse(made.refusal)
  },
})
