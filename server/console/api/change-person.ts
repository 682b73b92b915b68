/** POST /api/people/:id: another name or number. */

import * as z from 'zod'
import { call, settle } from '../call.ts'
import { personName, phone } from '../credentials-schema.ts'

export const changePerson = call({
  method: 'POST',
  path: '/api/people/:id',
  operation: 'people.manage',
  body: z.strictObject({ name: personName, phone }),
  perform: async ({ id, body, officer }, { conductor }) =>
    settle(await conductor.actInOffice({ kind: 'change-person', person: id, ...body }, officer)),
})
