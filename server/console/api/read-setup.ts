/** GET /api/setup: whether nobody is here yet, so that the first-run ceremony is due; and what a password must be. */

import * as z from 'zod'
import { call, noBody, ok } from '../call.ts'

export const readSetup = call({
  method: 'GET',
  path: '/api/setup',
  operation: 'anyone',
  body: noBody,
  answer: z.object({ due: z.boolean(), passwordLength: z.number() }),
  perform: (_, { people }) => ok({ due: people.ceremony.due(), passwordLength: people.credentials.passwordLength() }),
})
