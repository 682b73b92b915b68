/** What several steps ask of people and posts: how logins are compared, which posts exclude each other, whether an administrator would be the last. */

import { administratorRoles, unitRoles } from '#shared/domain/role.ts'
import type { Role } from '#shared/domain/role.ts'
import type { Office } from '../office.ts'
import type { Post } from '../office-history.ts'

/** As logins are kept and compared: nobody remembers capitals. */
export const loginKey = (typed: string): string => typed.trim().normalize('NFKC').toLowerCase()

export const isAdministrator = (role: Role): boolean => (administratorRoles as readonly Role[]).includes(role)

export const needsUnit = (role: Role): boolean => unitRoles.includes(role)

/** Both are in force at some moment. */
export const overlap = (one: Pick<Post, 'from' | 'to'>, other: Pick<Post, 'from' | 'to'>): boolean =>
  one.from < (other.to ?? Number.POSITIVE_INFINITY) && other.from < (one.to ?? Number.POSITIVE_INFINITY)

/** Administrators of a kind who will still be there when this person, or this post, is not. Nobody could appoint or add anybody any more without one. */
export const othersRemain = (office: Office, role: Role, without: (post: Post) => boolean, now: number): boolean =>
  office.posts.some(
    (post) =>
      post.role === role &&
      !without(post) &&
      post.from <= now &&
      post.to === undefined &&
      office.people.get(post.person)?.disabled === undefined,
  )

/** 组长 and 副组长 that nobody holds now (二(一)): said on screen until somebody does. */
export const vacancies = ({ posts, people }: Office, now: number): readonly Role[] =>
  (['leader', 'deputy'] as const).filter(
    (role) =>
      !posts.some(
        (post) =>
          post.role === role &&
          post.from <= now &&
          (post.to === undefined || now < post.to) &&
          people.get(post.person)?.disabled === undefined,
      ),
  )
