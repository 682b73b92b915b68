/** Who asks, in every role of the table: an office with the posts that a test wants, without the ceremony. */

import { roles } from '#shared/domain/role.ts'
import type { Role } from '#shared/domain/role.ts'
import type { Officer } from '#shared/domain/actor.ts'
import { emptyOffice } from '#server/workflow/office.ts'
import type { Office, PersonStanding } from '#server/workflow/office.ts'
import type { Post } from '#server/workflow/office-history.ts'
import { idOf } from './standings.ts'

export type PostRole = Post['role']

export const postRoles = roles.filter((role): role is PostRole => role !== 'field-team')

export interface Asker {
  readonly role: PostRole
  readonly officer: Officer
  readonly unit?: string | undefined
}

/** The institution and the department whose own the tests' things are: the one that owns the terminal of `standings.ts`. */
export const ownUnit = idOf(9)

/** One person for each role; those of one unit are of `unit`. */
export const askerOf = (role: PostRole, unit: string = ownUnit): Asker => ({
  role,
  officer: { kind: 'officer', id: idOf(900 + roles.indexOf(role)), name: `某${role}` },
  unit: role === 'department' || role === 'institution' ? unit : undefined,
})

const loginOf = (role: Role): string => role.replaceAll('-', '')

/** The office in which these persons hold these posts, since ever. */
export function officeOf(askers: readonly Asker[], before: Office = emptyOffice): Office {
  return {
    ...before,
    people: new Map<string, PersonStanding>([
      ...before.people,
      ...askers.map(
        ({ officer: { id, name }, role }) =>
          [id, { person: { id, name, login: loginOf(role), phone: '' }, addedAt: 0, credentialsSetAt: 0 }] as const,
      ),
    ]),
    posts: [
      ...before.posts,
      ...askers.map(({ officer, role, unit }): Post => ({
        id: `post-of-${officer.id}`,
        person: officer.id,
        role,
        unit,
        from: 0,
        document: '璧医保发〔2019〕54号',
      })),
    ],
  }
}
