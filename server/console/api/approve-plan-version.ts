/** POST /api/plan-versions: the leader approves the plan that a form D22 proposes; running incidents keep theirs (二(一)1). */

import * as z from 'zod'
import { call, settle } from '../call.ts'

export const approvePlanVersion = call({
  method: 'POST',
  path: '/api/plan-versions',
  operation: 'plan-version.approve',
  body: z.strictObject({ serial: z.number().int().min(1).max(10_000) }),
  perform: async ({ body, officer }, { conductor }) =>
    settle(await conductor.actInOffice({ kind: 'approve-plan-version', ...body }, officer)),
})
