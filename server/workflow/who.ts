/** Who asks, and whether the table lets them: decided from the posts that are in force at that moment, never from a flag on an account. */

import type { Officer } from '#shared/domain/actor.ts'
import type { Role } from '#shared/domain/role.ts'
import type { Office } from './office.ts'
import { reachOf } from './permissions.ts'
import type { Operation } from './permissions.ts'

export interface Held {
  readonly role: Role
  /** The institution or department, for roles of one. */
  readonly unit?: string | undefined
}

/** What an act is about, as far as rights depend on it. */
export interface About {
  /** Institutions and departments whose own it is. */
  readonly units?: readonly string[] | undefined
  /** Persons of the field team of its incident. */
  readonly team?: readonly string[] | undefined
}

/** The posts of a person that are in force; none where the account is disabled. */
export function holds({ people, posts }: Office, person: string, now: number): readonly Held[] {
  const standing = people.get(person)
  if (!standing || standing.disabled) return []
  return (byPerson(posts).get(person) ?? [])
    .filter((post) => post.from <= now && (post.to === undefined || now < post.to))
    .map(({ role, unit }) => ({ role, unit }))
}

/** Asked for every row that somebody may see: among thousands of posts they are looked for once, as long as none changes. */
function byPerson(posts: Office['posts']): ReadonlyMap<string, Office['posts']> {
  const known = sorted.get(posts)
  if (known) return known
  const found = Map.groupBy(posts, ({ person }) => person)
  sorted.set(posts, found)
  return found
}
const sorted = new WeakMap<Office['posts'], ReadonlyMap<string, Office['posts']>>()

/** Who holds a post of these now, in the order in which the posts were given. */
export const holders = (office: Office, role: Role, now: number): readonly string[] => [
  ...new Set(
    office.posts
      .filter((post) => post.role === role && holds(office, post.person, now).some((held) => held.role === role))
      .map(({ person }) => person),
  ),
]

/** The deputy decides in the leader's place: a written authorisation (D23) is in force. */
export const delegated = ({ delegations }: Office, person: string, now: number): boolean =>
  delegations.some(({ to, from, until }) => to === person && from <= now && now < until)

/** Another system whose token lets it hand in notices: it reports as one from outside does, and may do nothing else. */
const handsIn = ({ tokens }: Office, id: string, now: number): boolean =>
  tokens.some(
    (token) =>
      token.id === id && token.revokedAt === undefined && now < token.notAfter && token.scopes.includes('intake'),
  )

/** Only people of the office are put into a team (二(二), D09): whoever has left the office since has left the team. */
const hasLeft = ({ posts }: Office, person: string, held: readonly Held[]): boolean =>
  !held.some(({ role }) => role === 'office') &&
  (byPerson(posts).get(person) ?? []).some(({ role }) => role === 'office')

/**
 * In which role this person may do it; nothing where none lets them. The first role of the person that reaches far enough is taken.
 * Membership of a field team (D09) is a role for that incident alone.
 */
export function permittedAs(
  office: Office,
  { id }: Pick<Officer, 'id'>,
  operation: Operation,
  { units = [], team = [] }: About,
  now: number,
): Role | undefined {
  if (operation === 'incident.register' && handsIn(office, id, now)) return 'institution'
  const posts = holds(office, id, now)
  const isOfTeam = team.includes(id) && !office.people.get(id)?.disabled && !hasLeft(office, id, posts)
  const held: readonly Held[] = [...posts, ...(isOfTeam ? [{ role: 'field-team' as const }] : [])]
  return held.find(({ role, unit }) => {
    switch (reachOf(operation, role)) {
      case undefined:
        return false
      case 'all':
        return true
      case 'delegated':
        return delegated(office, id, now)
      case 'own':
        return role === 'field-team' || (unit !== undefined && units.includes(unit))
    }
  })?.role
}
