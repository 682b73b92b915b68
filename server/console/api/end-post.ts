/** POST /api/posts/:id/end: 免职, from a time on. */

import * as z from 'zod'
import { name, time } from '#shared/protocol/limits.ts'
import { call, settle } from '../call.ts'

export const endPost = call({
  method: 'POST',
  path: '/api/posts/:id/end',
  operation: 'posts.manage',
  body: z.strictObject({ to: time, document: name.trim() }),
  perform: async ({ id, body, officer }, { conductor }) =>
    settle(await conductor.actInOffice({ kind: 'end-post', post: id, ...body }, officer)),
})
