/** POST /api/incidents/:id/notes: a remark or correction in an incident's timeline; nothing before it changes. */

import * as z from 'zod'
import { text } from '#shared/protocol/limits.ts'
import { aboutIncident } from '../../workflow/ownership.ts'
import { call, settle } from '../call.ts'

export const addNote = call({
  method: 'POST',
  path: '/api/incidents/:id/notes',
  operation: 'incident.note',
  about: (id, { conductor }) => aboutIncident(conductor.situation(), id),
  body: z.strictObject({ text: text(2_000).trim().min(1) }),
  perform: async ({ id, body, officer }, { conductor }) => settle(await conductor.note(id, body.text, officer)),
})
