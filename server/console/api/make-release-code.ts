/** POST /api/endpoints/:id/release-code: the answer to the challenge that an operator reads out from a terminal that is cut off. */

import * as z from 'zod'
import { count, sentence } from '#shared/protocol/limits.ts'
import { releaseActions } from '#shared/text/release-code.ts'
import { aboutEndpoint } from '../../workflow/ownership.ts'
import { call, ok, settle } from '../call.ts'

export const makeReleaseCode = call({
  method: 'POST',
  path: '/api/endpoints/:id/release-code',
  operation: 'release-code.make',
  about: (id, { conductor }) => aboutEndpoint(conductor.situation(), id),
  body: z.strictObject({
    sequence: count.min(1),
    challenge: z.string().max(32),
    action: z.enum(releaseActions),
    reason: sentence.trim(),
  }),
  /** Nine digits to read out in groups of three, or that a second officer has to ask for the same. */
  answer: z.union([
    z.strictObject({ code: z.string().regex(/^\d{9}$/) }),
    z.strictObject({ awaiting: z.literal('second-person') }),
  ]),
  async perform({ id: endpoint, body, officer }, { conductor }) {
    return settle(await conductor.releaseByPhone({ endpoint, ...body }, officer), ok)
  },
})
