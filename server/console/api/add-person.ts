/** POST /api/people: a new person, with the one-time code by which the person sets password and authenticator. */

import * as z from 'zod'
import { call, ok, refuse } from '../call.ts'
import { newLogin, personName, phone } from '../credentials-schema.ts'

export const addPerson = call({
  method: 'POST',
  path: '/api/people',
  operation: 'people.manage',
  body: z.strictObject({ name: personName, login: newLogin, phone }),
  /** `code` is shown now and never again. */
  answer: z.object({ id: z.string(), code: z.string(), notAfter: z.number() }),
  async perform({ body, officer }, { conductor, people }) {
    const outcome = await conductor.actInOffice({ kind: 'add-person', ...body }, officer)
    if (!outcome.ok) return refuse(outcome.refusal)
    const { id = '' } = outcome.value
    return ok({ id, ...(await people.credentials.makeActivationCode(id)) })
  },
})
