/** 时限轴: the life of a clock as a row of moments, for the bar on the screen and the table in a form. */

import type { Course } from '../course.ts'
import type { PlanClock } from './clock.ts'
import type { InitialReportClock } from './initial-report.ts'

export type ClockMark =
  | { readonly what: 'started' | 'due-soon' | 'due' | 'done' | 'cancelled'; readonly at: number }
  | { readonly what: 'reminded'; readonly at: number; readonly reminder: string; readonly dueAt: number }
  | { readonly what: 'brief'; readonly at: number }
  | { readonly what: 'outage'; readonly at: number; readonly to: number; readonly of: 'server' | 'terminal' }

/** In the order of time. Reminders and the brief belong to the two hours alone. */
export function marksOf(
  clock: PlanClock | InitialReportClock,
  course: Pick<Course, 'reminded' | 'briefs'>,
): readonly ClockMark[] {
  const { startedAt, soonAt, dueAt, doneAt, cancelled } = clock
  const own: ClockMark[] = [{ what: 'started', at: startedAt }]
  if (soonAt !== undefined) own.push({ what: 'due-soon', at: soonAt })
  if (dueAt !== undefined) own.push({ what: 'due', at: dueAt })
  if (doneAt !== undefined && clock.state !== 'cancelled') own.push({ what: 'done', at: doneAt })
  if (clock.state === 'cancelled' && cancelled) own.push({ what: 'cancelled', at: cancelled.at })
  if (clock.name === 'initial-report') {
    own.push(
      ...course.reminded.map(
        ({ reminder, dueAt: asked, at }) => ({ what: 'reminded', at, reminder, dueAt: asked }) as const,
      ),
    )
    own.push(...course.briefs.map(({ at }) => ({ what: 'brief', at }) as const))
    if ('outages' in clock)
      own.push(...clock.outages.map(({ from, to, of }) => ({ what: 'outage', at: from, to, of }) as const))
  }
  return own.toSorted((one, other) => one.at - other.at)
}
