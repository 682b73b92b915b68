/** POST /api/setup: the first-run ceremony: with the setup code, three different persons become the three administrators. */

import * as z from 'zod'
import { call, done, refuse } from '../call.ts'
import { newCredentials, newLogin, personName, phone } from '../credentials-schema.ts'

const founder = z.strictObject({ name: personName, login: newLogin, phone, ...newCredentials })

export const setUp = call({
  method: 'POST',
  path: '/api/setup',
  operation: 'anyone',
  body: z.strictObject({ code: z.string().max(64), system: founder, security: founder, audit: founder }),
  async perform({ body, address }, { people }) {
    const outcome = await people.ceremony.hold(body, address)
    // `details.who`: system, security or audit, where one of the three has to try again.
    return outcome.ok ? done : refuse(outcome.refusal, { who: outcome.who })
  },
})
