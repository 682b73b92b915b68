/** 处理结果报备的提醒 (四(三)): mornings before the end of the fifth working day, its own morning, then every morning until the result is filed. */

import { calendarInForce } from '../workflow/calendar/calendar-in-force.ts'
import { dayStanding } from '../workflow/calendar/calendar.ts'
import type { Calendar } from '../workflow/calendar/calendar.ts'
import { dayMs, dayOf, daysLater, startOfDay } from '../workflow/calendar/day.ts'
import type { Day } from '../workflow/calendar/day.ts'
import type { PlanClock } from '../workflow/clocks/clock.ts'
import { resultReportClocks } from '../workflow/clocks/result-report.ts'
import { answeringDepartment, settingsOf } from '../workflow/settings/settings.ts'
import type { IncidentStanding, Situation } from '../workflow/situation.ts'
import type { Notice } from './escalation.ts'
import type { Role } from './settings.ts'

/** With the round, one for each time that the incident was handled, and a mark: `result-1-before-2`, `result-1-overdue-0`. */
export const resultStep = 'result-'

const hourMs = 3_600_000

const clocksOf = (incident: IncidentStanding, { office }: Situation, now: number): readonly PlanClock[] =>
  resultReportClocks(incident, { calendar: calendarInForce(office), settings: settingsOf(office) }, now)

/** What the plan binds and nobody has filed: 重大, or not yet said to be none. */
const isOwed = (clock: PlanClock | undefined): clock is PlanClock & { readonly dueAt: number } =>
  clock?.basis === 'plan' &&
  clock.dueAt !== undefined &&
  (clock.state === 'running' || clock.state === 'due-soon' || clock.state === 'overdue')

/** The clock that a reminder is about, be it over by now. */
export const clockOfStep = (
  incident: IncidentStanding,
  step: string,
  situation: Situation,
  now: number,
): PlanClock | undefined => clocksOf(incident, situation, now)[Number(step.split('-')[1]) - 1]

export function resultIsWanted(incident: IncidentStanding, step: string, situation: Situation, now: number): boolean {
  const clock = clocksOf(incident, situation, now).at(-1)
  return isOwed(clock) && clockOfStep(incident, step, situation, now)?.startedAt === clock.startedAt
}

export function noticesOfResult(incident: IncidentStanding, situation: Situation, now: number): readonly Notice[] {
  // Most incidents were never handled: then no calendar is read.
  if (!incident.course.moves.some(({ event }) => event === 'handle')) return []
  const clocks = clocksOf(incident, situation, now)
  const clock = clocks.at(-1)
  if (!isOwed(clock)) return []
  const { resultRemindDays, resultRemindHour } = settingsOf(situation.office)
  const calendar = calendarInForce(situation.office)
  const morning = (day: Day): number => startOfDay(day) + resultRemindHour * hourMs
  const notice = (mark: string, to: readonly Role[], dueAt: number): Notice => {
    const step = `${resultStep}${clocks.length}-${mark}`
    return {
      key: `incident/${incident.id}/${step}`,
      about: { kind: 'incident', id: incident.id },
      step,
      to,
      units: [owedBy(incident, situation)],
      dueAt,
    }
  }
  // 24:00 is the first moment of the day after.
  const lastDay = dayOf(clock.dueAt - 1)
  const ahead = Array.from({ length: resultRemindDays + 1 }, (_, days) => {
    const to: readonly Role[] = days === 0 ? ['duty', 'backup', 'deputy'] : ['duty', 'backup']
    return notice(`before-${days}`, to, morning(workingDaysBefore(lastDay, days, calendar)))
  })
  // Of those that are overdue only the newest and the next: a later one has overtaken them.
  const first = morning(daysLater(lastDay, 1))
  const passed = Math.floor((now - first) / dayMs)
  const after = (passed < 0 ? [0] : [passed, passed + 1]).map((n) =>
    notice(`overdue-${n}`, ['duty', 'backup', 'deputy', 'leader'], first + n * dayMs),
  )
  return [...ahead.filter(({ dueAt }) => dueAt >= clock.startedAt), ...after]
}

/** 归口科室 of the institution; a department answers for itself. */
const owedBy = ({ institution }: IncidentStanding, { office }: Situation): string =>
  answeringDepartment(office, institution) ?? institution

/** Nobody is reminded on a holiday of what is due after it. A day that no calendar covers counts as one. */
function workingDaysBefore(last: Day, days: number, calendar: Calendar): Day {
  let day = last
  for (let counted = 0; counted < days;) {
    day = daysLater(day, -1)
    const standing = dayStanding(day, calendar)
    if (!standing.covered || standing.working) counted++
  }
  return day
}
