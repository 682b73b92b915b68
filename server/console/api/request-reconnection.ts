/** POST /api/incidents/:id/request-reconnection: a terminal is ready to be let back (四(二)3). */

import * as z from 'zod'
import { call } from '../call.ts'
import { act, actedAnswer, entryId, ofTheIncident } from '../plan-act.ts'

export const requestReconnection = call({
  method: 'POST',
  path: '/api/incidents/:id/request-reconnection',
  operation: 'reconnection.request',
  about: ofTheIncident,
  body: z.strictObject({ endpoint: entryId }),
  answer: actedAnswer,
  perform: ({ id: incident, body, officer }, desk) =>
    act(desk, { kind: 'request-reconnection', incident, ...body }, officer),
})
