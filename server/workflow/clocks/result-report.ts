/** 处理结果报告 (四(三)): five working days from each 处理完毕, cancelled by a relapse, counted anew when the holiday schedule comes. */

import type { Calendar } from '../calendar/calendar.ts'
import { resultReportDue } from '../calendar/result-report.ts'
import type { WorkingDaysDue } from '../calendar/working-days.ts'
import type { Course } from '../course.ts'
import type { IncidentStanding, Situation } from '../situation.ts'
import type { Settings } from '../settings/settings.ts'
import type { NewEntry } from '../history.ts'
import { filedForms, majorOf } from './answers.ts'
import { clockAt } from './clock.ts'
import type { PlanClock, Term } from './clock.ts'

const dayMs = 24 * 3_600_000

export interface WorkingCalendar {
  readonly calendar: Calendar
  readonly settings: Pick<Settings, 'resultReportCutoff'>
}

const due = (handledAt: number, { calendar, settings }: WorkingCalendar): WorkingDaysDue =>
  resultReportDue(handledAt, calendar, { cutoffMinute: settings.resultReportCutoff === '18:00' ? 18 * 60 : 24 * 60 })

/** A relapse, or opening anew, takes back that it was handled; whatever comes later runs on a clock of its own. */
const undoes = (event: string): event is 'relapse' | 'reopen' => event === 'relapse' || event === 'reopen'

/** One for each time it was handled, oldest first; the last one counts, the others are its history. */
export function resultReportClocks(
  { course }: Pick<IncidentStanding, 'course'>,
  working: WorkingCalendar,
  now: number,
): readonly PlanClock[] {
  const handled = course.moves.filter(({ event }) => event === 'handle')
  return handled.map((move, i): PlanClock => {
    const next = handled[i + 1]?.at ?? Infinity
    const undone = course.moves.find(({ event, position }) => undoes(event) && position > move.position)
    const filed = filedForms(course, 'D15').find(({ at, position }) => position > move.position && at < next)
    const until = due(move.at, working)
    const term: Term = {
      name: 'result-report',
      // 重大 is what the plan binds; while it is undetermined the clock runs as if it were (六(一)).
      basis: majorOf(course) === 'no' ? 'office' : 'plan',
      clause: '四(三)',
      startedAt: move.at,
      doneAt: filed?.at,
      cancelled: undone && { at: undone.at, because: undone.event === 'reopen' ? 'reopened' : 'relapse' },
      ...(until.known
        ? { dueAt: until.dueAt, soonAt: until.dueAt - dayMs, provisional: until.provisional }
        : { uncoveredYear: until.year }),
    }
    return clockAt(term, now)
  })
}

export interface MovedDue {
  readonly incident: string
  readonly handledAt: number
  readonly before: WorkingDaysDue
  readonly after: WorkingDaysDue
}

/** Whose five working days end at another moment, or are no longer 暂定, once the calendar or the cutoff changes. Drills too: they have a clock, and count nowhere. */
export function movedByCalendar(
  { incidents }: Pick<Situation, 'incidents'>,
  before: WorkingCalendar,
  after: WorkingCalendar,
): readonly MovedDue[] {
  return [...incidents.values()].flatMap(({ id, course }) => {
    const handledAt = currentlyHandledAt(course)
    if (handledAt === undefined) return []
    const [old, anew] = [due(handledAt, before), due(handledAt, after)]
    return isSame(old, anew) ? [] : [{ incident: id, handledAt, before: old, after: anew }]
  })
}

/** Archived incidents keep the deadline that they were judged by. */
function currentlyHandledAt({ moves }: Course): number | undefined {
  const last = moves.findLast(({ event }) => event === 'handle' || event === 'archive' || undoes(event))
  return last?.event === 'handle' ? last.at : undefined
}

function isSame(one: WorkingDaysDue, other: WorkingDaysDue): boolean {
  if (!one.known || !other.known) return one.known === other.known
  return one.dueAt === other.dueAt && one.provisional === other.provisional
}

/** The rows of history that go into the same commit as the new schedule or cutoff (四(三)): one for each incident whose deadline it changes. */
export function recomputed(moved: readonly MovedDue[], because: string, now: number): readonly NewEntry[] {
  return moved.map(({ incident, handledAt, before, after }) => ({
    subject: { kind: 'incident', id: incident },
    at: now,
    actor: { kind: 'server' },
    happening: {
      kind: 'result-due-recomputed',
      handledAt,
      before: before.known ? before.dueAt : undefined,
      after: after.known ? after.dueAt : undefined,
      provisional: after.known && after.provisional,
      because,
    },
  }))
}
