/** POST /api/protected-statements: 授意线索, by anybody who is signed in; it stands in no list, feed or timeline of others (五(一)1). */

import * as z from 'zod'
import { id } from '#shared/protocol/limits.ts'
import { call, ok, settle } from '../call.ts'
import { longText } from '../plan-act.ts'

export const makeProtectedStatement = call({
  method: 'POST',
  path: '/api/protected-statements',
  operation: 'self.use',
  body: z.strictObject({
    incident: id.optional(),
    /** Persons whom it is about. */
    about: z.array(id).max(20).default([]),
    /** For those who do not know ids: it is about the leader of the group. */
    aboutLeader: z.boolean().default(false),
    text: longText,
  }),
  answer: z.object({ id: z.string().optional() }),
  perform: async ({ body, officer }, { conductor }) =>
    settle(await conductor.actInOffice({ kind: 'make-protected-statement', ...body }, officer), ({ id: made }) =>
      ok({ id: made }),
    ),
})
