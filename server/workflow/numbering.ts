/** 事件编号: one series a year, and one of their own for drills. */

import { incidentNumber } from '#shared/domain/incident.ts'
import type { IncidentStanding } from './situation.ts'

// China has one zone and no summer time since 1991: UTC+8, whatever zone the server's process has.
const shanghaiOffsetMs = 8 * 3_600_000
const shanghaiYear = (at: number): number => new Date(at + shanghaiOffsetMs).getUTCFullYear()

/** The number after the highest of its series. */
export function nextNumber(incidents: Iterable<Pick<IncidentStanding, 'number'>>, at: number, drill: boolean): string {
  const year = shanghaiYear(at)
  const series = incidentNumber(year, 0, drill).replace(/\d+$/, '')
  let highest = 0
  for (const { number } of incidents) {
    if (number.startsWith(series)) highest = Math.max(highest, Number(number.slice(series.length)))
  }
  return incidentNumber(year, highest + 1, drill)
}
