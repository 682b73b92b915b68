/** GET /api/me: who is signed in, in which posts, what they let do, and at which office. */

import * as z from 'zod'
import { roles as allRoles } from '#shared/domain/role.ts'
import { delegated } from '../../workflow/who.ts'
import { vacancies } from '../../workflow/office-steps/people.ts'
import { operations, reachOf } from '../../workflow/permissions.ts'
import type { Operation } from '../../workflow/permissions.ts'
import { call, noBody, ok } from '../call.ts'

export const readMe = call({
  method: 'GET',
  path: '/api/me',
  operation: 'self.use',
  whileLocked: true,
  body: noBody,
  answer: z.object({
    officer: z.object({ id: z.string(), name: z.string() }),
    roles: z.array(z.object({ role: z.enum(allRoles), unit: z.string().optional() })),
    /** What the posts let do, everywhere or for one's own; a button whose operation is not here is not shown. */
    operations: z.array(z.enum(operations as readonly [Operation, ...Operation[]])),
    /** The session was not used for a while: everything but the live feed asks for the password first. */
    locked: z.boolean(),
    /** Until when the password should be changed, milliseconds since 1970 UTC. */
    passwordDueAt: z.number().optional(),
    /** Of leader and deputy, those that nobody holds. */
    vacancies: z.array(z.enum(allRoles)),
    office: z.object({ name: z.string(), phone: z.string() }),
  }),
  async perform({ officer: { id, name }, roles, session }, { office, conductor, people, now }) {
    const { office: standing } = conductor.situation()
    const may = (operation: Operation) =>
      roles.some(({ role }) => {
        const reach = reachOf(operation, role)
        return reach === 'delegated' ? delegated(standing, id, now()) : reach !== undefined
      })
    return ok({
      officer: { id, name },
      roles,
      operations: operations.filter(may),
      locked: await people.sessions.isLocked(session),
      passwordDueAt: await people.credentials.passwordDueAt(id),
      vacancies: vacancies(standing, now()),
      office: { name: office.name, phone: office.phone },
    })
  },
})
