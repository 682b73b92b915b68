/** GET /api/explanations: how the office explains the plan and its own numbers, signed and drafted (六(二)). */

import * as z from 'zod'
import { call, noBody, ok } from '../call.ts'

const byAt = z.object({ by: z.string(), at: z.number() })

export const listExplanations = call({
  method: 'GET',
  path: '/api/explanations',
  operation: 'settings.read',
  body: noBody,
  answer: z.object({
    explanations: z.array(
      z.object({
        id: z.string(),
        question: z.string(),
        text: z.string(),
        settings: z.array(z.string()),
        drafted: byAt,
        signed: byAt.optional(),
      }),
    ),
  }),
  perform(_, { conductor }) {
    const { explanations } = conductor.situation().office
    const named = ({ by, at }: (typeof explanations)[number]['drafted']) => ({
      by: by.kind === 'officer' ? by.name : '',
      at,
    })
    return ok({
      explanations: explanations.map(({ drafted, signed, ...rest }) => ({
        ...rest,
        drafted: named(drafted),
        signed: signed && named(signed),
      })),
    })
  },
})
