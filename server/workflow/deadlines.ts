/** 两小时报告: when it is due; computed from stored times, so that no restart and no timer can change it. How its clock stands: `clocks/initial-report.ts`. */

import { initialReportWithinMs } from '#shared/domain/incident.ts'
import type { Found } from '#shared/domain/incident.ts'

/** Nights and holidays count; a report at exactly this moment is on time: “2小时内” (三(一)2). */
export const initialReportDueAt = ({ at }: Pick<Found, 'at'>): number => at + initialReportWithinMs
