/** 两小时报告 (三(一)2): its clock, from when it was or should have been found until the first valid report. */

import { standingReport } from '../course.ts'
import type { Course } from '../course.ts'
import { initialReportDueAt } from '../deadlines.ts'
import type { IncidentStanding, Situation } from '../situation.ts'
import type { Settings } from '../settings/settings.ts'
import { clockAt } from './clock.ts'
import type { PlanClock, Term } from './clock.ts'
import { lengthOf, terminalOutages, within } from './outages.ts'
import type { Outage } from './outages.ts'
import { segmentsOf } from './segments.ts'
import type { Segmented } from './segments.ts'
import { alertsOf, foundAt, shouldHaveBeenFoundAt } from './sightings.ts'

export interface InitialReportClock extends PlanClock, Segmented {
  /** From which of the moments it runs: 被发现, 应当被发现, or 核定. */
  readonly runsFrom: 'found' | 'should-have-been-found' | 'decided'
  readonly found?: number | undefined
  readonly shouldHaveBeenFound?: number | undefined
  /** 核定: another moment at which it should have been found, confirmed by the leader; printed beside the mechanical one. */
  readonly decided?: Course['foundDecided']
  /** By what the machine knows alone; never overwritten, the same as the clock where nothing was decided. */
  readonly mechanical: PlanClock
  /** It was late before the office could know: shown as such. */
  readonly overdueAtBirth: boolean
  /** Inside the time until the report; listed, never subtracted. */
  readonly outages: readonly Outage[]
  readonly excuseMs: number
}

export interface ClockContext {
  readonly situation: Pick<Situation, 'alerts'>
  readonly settings: Settings
  /** When the server stood still, of all times. */
  readonly serverOutages: readonly Outage[]
  readonly now: number
}

/**
 * The first report that stands counts; it was valid when it was taken in (forms are checked then), and 续报, 补正 and a
 * return change nothing. One that its authors have taken back is “报至” nobody any more: it is owed again.
 */
export const reportedAt = ({ course }: Pick<IncidentStanding, 'course'>): number | undefined =>
  standingReport(course)?.at

/** Nothing is owed while it stands as a false alarm, or goes on in another incident. */
function notOwed({ phase, course }: IncidentStanding): Term['cancelled'] {
  const move = course.moves.findLast(({ event }) => event === 'close-false' || event === 'merge' || event === 'reopen')
  if (!move || move.event === 'reopen' || (phase !== 'false-alarm' && phase !== 'merged' && phase !== 'archived'))
    return undefined
  return { at: move.at, because: move.event === 'merge' ? 'merged' : 'false-alarm' }
}

/** Not reported, and nothing has taken the duty away: what reminders go on for. */
export const reportIsOwed = (incident: IncidentStanding): boolean =>
  reportedAt(incident) === undefined && notOwed(incident) === undefined

/** From when it runs: what a person found is never put off, only the moment at which it should have been found. */
export function startOf(
  incident: IncidentStanding,
  found: number | undefined,
): Pick<InitialReportClock, 'startedAt' | 'runsFrom'> {
  const { course, found: mechanical } = incident
  if (!course.foundDecided) return { startedAt: mechanical.at, runsFrom: mechanical.basis }
  const decided = course.foundDecided.found
  return found !== undefined && found <= decided
    ? { startedAt: found, runsFrom: 'found' }
    : { startedAt: decided, runsFrom: 'decided' }
}

export function initialReportClock(incident: IncidentStanding, context: ClockContext): InitialReportClock {
  const { situation, settings, serverOutages, now } = context
  const found = foundAt(incident, situation)
  const shouldHaveBeenFound = shouldHaveBeenFoundAt(incident, situation)
  const { startedAt, runsFrom } = startOf(incident, found)
  const clock = (from: number): PlanClock =>
    clockAt(
      {
        name: 'initial-report',
        basis: 'plan',
        clause: '三(一)2',
        startedAt: from,
        dueAt: initialReportDueAt({ at: from }),
        soonAt: from + settings.dueSoonMinutes * 60_000,
        doneAt: reportedAt(incident),
        cancelled: notOwed(incident),
      },
      now,
    )
  const standing = clock(startedAt)
  const outages = within(
    [...serverOutages, ...terminalOutages(alertsOf(incident, situation))],
    startedAt,
    standing.doneAt ?? now,
  )
  return {
    ...standing,
    runsFrom,
    found,
    shouldHaveBeenFound,
    decided: incident.course.foundDecided,
    mechanical: clock(incident.found.at),
    overdueAtBirth: incident.receivedAt > initialReportDueAt({ at: startedAt }),
    outages,
    excuseMs: lengthOf(outages),
    ...segmentsOf(incident, startedAt, standing.lateMs, settings, now),
  }
}
