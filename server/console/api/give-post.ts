/** POST /api/posts: 任职, with its dates and its 文号. */

import * as z from 'zod'
import { administratorRoles, planRoles } from '#shared/domain/role.ts'
import { id, name, time } from '#shared/protocol/limits.ts'
import { call, ok, settle } from '../call.ts'

const role = z.enum([...planRoles, ...administratorRoles]).exclude(['field-team'])

export const givePost = call({
  method: 'POST',
  path: '/api/posts',
  operation: 'posts.manage',
  body: z.strictObject({
    person: id,
    role,
    /** The institution or department, for the roles of one. */
    unit: id.optional(),
    from: time,
    /** Left out: until it is ended. */
    to: time.optional(),
    document: name.trim(),
  }),
  answer: z.object({ id: z.string() }),
  perform: async ({ body, officer }, { conductor }) =>
    settle(await conductor.actInOffice({ kind: 'give-post', ...body }, officer), ({ id }) => ok({ id })),
})
