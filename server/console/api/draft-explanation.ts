/** POST /api/explanations: the office drafts how something is to be understood (六(二)). */

import * as z from 'zod'
import { sentence, text } from '#shared/protocol/limits.ts'
import { call, ok, settle } from '../call.ts'

export const draftExplanation = call({
  method: 'POST',
  path: '/api/explanations',
  operation: 'explanation.draft',
  body: z.strictObject({ question: sentence.trim(), text: text(4_000).trim(), settings: z.array(text(64)).max(50) }),
  maxBodyBytes: 32 * 1024,
  answer: z.object({ id: z.string() }),
  perform: async ({ body, officer }, { conductor }) =>
    settle(await conductor.actInOffice({ kind: 'draft-explanation', ...body }, officer), ({ id }) => ok({ id })),
})
