/** How single happenings change an incident's course; folded by `course.ts`, each a new value that shares what did not change. */

import type { Course, DirectiveStanding, Reconnection } from './course.ts'
import type { FormFields } from './forms/form.ts'
import type { Happening } from './history.ts'

export const membersIn = ({ members }: FormFields): readonly string[] =>
  Array.isArray(members)
    ? members.flatMap((row: unknown) => {
        const person = typeof row === 'object' && row !== null && 'person' in row ? row.person : undefined
        return typeof person === 'string' ? [person] : []
      })
    : []

export const withEndpoints = (course: Course, endpoints: readonly string[]): Course => {
  const more = endpoints.filter((id) => !course.endpoints.includes(id))
  return more.length === 0 ? course : { ...course, endpoints: [...course.endpoints, ...more] }
}

/** A terminal that is cut anew has to be approved anew; one that fails to come back keeps its approval. */
export function withCut(
  course: Course,
  { endpoint, isolation: { state }, since }: Extract<Happening, { readonly kind: 'isolation-changed' }>,
): Course {
  const known = course.cut.find((one) => one.endpoint === endpoint)
  const now = state === 'connected' ? false : state === 'releasing' ? (known?.now ?? true) : true
  const firstAt = known?.firstAt ?? (state === 'isolated' || state === 'degraded' ? since.at : undefined)
  if (known ? known.now === now && known.firstAt === firstAt : !now) return course
  const others = course.cut.filter((one) => one !== known)
  const changed = { ...course, cut: [...others, { endpoint, now, ...(firstAt === undefined ? {} : { firstAt }) }] }
  return now && known?.now !== true && state !== 'releasing'
    ? { ...changed, reconnections: course.reconnections.filter((one) => one.endpoint !== endpoint) }
    : changed
}

/** A D13 of before tells nothing about a terminal that has not come back since. */
export const withoutApprovals = (course: Course): Course => ({
  ...course,
  reconnections: course.reconnections.filter(
    ({ endpoint }) => !course.cut.some((one) => one.endpoint === endpoint && one.now),
  ),
})

export const changeDirective = (course: Course, id: string, change: Partial<DirectiveStanding>): Course => ({
  ...course,
  directives: course.directives.map((one) => (one.directive.id === id ? { ...one, ...change } : one)),
})

export function changeReconnection(
  course: Course,
  endpoint: string,
  change: (known: Omit<Reconnection, 'endpoint'>) => Omit<Reconnection, 'endpoint'>,
): Course {
  const known = course.reconnections.find((one) => one.endpoint === endpoint)
  const others = course.reconnections.filter((one) => one !== known)
  return { ...course, reconnections: [...others, { endpoint, ...change(known ?? {}) }] }
}
