/** 本局内部要求: clocks where the plan says “立即”, “第一时间” or nothing; and the dates that the leading group sets itself (指令). */

import type { Calendar } from '../calendar/calendar.ts'
import { workingDaysAfter } from '../calendar/working-days.ts'
import { first, standingReport } from '../course.ts'
import type { IncidentStanding } from '../situation.ts'
import type { Settings } from '../settings/settings.ts'
import { filedForms } from './answers.ts'
import { clockAt } from './clock.ts'
import type { PlanClock, Term } from './clock.ts'

const minuteMs = 60_000
const threeQuarters = 0.75

const earliest = (...moments: readonly (number | undefined)[]): number | undefined => {
  const known = moments.filter((at) => at !== undefined)
  return known.length === 0 ? undefined : Math.min(...known)
}

export function officeClocks(
  incident: Pick<IncidentStanding, 'course' | 'receivedAt'>,
  cancelled: Term['cancelled'],
  { settings, calendar }: { readonly settings: Settings; readonly calendar: Calendar },
  now: number,
): readonly PlanClock[] {
  const { course, receivedAt } = incident
  const reported = standingReport(course)?.at
  const limit = (
    given: Pick<Term, 'name' | 'clause' | 'startedAt' | 'doneAt'> & { readonly minutes: number },
  ): PlanClock => {
    const { minutes, ...term } = given
    const lengthMs = minutes * minuteMs
    const dueAt = term.startedAt + lengthMs
    const soonAt = term.startedAt + lengthMs * threeQuarters
    return clockAt({ ...term, basis: 'office', dueAt, soonAt, cancelled }, now)
  }
  const clocks = [
    // 快报: what tells the group first counts, a brief or the report itself.
    limit({
      name: 'brief',
      clause: '四(一)2',
      startedAt: receivedAt,
      minutes: settings.briefMinutes,
      doneAt: earliest(course.briefs[0]?.at, reported),
    }),
    // 先报后核: with the report the office has looked at it.
    limit({
      name: 'verification',
      clause: '三(一)2',
      startedAt: receivedAt,
      minutes: settings.verifyMinutes,
      doneAt: earliest(first(course, 'D02')?.at, reported),
    }),
  ]
  if (reported !== undefined)
    clocks.push(
      limit({
        name: 'assessment',
        clause: '四(一)2',
        startedAt: reported,
        minutes: settings.assessmentHours * 60,
        // The leader may activate at once; the assessment is then filed behind (四(一)1).
        doneAt: first(course, 'D05')?.at,
      }),
    )
  return [...clocks, ...evaluation(course, calendar, settings, now)]
}

function evaluation(
  { moves, ...course }: IncidentStanding['course'],
  calendar: Calendar,
  { evaluationWorkingDays: days }: Pick<Settings, 'evaluationWorkingDays'>,
  now: number,
): readonly PlanClock[] {
  const ended = moves.findLast(({ event }) => event === 'approve-end')
  if (!ended) return []
  const reopened = moves.find(({ event, position }) => event === 'reopen' && position > ended.position)
  const until = workingDaysAfter(ended.at, days, calendar)
  const filed = filedForms({ moves, ...course }, 'D17').find(({ position }) => position > ended.position)
  return [
    clockAt(
      {
        name: 'evaluation',
        basis: 'office',
        clause: '五(一)2',
        startedAt: ended.at,
        doneAt: filed?.at,
        cancelled: reopened && { at: reopened.at, because: 'reopened' },
        ...(until.known
          ? { dueAt: until.dueAt, soonAt: until.dueAt - 2 * 24 * 60 * minuteMs, provisional: until.provisional }
          : { uncoveredYear: until.year }),
      },
      now,
    ),
  ]
}

/** Two for each directive that was issued: read within the office's limit, done by its own date. */
export function directiveClocks(
  { course }: Pick<IncidentStanding, 'course'>,
  { directiveUnreadMinutes }: Pick<Settings, 'directiveUnreadMinutes'>,
  now: number,
): readonly PlanClock[] {
  return course.directives.flatMap(({ directive, issued, signedFor, completed, withdrawn }) => {
    if (!issued) return []
    const { id: about, dueAt } = directive
    const unreadMs = directiveUnreadMinutes * minuteMs
    const cancelled = withdrawn && ({ at: withdrawn.at, because: 'withdrawn' } as const)
    const reading: Term = {
      name: 'directive-reading',
      basis: 'office',
      clause: '三(二)',
      about,
      startedAt: issued.at,
      dueAt: issued.at + unreadMs,
      soonAt: issued.at + unreadMs * threeQuarters,
      // Who says that it is done has read it.
      doneAt: earliest(signedFor?.at, completed?.at),
      cancelled,
    }
    const doing: Term = {
      name: 'directive',
      basis: 'plan',
      clause: '五(二)2',
      about,
      startedAt: issued.at,
      dueAt,
      soonAt: issued.at + (dueAt - issued.at) * threeQuarters,
      doneAt: completed?.at,
      cancelled,
    }
    return [clockAt(reading, now), clockAt(doing, now)]
  })
}
