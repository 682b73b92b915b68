/** Of an incident with terminals of several institutions (并案), what is about the terminals that somebody may see: one's own. Pure. */

import type { Course } from '../workflow/course.ts'
import type { Entry, Happening } from '../workflow/history.ts'
import { aboutEndpoint } from '../workflow/ownership.ts'
import type { Situation } from '../workflow/situation.ts'
import type { About } from '../workflow/who.ts'

export type Sees = (endpoint: string) => boolean

/** Whose terminals the person sees in the live list is whose terminals it sees in an incident. */
export const seesOwn =
  (situation: Situation, permits: (operation: 'live.view', about: About) => boolean): Sees =>
  (endpoint) =>
    permits('live.view', aboutEndpoint(situation, endpoint))

/** The terminal that it tells of; nothing where it is the whole incident's. */
function terminalOf(happening: Happening, { alerts }: Situation): string | undefined {
  if (happening.kind === 'incident-received') return undefined
  if (happening.kind === 'order-issued') return happening.signed.order.endpoint
  if ('endpoint' in happening) return happening.endpoint
  return 'alert' in happening && typeof happening.alert === 'string' ? alerts.get(happening.alert)?.endpoint : undefined
}

export const entriesOfOwn = (timeline: readonly Entry[], situation: Situation, sees: Sees): readonly Entry[] =>
  timeline.filter(({ happening }) => {
    const endpoint = terminalOf(happening, situation)
    return endpoint === undefined || sees(endpoint)
  })

export function courseOfOwn(course: Course, sees: Sees): Course {
  const own = ({ endpoint }: { readonly endpoint: string }): boolean => sees(endpoint)
  return {
    ...course,
    endpoints: course.endpoints.filter(sees),
    cut: course.cut.filter(own),
    reconnections: course.reconnections.filter(own),
    evidence: course.evidence.filter(own),
  }
}
