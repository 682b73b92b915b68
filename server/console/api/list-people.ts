/** GET /api/people: who there is; logins and use only for those who keep accounts and posts. */

import * as z from 'zod'
import { call, noBody, ok } from '../call.ts'

export const listPeople = call({
  method: 'GET',
  path: '/api/people',
  operation: 'settings.read',
  body: noBody,
  answer: z.object({
    people: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        phone: z.string(),
        disabled: z.object({ at: z.number(), reason: z.string() }).optional(),
        login: z.string().optional(),
        /** Nothing: the person has not set password and authenticator yet, or they were reset. */
        credentialsSetAt: z.number().optional(),
        lastSignedInAt: z.number().optional(),
        lockedUntil: z.number().optional(),
      }),
    ),
  }),
  perform({ permits }, { conductor }) {
    const whole = permits('people.manage') || permits('posts.manage') || permits('audit.read')
    const people = [...conductor.situation().office.people.values()]
    return ok({
      people: people.map(({ person, disabled, credentialsSetAt, lastSignedInAt, lockedUntil }) => ({
        id: person.id,
        name: person.name,
        phone: person.phone,
        disabled,
        ...(whole ? { login: person.login, credentialsSetAt, lastSignedInAt, lockedUntil } : {}),
      })),
    })
  },
})
