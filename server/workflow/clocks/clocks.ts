/** 时限一览: every clock of an incident at a moment; what screens, forms, reminders and facts start from. */

import type { Calendar } from '../calendar/calendar.ts'
import { calendarInForce } from '../calendar/calendar-in-force.ts'
import { settingsOf } from '../settings/settings.ts'
import type { IncidentStanding, Situation } from '../situation.ts'
import type { PlanClock } from './clock.ts'
import { initialReportClock } from './initial-report.ts'
import type { ClockContext, InitialReportClock } from './initial-report.ts'
import { nationalClocks } from './national.ts'
import { directiveClocks, officeClocks } from './office-limits.ts'
import type { Outage } from './outages.ts'
import { resultReportClocks } from './result-report.ts'

export interface Clocks {
  readonly initialReport: InitialReportClock
  /** One for each time that it was handled; the last one counts, the others were cancelled or met. */
  readonly resultReports: readonly PlanClock[]
  readonly directives: readonly PlanClock[]
  /** 国家规定: shown apart, never mixed. */
  readonly national: readonly PlanClock[]
  /** 本局内部要求. */
  readonly office: readonly PlanClock[]
}

export interface WholeContext extends ClockContext {
  readonly calendar: Calendar
}

/** As the office has it now: its settings, its calendar, and when the server stood still (`audit/life-signs.ts`). */
export const contextOf = (situation: Situation, serverOutages: readonly Outage[], now: number): WholeContext => ({
  situation,
  settings: settingsOf(situation.office),
  calendar: calendarInForce(situation.office),
  serverOutages,
  now,
})

export function clocksOf(incident: IncidentStanding, context: WholeContext): Clocks {
  const { settings, now } = context
  const initialReport = initialReportClock(incident, context)
  const directives = directiveClocks(incident, settings, now)
  return {
    initialReport,
    resultReports: resultReportClocks(incident, context, now),
    directives: directives.filter(({ basis }) => basis === 'plan'),
    national: nationalClocks(incident, initialReport.found, settings, now),
    office: [
      ...officeClocks(incident, initialReport.cancelled, context, now),
      ...directives.filter(({ basis }) => basis === 'office'),
    ],
  }
}

/** In one list: the plan's, the state's, the office's own. */
export const allClocks = ({
  initialReport,
  resultReports,
  directives,
  national,
  office,
}: Clocks): readonly PlanClock[] => [initialReport, ...resultReports, ...directives, ...national, ...office]
