/** GET /api/posts: who holds, held or will hold which post (任职), and which posts of the plan nobody holds. */

import * as z from 'zod'
import { roles } from '#shared/domain/role.ts'
import { vacancies } from '../../workflow/office-steps/people.ts'
import { call, noBody, ok } from '../call.ts'

export const listPosts = call({
  method: 'GET',
  path: '/api/posts',
  operation: 'settings.read',
  body: noBody,
  answer: z.object({
    posts: z.array(
      z.object({
        id: z.string(),
        person: z.string(),
        role: z.enum(roles),
        unit: z.string().optional(),
        from: z.number(),
        to: z.number().optional(),
        document: z.string(),
      }),
    ),
    vacancies: z.array(z.enum(roles)),
  }),
  perform(_, { conductor, now }) {
    const { office } = conductor.situation()
    return ok({ posts: office.posts, vacancies: vacancies(office, now()) })
  },
})
