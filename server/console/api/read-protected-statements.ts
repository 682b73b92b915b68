/** GET /api/protected-statements: those that the reader may read; that they were read stands in the history before they are shown. */

import * as z from 'zod'
import { readableStatements } from '../../workflow/protected-statements.ts'
import { call, noBody, ok, refuse } from '../call.ts'

const statement = z.looseObject({
  id: z.string(),
  incident: z.string().optional(),
  about: z.array(z.string()),
  aboutLeader: z.boolean(),
  text: z.string(),
  at: z.number(),
})

export const readProtectedStatements = call({
  method: 'GET',
  path: '/api/protected-statements',
  operation: 'protected-statement.read',
  body: noBody,
  answer: z.object({ statements: z.array(statement) }),
  async perform({ officer }, { conductor, now }) {
    const read = await conductor.actInOffice({ kind: 'read-protected-statements' }, officer)
    if (!read.ok) return refuse(read.refusal)
    // One that came in meanwhile is not among those that were written down as read.
    const written = new Set(read.value.ids)
    const statements = readableStatements(conductor.situation().office, officer, now())
    return ok({ statements: statements.filter(({ id }) => written.has(id)) })
  },
})
