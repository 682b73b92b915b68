/** GET /api/me/inbox: what was put before the person who asks, newest first. */

import * as z from 'zod'
import { severities } from '#shared/domain/severity.ts'
import { call, noBody, ok } from '../call.ts'

export const listInbox = call({
  method: 'GET',
  path: '/api/me/inbox',
  operation: 'self.use',
  body: noBody,
  answer: z.object({
    unread: z.number(),
    messages: z.array(
      z.object({
        id: z.string(),
        about: z.object({ kind: z.enum(['alert', 'incident']), id: z.string() }),
        /** Which reminder: `report-soon`, `automatic-brief`, `overdue-1`, `duty` … */
        step: z.string(),
        at: z.number(),
        text: z.string(),
        severity: z.enum(severities),
        incident: z.string(),
        readAt: z.number().optional(),
      }),
    ),
  }),
  async perform({ officer }, { inbox }) {
    const messages = await inbox.messages(officer.id)
    return ok({ unread: messages.filter(({ readAt }) => readAt === undefined).length, messages })
  },
})
