/** 国家规定: the two clocks of 《国家网络安全事件报告管理办法》, apart from the plan's. Nothing is ever sent by itself; a person records the delivery. */

import { daysLater, dayOf, startOfDay } from '../calendar/day.ts'
import type { Course } from '../course.ts'
import type { IncidentStanding } from '../situation.ts'
import type { Settings } from '../settings/settings.ts'
import { filedForms, isYes, textIn } from './answers.ts'
import { clockAt } from './clock.ts'
import type { PlanClock } from './clock.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** 较大以上, by the newest assessment; without one nothing is owed to the outside. */
const reportable = ['larger', 'major', 'especially-major']

export const isReportable = (course: Course): boolean =>
  reportable.includes(textIn(filedForms(course, 'D05').at(-1)?.fields, 'nationalLevel') ?? '')

/** 对外报告 to the cyberspace authority that was delivered; 公安 (D19b) is another matter. */
const delivered = ({ externalDeliveries }: Course, from: number, to = Infinity): number | undefined => {
  const moments = externalDeliveries
    .filter(({ form, deliveredAt }) => form === 'D19a' && deliveredAt >= from && deliveredAt < to)
    .map(({ deliveredAt }) => deliveredAt)
  return moments.length === 0 ? undefined : Math.min(...moments)
}

/** `found`: 发现或获知, by a person; a machine's signs alone start no national clock. */
export function nationalClocks(
  { course }: Pick<IncidentStanding, 'course'>,
  found: number | undefined,
  settings: Pick<
    Settings,
    'nationalReportHours' | 'criticalReportHours' | 'criticalInfrastructure' | 'finalReportDays'
  >,
  now: number,
): readonly PlanClock[] {
  if (!isReportable(course)) return []
  const clocks: PlanClock[] = []
  if (found !== undefined) {
    const critical =
      settings.criticalInfrastructure || isYes(filedForms(course, 'D05').at(-1)?.fields, 'criticalInfrastructure')
    const withinMs = (critical ? settings.criticalReportHours : settings.nationalReportHours) * hourMs
    clocks.push(
      clockAt(
        {
          name: 'national-report',
          basis: 'state',
          clause: '《国家网络安全事件报告管理办法》第四条',
          startedAt: found,
          dueAt: found + withinMs,
          soonAt: found + withinMs * 0.75,
          doneAt: delivered(course, found),
        },
        now,
      ),
    )
  }
  const ended = course.moves.findLast(({ event }) => event === 'approve-end')
  if (ended) {
    const reopened = course.moves.find(({ event, position }) => event === 'reopen' && position > ended.position)
    // By days: the day of the start is not counted, and the last one counts whole.
    const dueAt = startOfDay(daysLater(dayOf(ended.at), settings.finalReportDays + 1))
    clocks.push(
      clockAt(
        {
          name: 'national-summary',
          basis: 'state',
          clause: '《国家网络安全事件报告管理办法》第八条',
          startedAt: ended.at,
          dueAt,
          soonAt: dueAt - 7 * dayMs,
          doneAt: delivered(course, ended.at),
          cancelled: reopened && { at: reopened.at, because: 'reopened' },
        },
        now,
      ),
    )
  }
  return clocks
}
